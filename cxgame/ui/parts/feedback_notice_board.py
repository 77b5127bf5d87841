"""The notice board in words: who is first, and what is said of every team."""

from cxgame import i18n
from cxgame.feedback.notice_board import Mood, Notice, NoticeBoard
from cxgame.feedback.ranking import MIN_ANSWERS, Row
from cxgame.look import markup
from cxgame.people.queries import CompanyView, UnitView
from cxgame.ui import address
from cxgame.ui.parts import feedback_findings as findings
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import go

ICONS = {
    Mood.ROSE: "trending_up",
    Mood.STEADY: "check_circle",
    Mood.LISTENING: "hearing",
    Mood.COLLECTING: "hourglass_empty",
}


def asked(units: list[UnitView], name: str) -> str:
    """Return the unit that the address asks for, "" for all."""
    return name if name in {unit.name for unit in units} else ""


def show(made: NoticeBoard, unit: str, units: list[UnitView], company: CompanyView) -> None:
    """Show the board, and follow what is tapped."""
    sent = sheet(
        markup.render(
            "feedback/notice_board.html",
            locale(),
            company=company.name,
            span=f"{i18n.day(locale(), made.since)} – {i18n.day(locale(), made.until)}",
            unit=unit,
            units=[(one.name, one.name) for one in units if one.is_active],
            first=[place(row) for row in made.first],
            shared=shared(made),
            teams=[
                {"name": one.team, "icon": ICONS[one.mood], "said": said(one)} for one in made.teams
            ],
            compliments=ngettext(
                "{n} compliment from customers", "{n} compliments from customers", made.compliments
            )
            if made.compliments
            else "",
        ),
        key="notice-board",
    )
    match sent.get("name"):
        case "unit":
            address.turn(unit=sent.get("value", sent.get("unit", "")))
        case "leaderboard":
            go("leaderboard")


def place(row: Row) -> dict[str, object]:
    """Return one of the first teams, worded."""
    return {
        "rank": i18n.ordinal(locale(), row.rank) if row.rank else "",
        "team": row.team,
        "score": findings.worded("nps", row.score),
        "note": findings.counted("nps", row.n),
    }


def shared(made: NoticeBoard) -> str:
    """Return that more teams share a place than are shown, "" where none does."""
    last = made.first[-1].rank if made.first else None
    shown = sum(row.rank == last for row in made.first)
    more = made.together - shown
    if last is None or more <= 0:
        return ""
    return ngettext(
        "{n} more team shares {place} place: chance explains what lies between them.",
        "{n} more teams share {place} place: chance explains what lies between them.",
        more,
        place=i18n.ordinal(locale(), last),
    )


def said(one: Notice) -> str:
    """Return what is said of a team: never a loss, never a comparison."""
    match one.mood:
        case Mood.ROSE:
            return _("Customers are really happier than before. Well done!")
        case Mood.STEADY:
            return _("Reliable: as good as in the months before.")
        case Mood.LISTENING:
            return ngettext(
                "{n} customer told us how it was. Thank you for asking!",
                "{n} customers told us how it was. Thank you for asking!",
                one.answers,
            )
        case Mood.COLLECTING:
            return _(
                "On the way: {n} answers so far, {needed} make a figure.",
                n=one.answers,
                needed=MIN_ANSWERS,
            )

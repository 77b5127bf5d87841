"""The figures of cases on screen: tiles, and a table by team, owner or month."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from cxgame import clock, i18n
from cxgame.feedback.cases import figures
from cxgame.feedback.cases.figures import BeforeAfter, By, CaseFigures
from cxgame.feedback.scope import Cut
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_case_words as words
from cxgame.ui.parts.feedback_cases import figure_tiles
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import go, load

DAYS = {"30": N_("Last 30 days"), "90": N_("Last 90 days"), "365": N_("Last 12 months")}
BYS = {By.TEAM: N_("By team"), By.OWNER: N_("By owner"), By.MONTH: N_("By month")}


def page(actor: Actor, now: datetime) -> None:
    """Show figures of a period, whole and by group."""
    days = address.read("days") if address.read("days") in DAYS else "90"
    by = By(address.read("by")) if address.read("by") in set(By) else By.TEAM
    cut = Cut(
        since=clock.local_day(now) - timedelta(days=int(days) - 1), team_id=address.number("team")
    )
    made = load(figures.case_figures, actor=actor, now=now, cut=cut)
    grouped = load(figures.figures_by, actor=actor, by=by, now=now, cut=cut)
    teams = load(people.teams, actor=actor)
    sent = sheet(
        markup.render(
            "feedback/cases/figures.html",
            locale(),
            days=days,
            periods=[(key, _(name)) for key, name in DAYS.items()],
            by=by,
            bys=[(key.value, _(name)) for key, name in BYS.items()],
            team=cut.team_id or "",
            teams=feedback.named(teams),
            opened=made.opened,
            dismissed=made.dismissed,
            tiles=figure_tiles(made),
            address=_address(cut),
            closed="–" if made.share_closed is None else i18n.percent(locale(), made.share_closed),
            before=_before(load(figures.before_and_after, actor=actor, cut=cut)),
            columns=_columns(by),
            rows=_rows(grouped, by, cut),
        ),
        key="case_figures",
    )
    match sent.get("name"):
        case "back":
            go("cases")
        case "filter":
            address.turn(**{name: sent.get(name, "") for name in ("days", "by", "team")})
    follow(sent)


def _before(found: BeforeAfter) -> str:
    """Return what asking again gave, in a sentence; "" where nobody was asked."""
    if not found.n or found.before is None or found.after is None:
        return ""
    return ngettext(
        "{n} customer was asked again: {before} before, {after} after.",
        "{n} customers were asked again: on average {before} before, {after} after.",
        found.n,
        before=i18n.number(locale(), found.before, 1),
        after=i18n.number(locale(), found.after, 1),
    )


def _columns(by: By) -> list[dict[str, object]]:
    heads = {By.TEAM: _("Team"), By.OWNER: _("Owner"), By.MONTH: _("Month")}
    rest = (
        ("opened", _("Cases opened")),
        ("contact", _("Time to first contact")),
        ("solved", _("Time to solve")),
        ("in_time", _("Solved in time")),
        ("reopened", _("Share reopened")),
    )
    first = {"key": "group", "label": heads[by], "num": False}
    return [first, *({"key": key, "label": label, "num": True} for key, label in rest)]


def _rows(grouped: dict[Hashable, CaseFigures], by: By, cut: Cut) -> list[dict[str, str]]:
    """Return a row a group: teams and owners by name, never by figure; months newest first."""
    if by is By.MONTH:
        months = sorted((key for key in grouped if isinstance(key, tuple)), reverse=True)
        return [_month_row(key, grouped[key], cut) for key in months]
    known = load(people.team_names if by is By.TEAM else people.person_names)
    nobody = _("Without a team") if by is By.TEAM else _("Without an owner")
    labelled = [
        (known.get(key, nobody) if isinstance(key, int) else nobody, key) for key in grouped
    ]
    return [
        _row(label, grouped[key], _address(cut, **{by.value: key}) if key else "")
        for label, key in sorted(labelled, key=lambda pair: pair[0].lower())
    ]


def _month_row(key: tuple[int, ...], made: CaseFigures, cut: Cut) -> dict[str, str]:
    first = date(key[0], key[1], 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    since = max(first, cut.since) if cut.since else first
    where = _address(replace(cut, since=since, until=last))
    return _row(i18n.month(locale(), first), made, where)


def _address(cut: Cut, **more: object) -> str:
    """Return where the cases behind a figure are listed."""
    given = {"show": "all", "since": cut.since, "until": cut.until, "team": cut.team_id, **more}
    return "cases?" + urlencode({name: value for name, value in given.items() if value})


def _row(group: str, made: CaseFigures, where: str) -> dict[str, str]:
    def share(value: float | None, n: int) -> str:
        if value is None:
            return "–"
        return f"{i18n.percent(locale(), value)} (n = {i18n.number(locale(), n)})"

    return {
        "group": group,
        "href": f"/{where}" if where else "",
        "send": "open" if where else "",
        "value": where,
        "opened": i18n.number(locale(), made.opened),
        "contact": words.minutes(made.mean_contact),
        "solved": words.minutes(made.mean_solved),
        "in_time": share(made.share_in_time, made.due),
        "reopened": share(made.share_reopened, made.opened),
    }

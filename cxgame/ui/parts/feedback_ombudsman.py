"""The ombudsman's desk: the list of reports, the year's figures, questions to leaders."""

from math import ceil

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.feedback.ombudsman import deadline, questions
from cxgame.feedback.ombudsman.deadline import Clock, Pressure
from cxgame.feedback.ombudsman.figures import Figures
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind, Status
from cxgame.feedback.ombudsman.queries import ReportLine, ReportPage
from cxgame.feedback.ombudsman.questions import QuestionView
from cxgame.i18n import N_
from cxgame.look import markup, qr
from cxgame.notices.mail.server import mail_is_set
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act

ROWS = 50
SHOWN = 140  # characters of a report in the list
KINDS = {
    ReportKind.COMPLAINT: N_("Complaint"),
    ReportKind.ACCUSATION: N_("Report of wrongdoing"),
    ReportKind.COMPLIMENT: N_("Compliment"),
    ReportKind.SUGGESTION: N_("Suggestion"),
    ReportKind.REQUEST: N_("Request"),
}
PRIVACIES = {
    Privacy.IDENTIFIED: N_("With name"),
    Privacy.SECRET: N_("In secret"),
    Privacy.ANONYMOUS: N_("Anonymous"),
}
STATUSES = {
    Status.RECEIVED: N_("Received"),
    Status.IN_REVIEW: N_("Being looked into"),
    Status.ANSWERED: N_("Answered"),
    Status.CLOSED: N_("Closed"),
}


def wanted() -> tuple[bool, int]:
    """Return whether open reports are asked for, and which page of them."""
    return address.read("show") != "done", max(address.number("page") or 1, 1)


def desk(found: ReportPage, year: Figures, *, is_open: bool, number: int) -> None:
    """Show the reports and the year, and open what was tapped."""
    public = f"{address.origin()}/ombudsman"
    sent = sheet(
        markup.render(
            "feedback/ombudsman.html",
            locale(),
            lines=[_line(one) for one in found.lines],
            is_open=is_open,
            figures=_figures(year),
            kinds=_kinds(year),
            page=number,
            pages=ceil(found.total / ROWS),
            public=public,
            code=qr.svg(public),
            has_mail=mail_is_set(),
        ),
        key="ombudsman",
    )
    value = sent.get("value", "")
    match sent.get("name"):
        case "show":
            address.turn(show=value, page="")
        case "page":
            address.turn(page=value)
        case "report":
            address.turn(report=value)


def outside(year: Figures | None) -> None:
    """Show what the office is to those who don't hold it, with the coarse figures of the year."""
    sheet(
        markup.render(
            "feedback/ombudsman_outside.html",
            locale(),
            figures=_figures(year) if year else [],
            kinds=_kinds(year) if year else [],
        ),
        key="ombudsman-outside",
    )


def asked(actor: Actor, found: list[QuestionView], *, is_all: bool) -> None:
    """Show what the ombudsman asked the actor, and send the reply."""
    if not (found or is_all):
        return
    sent = sheet(
        markup.render(
            "feedback/ombudsman_questions.html",
            locale(),
            questions=[(one, moment(one.asked_at)) for one in found],
            longest=5000,
        ),
        key="ombudsman-questions",
    )
    if sent.get("name") == "reply" and sent.get("question", "").isdecimal():
        question = next((one for one in found if str(one.id) == sent["question"]), None)
        if question is not None:
            act(
                _("The ombudsman has your reply."),
                questions.reply_ombudsman,
                actor=actor,
                question_id=question.id,
                text=sent.get(f"reply-{question.id}", ""),
                now=clock.now(),
            )


def time_left(one: ReportLine) -> tuple[str, float, Pressure]:
    """Return a report's clock: words, the share of time left, how it presses."""
    ticking = deadline.clock(one.due_on, clock.local_day(clock.now()))
    whole = (one.due_on - clock.local_day(one.filed_at)).days or 1
    return _clock_words(ticking), max(0.0, min(1.0, ticking.days / whole)), ticking.pressure


def moment(at: object) -> str:
    """Return a moment on the company's clock."""
    return i18n.moment(locale(), at, clock.zone())  # type: ignore[arg-type]  # a datetime


def _clock_words(ticking: Clock) -> str:
    if ticking.pressure is Pressure.LATE:
        return ngettext("{n} day late", "{n} days late", -ticking.days)
    if ticking.days == 0:
        return _("today")
    return ngettext("{n} day left", "{n} days left", ticking.days)


def _line(one: ReportLine) -> dict[str, object]:
    words = " ".join(one.text.split())
    clock_words, left, pressure = time_left(one)
    return {
        "id": one.id,
        "kind": _(KINDS[one.kind]),
        "protocol": one.protocol,
        "privacy": "" if one.privacy is Privacy.IDENTIFIED else _(PRIVACIES[one.privacy]),
        "status": _(STATUSES[one.status]),
        "words": words if len(words) <= SHOWN else words[:SHOWN].rstrip() + "…",
        "clock": clock_words,
        "left": left,
        "pressure": pressure.value,
    }


def _figures(year: Figures) -> list[tuple[str, str]]:
    rating = "–" if year.rating is None else i18n.number(locale(), year.rating, 1)
    return [
        (_("In all"), _told(year.total)),
        (_("With an answer"), _told(year.answered)),
        (_("Rating, 1 to 5"), rating),
    ]


def _kinds(year: Figures) -> list[tuple[str, str]]:
    return [(_(KINDS[kind]), _told(n)) for kind, n in year.kinds.items()]


def _told(n: int | None) -> str:
    """Return a number, or a dash where it must not be told."""
    return "–" if n is None else i18n.number(locale(), n)


def refused(outcome: object) -> str:
    """Return a refusal's sentence, "" for anything else."""
    return i18n.say(locale(), outcome) if isinstance(outcome, CxgameError) else ""

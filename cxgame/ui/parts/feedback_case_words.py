"""Cases in words: how they stand, what their clock says, what happened to them."""

from datetime import datetime, timedelta

from cxgame import clock, i18n
from cxgame.feedback.cases.listing import CaseLine
from cxgame.feedback.cases.queries import Event
from cxgame.feedback.cases.words import (
    DONE,
    EventKind,
    Means,
    Outcome,
    OwnerRule,
    Priority,
    Purpose,
    SlaUnit,
    Status,
)
from cxgame.i18n import N_
from cxgame.people.models import Role
from cxgame.ui.parts import feedback
from cxgame.ui.parts.clocks import Clock
from cxgame.ui.text import _, locale, ngettext

STATUSES = {
    Status.NEW: N_("New case"),
    Status.IN_CONTACT: N_("In contact"),
    Status.SOLVED: N_("Solved"),
    Status.CLOSED: N_("Closed"),
}
PRIORITIES = {
    Priority.HIGH: N_("High priority"),
    Priority.NORMAL: N_("Normal priority"),
    Priority.LOW: N_("Low priority"),
}
PURPOSES = {Purpose.RECOVER: N_("Put right"), Purpose.THANK: N_("Say thank you")}
UNITS = {
    SlaUnit.BUSINESS_HOURS: N_("opening hours"),
    SlaUnit.HOURS: N_("hours, closed days left out"),
    SlaUnit.BUSINESS_DAYS: N_("business days"),
    SlaUnit.DAYS: N_("calendar days"),
}
OWNERS = {
    OwnerRule.MANAGER: N_("A manager of the team, in turn"),
    OwnerRule.MEMBERS: N_("The team members at work, in turn"),
    OwnerRule.NOBODY: N_("Nobody: somebody takes it"),
}
MEANS = {
    Means.PHONE: (N_("Phone"), "call"),
    Means.WHATSAPP: (N_("WhatsApp"), "chat"),
    Means.EMAIL: (N_("E-mail"), "mail"),
    Means.IN_PERSON: (N_("In person"), "storefront"),
    Means.PLATFORM: (N_("Complaint platform"), "public"),
}
OUTCOMES = {
    Outcome.REACHED: N_("We spoke"),
    Outcome.NO_ANSWER: N_("No answer"),
    Outcome.MESSAGE_LEFT: N_("Message left"),
    Outcome.WRONG_CONTACT: N_("Wrong contact"),
}
EVENTS = {
    EventKind.OPENED: (N_("The case was opened"), "bolt"),
    EventKind.OWNER: (N_("Handed over to {name}"), "forward"),
    EventKind.NOTE: (N_("Internal note"), "sticky_note_2"),
    EventKind.FINDINGS: (N_("Findings were written down"), "search"),
    EventKind.PRIORITY: (N_("Priority: {priority}"), "keyboard_double_arrow_up"),
    EventKind.MESSAGE: (N_("A mail was posted: {subject}"), "outgoing_mail"),
    EventKind.ASKED_AGAIN: (N_("Asked again by a personal link"), "replay"),
    EventKind.RESCORED: (N_("Asked again: the customer gives {score} now"), "replay"),
    EventKind.EXTENDED: (N_("The deadline was extended"), "more_time"),
    EventKind.TESTIMONIAL: (N_("The testimonial and its consent were noted"), "format_quote"),
}
STEPS = {
    Status.NEW: N_("Taken up"),
    Status.IN_CONTACT: N_("Reopened"),
    Status.SOLVED: N_("Solved"),
    Status.CLOSED: N_("Closed"),
}
LONGEST_TITLE = 90  # characters


def title(line: CaseLine) -> str:
    """Return what a case is called: the first words of what was said, masked."""
    words = " ".join(feedback.veiled(line.text).split())
    if not words:
        if line.score is None:
            return _("Case {n}", n=line.id)
        return _("Score {score}, without words", score=line.score)
    if len(words) <= LONGEST_TITLE:
        return words
    return words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"


def kind(line: CaseLine) -> str:
    """Return what was heard, with its score if it has one."""
    words = _(feedback.KINDS[line.kind])
    if line.score is None:
        return words
    return _("{what}, score {score}", what=words, score=line.score)


def clock_of(line: CaseLine, now: datetime) -> Clock:
    """Return the clock of a case in words; what is finished says how it went."""
    if line.is_dismissed:
        return Clock(_("Nothing to solve"), 0.0, "")
    if line.status in DONE:
        return Clock(_("In time") if line.is_in_time else _("After the deadline"), 0.0, "")
    whole = line.due_at - line.opened_at
    left = line.due_at - now
    if left < timedelta(0):
        return Clock(_("Late by {time}", time=i18n.span(locale(), -left)), 0.0, "late")
    share = min(1.0, left / whole) if whole else 0.0
    is_soon = share <= 0.25 or left <= timedelta(hours=4)
    return Clock(_("Due in {time}", time=i18n.span(locale(), left)), share, "soon" * is_soon)


def promise(length: int, unit: SlaUnit) -> str:
    """Return what was promised: 48 hours, 7 calendar days."""
    match unit:
        case SlaUnit.BUSINESS_HOURS:
            return ngettext("{n} opening hour", "{n} opening hours", length)
        case SlaUnit.HOURS:
            return ngettext("{n} h", "{n} h", length)
        case SlaUnit.BUSINESS_DAYS:
            return ngettext("{n} business day", "{n} business days", length)
        case SlaUnit.DAYS:
            return ngettext("{n} calendar day", "{n} calendar days", length)


def minutes(length: float | None) -> str:
    """Return a length of minutes in words, a dash where there is none."""
    return "–" if length is None else i18n.span(locale(), timedelta(minutes=length))


def event_line(event: Event) -> dict[str, str]:
    """Return one thing that happened, as the timeline shows it."""
    words, icon = _event(event)
    when = i18n.moment(locale(), event.at, clock.zone())
    return {
        "icon": icon,
        "text": words,
        "more": feedback.veiled(event.text),
        "when": f"{event.who} · {when}" if event.who else when,
    }


def _event(event: Event) -> tuple[str, str]:
    values = event.values
    match event.kind:
        case EventKind.CONTACT if event.means:
            name, icon = MEANS[event.means]
            outcome = _(OUTCOMES[event.outcome]) if event.outcome else ""
            return f"{_(name)}: {outcome}", icon
        case EventKind.STATUS:
            to = Status(str(values.get("to")))
            is_dismissal = to is Status.CLOSED and values.get("before") != Status.SOLVED
            is_first = values.get("before") == Status.NEW and to is Status.IN_CONTACT
            step = STEPS[Status.NEW] if is_first else STEPS[to]
            return _("Closed without a solution") if is_dismissal else _(step), "flag"
        case EventKind.ESCALATED:
            if values.get("to") == Role.DIRECTOR:
                return _("Still late: the director was told"), "notification_important"
            return _("Late: the manager was told"), "notification_important"
    words, icon = EVENTS[event.kind]
    found = {
        "name": str(values.get("to_name", "")),
        "score": str(values.get("score", "")),
        "subject": str(values.get("subject", "")),
        "priority": _priority(values.get("to")),
    }
    return _(words, **found), icon


def _priority(value: object) -> str:
    return _(PRIORITIES[Priority(value)]).lower() if value in set(Priority) else ""  # type: ignore[arg-type]

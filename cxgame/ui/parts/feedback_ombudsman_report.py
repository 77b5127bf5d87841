"""One report on the ombudsman's desk: what was said, who filed it, what can be done."""

from typing import Any

from cxgame import clock, i18n
from cxgame.feedback.ombudsman import desk, questions
from cxgame.feedback.ombudsman.desk import Reporter
from cxgame.feedback.ombudsman.filing import LONGEST_REPORT
from cxgame.feedback.ombudsman.kinds import EntryKind, Privacy, Status, is_secret
from cxgame.feedback.ombudsman.queries import AskedView, EntryView, ReportView
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts.feedback_ombudsman import (
    KINDS,
    PRIVACIES,
    STATUSES,
    moment,
    refused,
    time_left,
)
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt

WORDS = ("answer", "note", "question", "reason")  # the field of each form
LANGUAGES = {"pt-BR": "Português", "en": "English"}


def report(actor: Actor, found: ReportView, leaders: list[tuple[int, str]]) -> None:
    """Show a report and do what was tapped or sent."""
    sent = sheet(
        markup.render(
            "feedback/ombudsman_report.html",
            locale(),
            report=found,
            kind=_(KINDS[found.line.kind]),
            status=_(STATUSES[found.line.status]),
            privacy=_(PRIVACIES[found.line.privacy]),
            is_secret=is_secret(found.line.kind, found.line.privacy),
            is_anonymous=found.line.privacy is Privacy.ANONYMOUS,
            is_new=found.line.status is Status.RECEIVED,
            is_closed=found.line.status is Status.CLOSED,
            can_extend=not found.extension_reason and not found.is_answered,
            clock=time_left(found.line),
            facts=_facts(found),
            filed=moment(found.line.filed_at),
            entries=[_entry(one) for one in found.entries],
            asked=[_asked(one) for one in found.asked],
            leaders=leaders,
            longest=LONGEST_REPORT,
        ),
        key="report",
    )
    if sent.get("name") == "back":
        address.turn(report="")
    if sent.get("name") == "who":
        _show_reporter(actor, found)
    follow(sent)
    _do(actor, found, sent)


def _do(actor: Actor, found: ReportView, sent: dict[str, str]) -> None:
    """Run the command of a button or a form."""
    this: dict[str, Any] = {"actor": actor, "report_id": found.line.id, "now": clock.now()}
    version = found.version
    text = next((sent[name] for name in WORDS if name in sent), "")
    match sent.get("name"):
        case "take":
            act(_("It is being looked into."), desk.take_up, **this)
        case "answer":
            act(_("The answer is there."), desk.answer_report, text=text, version=version, **this)
        case "note":
            act(_("The note is kept."), desk.note_report, text=text, **this)
        case "ask":
            person = sent.get("person", "")
            person_id = int(person) if person.isdecimal() and len(person) < 10 else 0
            act(_("Asked."), questions.ask_leader, person_id=person_id, text=text, **this)
        case "extend":
            done = _("The deadline is extended.")
            act(done, desk.extend_deadline, reason=text, version=version, **this)
        case "close":
            act(_("The report is closed."), desk.close_report, version=version, **this)
        case "reopen":
            act(_("The report is open again."), desk.reopen_report, version=version, **this)


def _show_reporter(actor: Actor, found: ReportView) -> None:
    """Show who filed it, in this run only."""
    now = clock.now()
    seen = attempt(desk.show_reporter, actor=actor, report_id=found.line.id, now=now)
    facts = []
    if isinstance(seen, Reporter):
        named = ((_("Name"), seen.name), (_("E-mail"), seen.email), (_("Phone"), seen.phone))
        facts = [(name, value) for name, value in named if value]
    sheet(
        markup.render(
            "feedback/ombudsman_reporter.html", locale(), facts=facts, problem=refused(seen)
        ),
        key="reporter",
    )


def _facts(found: ReportView) -> list[tuple[str, str]]:
    line = found.line
    known = [
        (_("Filed"), moment(line.filed_at)),
        (_("Answer by"), i18n.day(locale(), line.due_on)),
        (_("Extended because"), found.extension_reason),
        (_("Unit"), found.unit),
        (_("Team"), found.team),
        (_("Language"), LANGUAGES.get(found.language, found.language)),
        (_("Rating"), _("{n} of 5", n=found.rating) if found.rating else ""),
        (_("Remark"), found.rating_text),
    ]
    return [(name, value) for name, value in known if value]


def _entry(one: EntryView) -> dict[str, object]:
    names = {
        EntryKind.MESSAGE: _("Whoever filed it"),
        EntryKind.ANSWER: _("Answer"),
        EntryKind.NOTE: _("Internal note"),
    }
    who = " · ".join(filter(None, (names[one.kind], one.who, moment(one.at))))
    return {"who": who, "text": one.text, "kind": one.kind.value}


def _asked(one: AskedView) -> dict[str, str]:
    return {
        "asked": _("Asked: {who} · {when}", who=one.who, when=moment(one.asked_at)),
        "text": one.text,
        "replied": _("Replied: {when}", when=moment(one.replied_at)) if one.replied_at else "",
        "reply": one.reply,
    }

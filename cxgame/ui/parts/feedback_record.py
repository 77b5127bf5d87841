"""One record in a drawer: the whole text, where it belongs, what became of it."""

from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.feedback import history, inbox, review
from cxgame.feedback.extras import parts
from cxgame.feedback.history import Event
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.kinds import Channel, Severity
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.ui import address
from cxgame.ui.parts import feedback, feedback_records, thread, thread_praise
from cxgame.ui.parts.feedback_complaint import steps_at
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, load

WIDTH = 520  # pixels
ACTIONS = {
    "feedback.record_complaint": (N_("Written down"), "edit_note"),
    "feedback.record_observation": (N_("Written down"), "edit_note"),
    "feedback.record_answer": (N_("Written down"), "edit_note"),
    "feedback.answer_invitation": (N_("The customer changed the answer"), "edit"),
    "feedback.classify_record": (N_("Sorted"), "label"),
    "feedback.release_held": (N_("Looked at and counted"), "task_alt"),
    "thread.make_card": (N_("A card was made of it"), "add_card"),
    "thread.link_card": (N_("Linked to a card"), "link"),
    "thread.send_training": (N_("Training was sent"), "school"),
    "thread.pass_on_compliment": (N_("Passed on to a colleague"), "favorite"),
}


def open_wanted(actor: Actor) -> None:
    """Open the record that the address names, if any; closing it takes it out of the address."""
    record_id = address.number("record")
    if record_id is None:
        return
    opened = st.dialog(
        _("Customer voice"),
        width=WIDTH,
        position="right",
        on_dismiss=partial(address.forget, "record", "at"),
    )
    opened(drawer)(actor, record_id)


def drawer(actor: Actor, record_id: int) -> None:
    """Show a record with its form, what it led to and what can be made of it."""
    record = load(inbox.record, actor=actor, record_id=record_id)
    may_classify = permissions.allows(actor, "feedback.classify_record", team_id=record.team_id)
    sent = sheet(
        markup.render(
            "feedback/record.html",
            locale(),
            record=feedback_records.line(record),
            facts=facts(actor, record),
            may_classify=may_classify,
            may_release=record.is_held
            and permissions.allows(actor, "feedback.release_held", team_id=record.team_id),
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
            touchpoint=_touchpoint(record),
            steps=steps_at(actor, int(_touchpoint(record) or 0)) if may_classify else [],
            step=record.sop_step_id or "",
            tags=", ".join(record.tags),
            version=record.version,
        ),
        key=f"record-{record_id}",
    )
    if sent:
        _follow(actor, record, sent)
    thread_praise.actions(actor, record)
    thread.record_actions(actor, record)
    events = load(history.record_history, actor=actor, record_id=record_id)
    sheet(
        markup.render("feedback/history.html", locale(), events=_told(record, events)),
        key=f"history-{record_id}",
    )


def extra_answers(record_id: int) -> list[tuple[str, str]]:
    """Return the extra questions of a record with what was answered, what is personal hidden."""
    found = load(parts.answer_parts, record_id=record_id, locale=locale())
    return [(part.question, feedback.veiled(part.answer)) for part in found]


def facts(actor: Actor, record: RecordView) -> list[tuple[str, str]]:
    """Return what is known of a record, names and values in words."""
    step = load(sops.step, actor=actor, step_id=record.sop_step_id) if record.sop_step_id else None
    severity = feedback.SEVERITIES[Severity(record.severity)][0] if record.severity else ""
    mood = feedback.MOODS[record.mood][0] if record.mood else ""
    pairs = [
        (_("Touchpoint"), record.touchpoint),
        (_("SOP step"), step.label if step else ""),
        (_("How it came"), _(feedback.CHANNELS[Channel(record.channel)])),
        (_("Survey"), record.survey),
        (_("Written by"), record.author),
        (_("How the person felt"), _(mood)),
        (_("How serious it was"), _(severity)),
        (_("Customer"), record.customer),
        (_("Contact"), record.contact),
        *extra_answers(record.id),
        *((name, feedback.veiled(value)) for name, value in record.details.items()),
    ]
    return [(name, value) for name, value in pairs if value]


def _touchpoint(record: RecordView) -> str:
    """Return the touchpoint chosen in the form: the address keeps it until it is saved."""
    return address.read("at") or str(record.touchpoint_id or "")


def _follow(actor: Actor, record: RecordView, sent: dict[str, str]) -> None:
    match sent.get("name"):
        case "at":
            st.query_params["at"] = sent.get("value", "")
            st.rerun(scope="fragment")  # a whole rerun would open the drawer anew
        case "release":
            act(
                _("It counts now."),
                review.release_held,
                actor=actor,
                record_id=record.id,
                now=clock.now(),
            )
        case "classify":
            address.forget("at")
            act(
                _("Saved."),
                review.classify_record,
                actor=actor,
                record_id=record.id,
                touchpoint_id=feedback.whole(sent, "touchpoint"),
                sop_step_id=feedback.whole(sent, "step"),
                tags=sent.get("tags", "").split(","),
                version=feedback.whole(sent, "version") or 0,
                now=clock.now(),
            )


def _told(record: RecordView, events: list[Event]) -> list[dict[str, str]]:
    """Return what became of a record, its arrival first."""
    told = []
    if record.author_id is None:
        told.append(
            {
                "icon": "inbox",
                "text": _(
                    "Received: {channel}", channel=_(feedback.CHANNELS[Channel(record.channel)])
                ),
                "when": i18n.moment(locale(), record.collected_at, clock.zone()),
            }
        )
    for event in events:
        words, icon = ACTIONS.get(event.action, ("", ""))
        if words:
            when = i18n.moment(locale(), event.at, clock.zone())
            who = f"{event.who} · " if event.who else ""
            told.append({"icon": icon, "text": _(words), "when": f"{who}{when}"})
    return told

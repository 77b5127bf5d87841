"""One record in a drawer: the whole text, where it belongs, what became of it."""

from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.feedback import history, inbox, review, unmasking
from cxgame.feedback.customers import queries as customers
from cxgame.feedback.extras import parts
from cxgame.feedback.history import Event
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.kinds import Channel, Severity
from cxgame.feedback.masking import pieces
from cxgame.feedback.tagging import recent
from cxgame.feedback.tagging import service as tagging
from cxgame.feedback.terms import LegalBasis
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import (
    feedback,
    feedback_observations,
    feedback_record_case,
    feedback_records,
    thread,
    thread_praise,
)
from cxgame.ui.parts.feedback_complaint import steps_at
from cxgame.ui.parts.feedback_survey_terms import BASES
from cxgame.ui.sheet import sent as received
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, load

WIDTH = 520  # pixels
UNMASKED = "record-unmasked"  # the id of the record that is shown with all that it holds
ACTIONS = {
    "feedback.record_complaint": (N_("Written down"), "edit_note"),
    "feedback.record_observation": (N_("Written down"), "edit_note"),
    "feedback.record_answer": (N_("Written down"), "edit_note"),
    "feedback.answer_invitation": (N_("The customer changed the answer"), "edit"),
    "feedback.classify_record": (N_("Sorted"), "label"),
    "feedback.release_held": (N_("Looked at and counted"), "task_alt"),
    "feedback.answer_observation": (N_("Its author was told what became of it"), "reply"),
    "feedback.release_records": (N_("Looked at and counted"), "task_alt"),
    "feedback.place_records": (N_("Sorted"), "label"),
    "feedback.tag_records": (N_("Tagged"), "sell"),
    "feedback.unmask_record": (N_("Personal data looked at"), "visibility"),
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
        on_dismiss=_close,
    )
    opened(drawer)(actor, record_id)


def _close() -> None:
    address.forget("record", "at")
    st.session_state.pop(UNMASKED, None)


def drawer(actor: Actor, record_id: int) -> None:
    """Show a record with its form, what it led to and what can be made of it."""
    record = load(inbox.record, actor=actor, record_id=record_id)
    may_classify = permissions.allows(actor, "feedback.classify_record", team_id=record.team_id)
    is_open = st.session_state.get(UNMASKED) == record_id
    sent = sheet(
        markup.render(
            "feedback/record.html",
            locale(),
            record=feedback_records.line(record),
            text=record.text if is_open else feedback.masked(record.text),
            facts=facts(actor, record, is_open=is_open),
            may_unmask=not is_open
            and _hides(record)
            and permissions.allows(actor, "feedback.unmask_record", team_id=record.team_id),
            customer_id=_customer(actor, record),
            suggested=[tag for tag in load(recent.recent_tags) if tag not in record.tags],
            may_classify=may_classify,
            may_release=record.is_held
            and permissions.allows(actor, "feedback.release_held", team_id=record.team_id),
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
            touchpoint=_touchpoint(record),
            steps=steps_at(actor, int(_touchpoint(record) or 0)) if may_classify else [],
            step=record.sop_step_id or "",
            version=record.version,
        ),
        key=f"record-{record_id}",
        on_sent=partial(_before, actor, record_id),
    )
    if sent:
        _follow(actor, record, sent)
    feedback_record_case.actions(actor, record)
    feedback_observations.actions(actor, record)
    thread_praise.actions(actor, record)
    thread.record_actions(actor, record)
    events = load(history.record_history, actor=actor, record_id=record_id)
    sheet(
        markup.render("feedback/history.html", locale(), events=_told(record, events)),
        key=f"history-{record_id}",
    )


def facts(actor: Actor, record: RecordView, *, is_open: bool) -> list[tuple[str, str]]:
    """Return what is known of a record, in words; what is personal only where it is opened."""
    shown = str if is_open else feedback.veiled
    contact = record.contact if is_open or not record.contact else _("hidden")
    extra = load(parts.answer_parts, record_id=record.id, locale=locale())
    step = (
        load(sops.step, actor=actor, step_id=record.sop_step_id, today=clock.local_day(clock.now()))
        if record.sop_step_id
        else None
    )
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
        (_("Customer"), shown(record.customer)),
        (_("Contact"), contact),
        (_("Legal basis"), _basis(record)),
        (_("Privacy"), _("Erased or made anonymous") if record.is_erased else ""),
        *((part.question, shown(part.answer)) for part in extra),
        *((name, shown(value)) for name, value in record.details.items()),
    ]
    return [(name, value) for name, value in pairs if value]


def _basis(record: RecordView) -> str:
    """Return why we may keep an answer, with the version of the words that were agreed to."""
    if not record.legal_basis:
        return ""
    words = _(BASES[LegalBasis(record.legal_basis)])
    if record.consent_version is None or record.legal_basis != LegalBasis.CONSENT:
        return words
    return f"{words} · {_('version {n}', n=record.consent_version)}"


def _hides(record: RecordView) -> bool:
    """Tell whether anything of a record is hidden."""
    words = (record.text, record.customer, *record.details.values())
    return bool(record.contact) or any(piece.hides for text in words for piece in pieces(text))


def _customer(actor: Actor, record: RecordView) -> int | None:
    if not record.customer or not permissions.may_open(actor, "customer"):
        return None
    return load(customers.customer_id_of, actor=actor, key=record.customer)


def _touchpoint(record: RecordView) -> str:
    """Return the touchpoint chosen in the form: the address keeps it until it is saved."""
    return address.read("at") or str(record.touchpoint_id or "")


def _follow(actor: Actor, record: RecordView, sent: dict[str, str]) -> None:
    match sent.get("name"):
        case "at":
            st.query_params["at"] = sent.get("value", "")
            st.rerun(scope="fragment")  # a whole rerun would open the drawer anew
        case "open":
            follow(sent)
        case "tag" | "untag" as name:
            tags = [sent.get("tag", "") or sent.get("value", "")]
            act(
                "",
                tagging.tag_records,
                actor=actor,
                record_ids=[record.id],
                put=tags if name == "tag" else (),
                take=tags if name == "untag" else (),
                now=clock.now(),
            )
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
                tags=record.tags,
                version=feedback.whole(sent, "version") or 0,
                now=clock.now(),
            )


def _before(actor: Actor, record_id: int) -> None:
    """Show what is hidden from this drawing on, once it is noted who looked."""
    if received(f"record-{record_id}").get("name") != "unmask":
        return
    noted = attempt(unmasking.unmask_record, actor=actor, record_id=record_id, now=clock.now())
    if not isinstance(noted, CxgameError):  # else the record is gone, or out of reach: as before
        st.session_state[UNMASKED] = record_id


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

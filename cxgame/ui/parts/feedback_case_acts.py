"""What a tap on a case does: each form becomes a command, and says so."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import streamlit as st

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback.cases import answering, owning, rescoring, service, testimonials
from cxgame.feedback.cases.contact import Contact
from cxgame.feedback.cases.queries import CaseView
from cxgame.feedback.cases.testimonials import Place
from cxgame.feedback.cases.words import Means, Outcome, Priority, Status
from cxgame.feedback.invitations import asking_again
from cxgame.feedback.invitations.models import Way
from cxgame.i18n import N_
from cxgame.people.actor import Actor
from cxgame.ui import address, money
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback, feedback_case_answer
from cxgame.ui.text import _
from cxgame.ui.work import act, attempt, flash, go

NOTE = "note"  # the way of a contact that is none: only write it down
CONTACT = "case:contact"  # the one that was shown last, and of which case
PLACES = {
    Place.STORE: N_("In the store"),
    Place.WEBSITE: N_("On the website"),
    Place.SOCIAL: N_("On social media"),
    Place.PRINT: N_("In print"),
}
MOVED = {
    Status.IN_CONTACT: N_("The case is open again."),
    Status.SOLVED: N_("Solved. Well done!"),
    Status.CLOSED: N_("The case is closed."),
}

Acting = Callable[[Actor, CaseView, dict[str, str], datetime], None]


def follow_tap(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    """Run the command that a form or a button of the page asks for; say what was refused."""
    do = ACTS.get(sent.get("name", ""))
    if do is None:
        follow(sent)
        return
    try:
        do(actor, view, sent, now)
    except InvalidInput as error:
        feedback.refused(error)


def _contact(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    way, text = sent.get("means", ""), sent.get("text", "")
    who: dict[str, Any] = {"actor": actor, "case_id": view.line.id, "text": text, "now": now}
    if way == NOTE:
        act(_("Noted."), service.note_on_case, **who)
        return
    outcome = sent.get("outcome", "")
    if way not in set(Means) or outcome not in set(Outcome):
        raise InvalidInput("Choose how you reached the customer, and what came of it.")
    act(
        _("The contact is noted."),
        service.note_contact,
        means=Means(way),
        outcome=Outcome(outcome),
        at=_moment(sent.get("at", "")),
        **who,
    )


def _settle(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    priority = sent.get("priority", "")
    act(
        _("Saved."),
        service.settle_case,
        actor=actor,
        case_id=view.line.id,
        reason_id=feedback.whole(sent, "reason"),
        root_cause=sent.get("root_cause", ""),
        recovery=sent.get("recovery", ""),
        recovery_cents=money.read(sent.get("cost", "")),
        next_step=sent.get("next_step", ""),
        next_on=_day(sent.get("next_on", "")),
        priority=Priority(priority) if priority in set(Priority) else view.line.priority,
        version=feedback.whole(sent, "version") or 0,
        now=now,
    )


def _step(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    name, _colon, version = (sent.get("value") or sent.get("to", "")).partition(":")
    if name not in set(Status):
        raise InvalidInput("From here the case can't take this step.")
    to = Status(name)
    act(
        _(MOVED.get(to, MOVED[Status.IN_CONTACT])),
        service.move_case,
        actor=actor,
        case_id=view.line.id,
        to=to,
        words=sent.get("why", ""),
        version=int(version) if version.isdecimal() else 0,
        now=now,
    )


def _take(actor: Actor, view: CaseView, _sent: dict[str, str], now: datetime) -> None:
    act(
        _("It is your case now."),
        owning.take_case,
        actor=actor,
        case_id=view.line.id,
        version=view.version,
        now=now,
    )


def _hand_over(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    act(
        _("Handed over. Your colleague was told."),
        owning.hand_over_case,
        actor=actor,
        case_id=view.line.id,
        person_id=feedback.whole(sent, "person") or 0,
        note=sent.get("note", ""),
        version=view.version,
        now=now,
    )


def _extend(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    act(
        _("The deadline was extended."),
        service.extend_case,
        actor=actor,
        case_id=view.line.id,
        words=sent.get("extend_why", ""),
        version=view.version,
        now=now,
    )


def _rescore(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    score = feedback.whole(sent, "score")
    if score is None:
        raise InvalidInput("Please choose a number.")
    act(
        _("Noted."),
        rescoring.rescore_case,
        actor=actor,
        case_id=view.line.id,
        score=score,
        now=now,
    )


def _ask_again(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    way = sent.get("way", "")
    if way not in set(Way):
        raise InvalidInput("Ask by e-mail or by WhatsApp.")
    asked = attempt(
        asking_again.ask_again,
        actor=actor,
        case_id=view.line.id,
        way=Way(way),
        origin=address.origin(),
        now=now,
    )
    if isinstance(asked, CxgameError):
        feedback.refused(asked)
        return
    if asked:
        st.session_state[feedback_case_answer.LINK] = (asked, view.line.id)
    flash(_("Noted. Open WhatsApp to send it.") if asked else _("The mail is on its way."))
    st.rerun()


def _reveal(actor: Actor, view: CaseView, _sent: dict[str, str], now: datetime) -> None:
    found = attempt(answering.reveal_contact, actor=actor, case_id=view.line.id, now=now)
    if isinstance(found, Contact):
        st.session_state[CONTACT] = (view.line.id, found)
        st.rerun()
    elif isinstance(found, CxgameError):
        feedback.refused(found)


def _testimonial(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    places = [Place(one) for one in sent.get("place", "").split() if one in set(Place)]
    act(
        _("The testimonial is noted, with its consent."),
        testimonials.note_testimonial,
        actor=actor,
        case_id=view.line.id,
        words=sent.get("shown_words", ""),
        shown_name=sent.get("shown_name", ""),
        places=places,
        consent=sent.get("consent", "") if "agreed" in sent else "",
        consented_on=_day(sent.get("consented_on", "")) or clock.local_day(now),
        now=now,
    )


def _back(_actor: Actor, _view: CaseView, _sent: dict[str, str], _now: datetime) -> None:
    go("cases")


def _template(_actor: Actor, _view: CaseView, sent: dict[str, str], _now: datetime) -> None:
    address.turn(t=sent.get("value", ""))


def shown_contact(case_id: int) -> Contact | None:
    """Return the contact that was revealed on this page, None until then."""
    shown_of, found = st.session_state.get(CONTACT, (0, None))
    return found if shown_of == case_id else None


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise InvalidInput("This is not a day of the calendar.") from error


def _moment(words: str) -> datetime | None:
    """Return a moment as a form sends it, on the company's clock."""
    try:
        return datetime.fromisoformat(words).replace(tzinfo=clock.zone()) if words else None
    except ValueError as error:
        raise InvalidInput("This is not a day of the calendar.") from error


ACTS: dict[str, Acting] = {
    "back": _back,
    "contact": _contact,
    "settle": _settle,
    "step": _step,
    "take": _take,
    "hand_over": _hand_over,
    "extend": _extend,
    "rescore": _rescore,
    "ask_again": _ask_again,
    "reveal": _reveal,
    "answer": feedback_case_answer.send,
    "template": _template,
    "testimonial": _testimonial,
}

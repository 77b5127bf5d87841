"""Handing over what somebody holds, card by card or all to one, before they leave."""

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import candidates
from cxgame.boards.handing_over import Held
from cxgame.errors import CxgameError, Refused
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.thread import departures
from cxgame.thread.departures import Heirs, Holdings
from cxgame.ui.parts import card_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go, load

GONE = N_("{name} was deactivated; {n} things were handed over.")


def show(actor: Actor, person_id: int) -> None:
    """Show what a person holds and who could take it, and carry it out."""
    held = load(departures.holdings, actor=actor, person_id=person_id)
    everybody = load(people.people, actor=actor)
    person = next((one for one in everybody if one.id == person_id), None)
    if person is None:
        go("people_admin")
    others = load(candidates.candidates, actor=actor)
    sent = sheet(
        markup.render(
            "people/departure.html",
            locale(),
            person=person,
            cards=[_line(one) for one in held.cards],
            cases=len(held.cases),
            objectives=[one.title for one in held.objectives],
            people=[(one.id, one.name) for one in others if one.id != person_id],
        ),
        key=f"departure-{person_id}",
    )
    match sent.get("name"):
        case "back":
            go("people_admin", person=person_id)
        case "leave":
            outcome = attempt(
                departures.deactivate,
                actor=actor,
                person_id=person_id,
                heirs=_heirs(sent, held),
                version=person.version,
                now=clock.now(),
            )
            if isinstance(outcome, CxgameError):
                _refuse(outcome)
                return
            flash(_(GONE, name=person.name, n=outcome))
            go("people_admin")


def _heirs(sent: dict[str, str], held: Holdings) -> Heirs:
    chosen = {one.card_id: _heir(sent, f"heir-{one.card_id}") for one in held.cards}
    return Heirs(
        of_cards={card: heir for card, heir in chosen.items() if heir is not None},
        of_cases=_heir(sent, "heir-cases"),
        of_objectives=_heir(sent, "heir-objectives"),
    )


def _heir(sent: dict[str, str], field: str) -> int | None:
    """Return who was chosen for one thing, else who takes all."""
    return whole(sent.get(field)) or whole(sent.get("heir-all")) or None


def _refuse(error: CxgameError) -> None:
    words = i18n.say(locale(), error)
    if isinstance(error, Refused) and len(error.reasons) > 1:
        words = card_words.reasons(error.reasons[:5])
    st.error(words, icon=":material/info:")


def _line(one: Held) -> dict[str, object]:
    duties = list(one.letters)
    if one.is_second:
        duties.append(_("second approver"))
    if one.is_checker:
        duties.append(_("checks the effect"))
    level = _(card_words.LEVELS[one.level])
    due = _("due {day}", day=card_words.short_day(one.due_on)) if one.due_on else ""
    return {
        "id": one.card_id,
        "title": one.title,
        "sub": " · ".join(filter(None, (level, ", ".join(duties), due))),
        "must_go": one.must_go,
        "href": f"/board?level={one.level}&card={one.card_id}",
    }

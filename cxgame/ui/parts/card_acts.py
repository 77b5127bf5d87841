"""What one does to an opened card: decide, ask, answer, move, cancel."""

from collections.abc import Callable
from typing import Any, NamedTuple

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import consultations, decisions, service
from cxgame.boards.history import StaleCard
from cxgame.boards.raci import Stance
from cxgame.boards.views import CardView
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.people.actor import Actor
from cxgame.thread import card_links, objectives
from cxgame.ui.parts import boards, card_content, card_words
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash

TOLD = "card-told"


class Act(NamedTuple):
    """A command on the version that was seen, whether it takes a reason, and what to say after."""

    command: Callable[..., object]
    has_reason: bool
    done: str


ACTS = {
    "approve": Act(decisions.approve_card, False, N_("Approved.")),
    "submit": Act(decisions.submit_for_approval, False, N_("A was asked for the approval.")),
    "reject": Act(decisions.reject_card, True, N_("Sent back with your reason.")),
    "waive_second": Act(decisions.waive_second_approver, True, N_("Recorded.")),
    "cancel": Act(service.cancel_card, True, N_("Cancelled.")),
}


def follow(actor: Actor, card: CardView, sent: dict[str, str]) -> None:
    """Carry out what was tapped on an opened card; nothing for what is no act."""
    name, value, words = (sent.get(key, "") for key in ("name", "value", "words"))
    asked: dict[str, Any] = {"actor": actor, "card_id": card.id, "now": clock.now()}
    if content := card_content.act(actor, card, sent):
        _answer(*content)
    elif name in ACTS:
        act = ACTS[name]
        reason = {"reason": words} if act.has_reason else {}
        version = boards.whole(value)
        _answer(attempt(act.command, **asked, **reason, version=version), _(act.done))
    elif name in ("link_case", "link_module", "unlink"):
        _answer(_link(asked, name, sent), _("Saved."))
    elif name == "serve":
        objective_id = boards.whole(sent.get("objective")) or None
        serve = objectives.serve_objective
        _answer(attempt(serve, **asked, objective_id=objective_id), _("Saved."))
    elif name == "answer":
        command = consultations.answer_consultation
        taken = stance(sent)
        _answer(attempt(command, **asked, answer=words, stance=taken), _("Answered. Thank you."))
    elif name == "waive":
        person_id = boards.whole(value)
        waive = consultations.waive_consultation
        _answer(attempt(waive, **asked, person_id=person_id, reason=words), _("Recorded."))
    elif name == "move":
        key, _colon, version_seen = value.partition(":")
        moved = boards.move(actor, card.id, key, version_seen)
        _answer(moved, boards.words_of(moved))


def stance(sent: dict[str, str]) -> Stance:
    """Return how somebody answers a consultation: a comment, unless they say otherwise."""
    return next((one for one in Stance if one == sent.get("stance")), Stance.COMMENT)


def _link(asked: dict[str, Any], name: str, sent: dict[str, str]) -> object:
    """Tie a case or a module to the card, or take a tie away."""
    if name == "unlink":
        wanted = {key: asked[key] for key in ("actor", "now")}
        return attempt(card_links.unlink, link_id=boards.whole(sent.get("value")), **wanted)
    if name == "link_case":
        return attempt(card_links.link_case, case_id=boards.whole(sent.get("case")), **asked)
    return attempt(card_links.link_module, module_slug=sent.get("module", ""), **asked)


def told() -> dict[str, object] | None:
    """Return once what the last refusal said, for the card drawn anew."""
    found: dict[str, object] | None = st.session_state.pop(TOLD, None)
    return found


def _answer(outcome: object, done: str) -> None:
    """Draw the card anew, with what was done or why it was refused."""
    if isinstance(outcome, CxgameError):
        lines = card_words.change_lines(outcome.changes) if isinstance(outcome, StaleCard) else []
        st.session_state[TOLD] = {"text": i18n.say(locale(), outcome), "lines": lines}
    elif done:
        flash(done)
    st.rerun()

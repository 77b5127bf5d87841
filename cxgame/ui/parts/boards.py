"""The board page: what its address asks for, its head with the filters, and the moves."""

from dataclasses import dataclass

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import service, shelf, undoing
from cxgame.boards.candidates import Candidate
from cxgame.boards.models import Level, Priority
from cxgame.boards.service import Moved, Outcome
from cxgame.boards.shelf import Shelved
from cxgame.boards.views import BoardView, Filters
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import TeamView
from cxgame.ui import address
from cxgame.ui.parts import card_words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go, load

MOVED = "board-moved"  # the last move of this session: card, version, title
FILTERS = ("q", "team", "person", "overdue", "priority", "label", "lanes")
LANES = {
    "team": N_("by team"),
    "plan": N_("by plan"),
    "priority": N_("by priority"),
}
USUAL = {Role.FRONTLINE: Level.OPERATIONAL, Role.DIRECTOR: Level.STRATEGIC}
SAID = {
    Outcome.SUBMITTED: N_("The plan went to its A for approval."),
    Outcome.ASKED: N_("A was asked to confirm that it is done."),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks to see; without a board it is the company's of the level."""

    level: Level
    board_id: int | None
    filters: Filters
    lanes: str = ""
    is_whole: bool = False  # every card is drawn


@dataclass(frozen=True)
class Offered:
    """What the head lets one choose from."""

    boards: list[Shelved]
    teams: list[TeamView]
    people: list[Candidate]
    labels: list[str]


def asked(actor: Actor) -> Asked:
    """Read the address; what it says wrongly counts as not said.

    A card in it brings its own board, unless another one is named.
    """
    level, board_id = address.read("level"), address.number("board")
    usual = USUAL.get(actor.role, Level.TACTICAL)
    chosen = Level(level) if level in list(Level) else usual
    card_id = address.number("card")
    if card_id and board_id is None:
        place = load(shelf.board_of_card, actor=actor, card_id=card_id)
        chosen, board_id = place or (chosen, None)
    priority = address.read("priority")
    return Asked(
        level=chosen,
        board_id=board_id,
        is_whole=address.read("all") == "on" or address.read("lanes") in LANES,
        lanes=address.read("lanes") if address.read("lanes") in LANES else "",
        filters=Filters(
            team_id=address.number("team"),
            person_id=address.number("person"),
            is_overdue=address.read("overdue") == "on",
            priority=Priority(priority) if priority in list(Priority) else None,
            label=address.read("label")[:40],
            search=address.read("q")[:100],
        ),
    )


def head(actor: Actor, wanted: Asked, view: BoardView, offered: Offered) -> None:
    """Show title, levels and filters, and follow what was tapped."""
    moved = st.session_state.get(MOVED)
    sent = sheet(
        markup.render(
            "boards/head.html",
            locale(),
            view=view,
            is_empty=not view.card_ids,
            is_narrowed=wanted.filters != Filters(),
            sees_own=actor.role is Role.FRONTLINE,
            levels=[
                (one.value, _(words), f"?level={one}") for one, words in card_words.LEVELS.items()
            ],
            wanted=wanted,
            boards=[(one.id, _board_words(one)) for one in offered.boards],
            teams=[(team.id, team.name) for team in offered.teams],
            people=[(person.id, person.name) for person in offered.people],
            priorities=[(one.value, _(words)) for one, words in card_words.PRIORITIES.items()],
            labels=[(one, one) for one in offered.labels],
            lanes=[(key, _(words)) for key, words in LANES.items()],
            me=actor.person_id,
            moved=moved if moved and moved["card"] in view.card_ids else None,
            opens_plans=permissions.may_open(actor, "plans"),
            may_add=_may_add(actor, wanted.level),
            may_make=permissions.may(actor, "boards.add_board"),
            may_export=permissions.may(actor, "boards.export_cards"),
        ),
        key="board-head",
    )
    _follow(actor, view, sent)


def _follow(actor: Actor, view: BoardView, sent: dict[str, str]) -> None:
    value = sent.get("value", "")
    match sent.get("name"):
        case "level":
            address.turn(level=value, board="", card="", edit="")
        case "board":
            address.turn(board=sent.get("board", ""), card="", edit="")
        case "filter":
            address.turn(**{name: sent.get(name, "") for name in FILTERS})
        case "clear":
            address.turn(**dict.fromkeys(FILTERS, ""))
        case "card":
            address.turn(card=value)
        case "form":
            address.turn(form=value, board=str(view.id))
        case "list" | "calendar" as shown:
            go("cards", view=shown, board=str(view.id), whose="all")
        case "plans":
            go("plans")
        case "import":
            go("board_import")
        case "undo":
            _undo(actor)


def move(
    actor: Actor, card_id: int, to: str, version: str, before: str = ""
) -> Moved | CxgameError:
    """Move a card as a browser asked for it; return what became of it, or why it was refused.

    The head offers for a minute to take it back.
    """
    st.session_state.pop(MOVED, None)
    moved = attempt(
        service.move_card,
        actor=actor,
        card_id=card_id,
        to=to,
        version=whole(version),
        before=whole(before) or None,
        now=clock.now(),
    )
    if isinstance(moved, Moved) and moved.version != whole(version):
        st.session_state[MOVED] = {"card": card_id, "version": moved.version}
    return moved


def words_of(moved: Moved | CxgameError) -> str:
    """Return what to say of a move that the board itself does not show, "" for nothing."""
    if isinstance(moved, CxgameError) or moved.outcome not in SAID:
        return ""
    return _(SAID[moved.outcome])


def whole(text: str | None) -> int:
    """Return a whole number that a browser sent, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _undo(actor: Actor) -> None:
    moved = st.session_state.pop(MOVED, None)
    if moved is None:
        return
    outcome = attempt(
        undoing.undo_move,
        actor=actor,
        card_id=moved["card"],
        version=moved["version"],
        now=clock.now(),
    )
    if isinstance(outcome, CxgameError):
        flash(i18n.say(locale(), outcome))
    else:
        flash(_("The card stands where it stood."))
    st.rerun()


def _board_words(board: Shelved) -> str:
    return f"{board.name} · {board.whose}" if board.whose else board.name


def _may_add(actor: Actor, level: Level) -> bool:
    if level is Level.STRATEGIC:
        return actor.sees_all
    if level is Level.TACTICAL and actor.role is Role.FRONTLINE:
        return False
    return permissions.may(actor, "boards.add_card")

"""The board page: what its address asks for, its head with the filters, and the moves."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Literal

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import service
from cxgame.boards.candidates import Candidate
from cxgame.boards.models import Level
from cxgame.boards.raci import Approval, Letter, Stage
from cxgame.boards.service import Moved, Outcome
from cxgame.boards.views import BoardView, CardBrief, ColumnView, Filters
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import TeamView
from cxgame.ui import address
from cxgame.ui.board import Card, Column, Person, board
from cxgame.ui.parts import card_words
from cxgame.ui.sheet import sent as message
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash

BOARD = "board"
REFUSAL = "board-refusal"
SOON = timedelta(days=2)
STUCK_DAYS = 14
FILTERS = ("q", "team", "person", "overdue")
USUAL = {Role.FRONTLINE: Level.OPERATIONAL, Role.DIRECTOR: Level.STRATEGIC}
SAID = {
    Outcome.SUBMITTED: N_("The plan went to its A for approval."),
    Outcome.ASKED: N_("A was asked to confirm that it is done."),
}
NOTES = {
    (True, Stage.DRAFT): N_("Leaves with A, R, its cause and the figure it promises."),
    (True, Stage.REVIEW): N_("Goes on when A has approved and everybody consulted was heard."),
    (True, Stage.DO): N_("A change of scope, date or people asks A again."),
    (True, Stage.WAIT): N_("The work is done; the figure gets its time."),
    (True, Stage.CHECK): N_("Did it change what it should? Somebody who is not R says so."),
    (True, Stage.ACT): N_("What worked becomes the standard; what did not begins anew."),
    (True, Stage.DONE): N_("A has confirmed it."),
    (False, Stage.DONE): N_("A has confirmed it."),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks to see."""

    level: Level
    filters: Filters


def asked(actor: Actor) -> Asked:
    """Read the address; what it says wrongly counts as not said."""
    level = address.read("level")
    usual = USUAL.get(actor.role, Level.TACTICAL)
    return Asked(
        level=Level(level) if level in list(Level) else usual,
        filters=Filters(
            team_id=address.number("team"),
            person_id=address.number("person"),
            is_overdue=address.read("overdue") == "on",
            search=address.read("q")[:100],
        ),
    )


def head(
    actor: Actor, wanted: Asked, view: BoardView, teams: list[TeamView], people: list[Candidate]
) -> None:
    """Show title, levels and filters, and follow what was tapped."""
    sent = sheet(
        markup.render(
            "boards/head.html",
            locale(),
            name=view.name,
            is_empty=not view.card_ids,
            is_narrowed=wanted.filters != Filters(),
            sees_own=actor.role is Role.FRONTLINE,
            levels=[
                (one.value, _(words), f"?level={one}") for one, words in card_words.LEVELS.items()
            ],
            wanted=wanted,
            teams=[(team.id, team.name) for team in teams],
            people=[(person.id, person.name) for person in people],
            me=actor.person_id,
            may_add=_may_add(actor, wanted.level),
        ),
        key="board-head",
    )
    match sent.get("name"):
        case "level":
            address.turn(level=sent.get("value", ""), card="", edit="")
        case "filter":
            address.turn(**{name: sent.get(name, "") for name in FILTERS})
        case "clear":
            address.turn(**dict.fromkeys(FILTERS, ""))
        case "card":
            address.turn(card=sent.get("value", ""))


def show(actor: Actor, view: BoardView, links: dict[int, int]) -> None:
    """Show the board with how many records stand behind each card, and follow a tap on a card."""
    if refusal := st.session_state.pop(REFUSAL, None):
        st.toast(refusal, icon=":material/lock:")
    is_plan = view.level is not Level.OPERATIONAL
    sent = board(
        [_column(column, is_plan, view.level, links) for column in view.columns],
        locale=locale(),
        key=BOARD,
        on_sent=partial(_follow_move, actor),
    )
    if sent.get("name") == "open":
        address.turn(card=sent.get("card", ""), edit="")


def move(
    actor: Actor, card_id: int, to: str, version: str, before: str = ""
) -> Moved | CxgameError:
    """Move a card as a browser asked for it; return what became of it, or why it was refused."""
    return attempt(
        service.move_card,
        actor=actor,
        card_id=card_id,
        to=to,
        version=whole(version),
        before=whole(before) or None,
        now=clock.now(),
    )


def words_of(moved: Moved | CxgameError) -> str:
    """Return what to say of a move that the board itself does not show, "" for nothing."""
    if isinstance(moved, CxgameError) or moved.outcome not in SAID:
        return ""
    return _(SAID[moved.outcome])


def whole(text: str | None) -> int:
    """Return a whole number that a browser sent, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0


def _follow_move(actor: Actor) -> None:
    """Carry a move out before the page is drawn, so that one run shows it."""
    sent = message(BOARD)
    if sent.get("name") != "move":
        return
    card_id, to = whole(sent.get("card")), sent.get("to", "")
    moved = move(actor, card_id, to, sent.get("version", ""), sent.get("before", ""))
    if isinstance(moved, CxgameError):
        st.session_state[REFUSAL] = i18n.say(locale(), moved)
    elif words := words_of(moved):
        flash(words)


def _may_add(actor: Actor, level: Level) -> bool:
    if level is Level.STRATEGIC:
        return actor.sees_all
    if level is Level.TACTICAL and actor.role is Role.FRONTLINE:
        return False
    return permissions.may(actor, "boards.add_card")


def _column(column: ColumnView, is_plan: bool, level: Level, links: dict[int, int]) -> Column:
    note = NOTES.get((is_plan, column.stage), "")
    older = ngettext(
        "{n} more was finished over 30 days ago.",
        "{n} more were finished over 30 days ago.",
        column.older,
    )
    return Column(
        id=column.key,
        title=column.name,
        note=" ".join(filter(None, (_(note), older if column.older else ""))),
        limit=column.wip_limit or 0,
        cards=tuple(_card(card, column, level, links.get(card.id, 0)) for card in column.cards),
    )


def _card(card: CardBrief, column: ColumnView, level: Level, links: int) -> Card:
    due, state = _clock(card, column)
    return Card(
        id=str(card.id),
        version=card.version,
        title=card.title,
        kind=card.team or _("Whole company"),
        icon="task_alt" if level is Level.OPERATIONAL else "flag",
        note=card.target,
        due=due,
        due_state=state,
        asks=f"{card.heard}/{card.asked}" if card.asked else "",
        links=links,
        steps=card.steps,
        said=card.comments,
        files=card.files,
        people=_people(card),
        labels=tuple(_labels(card)),
        needs=tuple(_needs(card)),
        href=f"board?level={level}&card={card.id}",
        blocked={key: card_words.reasons(why) for key, why in card.blocked.items()},
    )


def _clock(card: CardBrief, column: ColumnView) -> tuple[str, Literal["", "soon", "late"]]:
    """Return the words of the card's clock and how pressing it is."""
    if column.is_done:
        return "", ""
    if card.is_overdue:
        return _("late: {day}", day=card_words.short_day(card.due_on)), "late"
    if card.due_on is None and (card.days < STUCK_DAYS or column.stage is Stage.DRAFT):
        return "", ""
    if card.due_on is None:
        return ngettext("here for {n} day", "here for {n} days", card.days), "soon"
    is_soon = card.due_on - clock.local_day(clock.now()) <= SOON
    return card_words.short_day(card.due_on), "soon" if is_soon else ""


def _people(card: CardBrief) -> tuple[Person, ...]:
    return tuple(
        Person(face.name, face.letter.value, _(card_words.LETTERS[face.letter]))
        for face in card.faces
    )


def _labels(card: CardBrief) -> list[str]:
    labels = []
    if card.priority == "high":
        labels.append(_("High priority"))
    if card.approval is Approval.WAITING:
        labels.append(_("approval waits"))
    if card.approval is Approval.REJECTED:
        labels.append(_("not approved"))
    if card.is_on_hold:
        labels.append(_("on hold"))
    if card.waits_for_confirmation:
        labels.append(_("confirmation waits"))
    return labels


def _needs(card: CardBrief) -> list[str]:
    held = {face.letter for face in card.faces}
    lacking = [letter for letter in (Letter.ACCOUNTABLE, Letter.RESPONSIBLE) if letter not in held]
    return [_("needs {letter}", letter=letter.value) for letter in lacking]

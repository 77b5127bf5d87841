"""The board itself, whole or in lanes: its columns and cards in words, and the moves on it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import Literal

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards.models import Level, Priority
from cxgame.boards.raci import Approval, Letter, Stage
from cxgame.boards.views import BoardView, CardBrief, ColumnView
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.board import Card, Column, Person, board
from cxgame.ui.parts import boards, card_words
from cxgame.ui.sheet import sent as message
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import flash

BOARD = "board"
REFUSAL = "board-refusal"
SOON = timedelta(days=2)
STUCK_DAYS = 14
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


def show(actor: Actor, view: BoardView, links: dict[int, int], lanes: str = "") -> None:
    """Show the board with how many records stand behind each card, and follow a tap on a card.

    In lanes it is one board a lane: a card moves between the columns of its own.
    """
    if refusal := st.session_state.pop(REFUSAL, None):
        st.toast(refusal, icon=":material/lock:")
    if not lanes:
        _board(actor, view, links, BOARD)
        return
    for number, (title, lane) in enumerate(_lanes(view, lanes)):
        _heading(title, len(lane.card_ids), number)
        _board(actor, lane, links, f"{BOARD}-{number}")


def _board(actor: Actor, view: BoardView, links: dict[int, int], key: str) -> None:
    is_plan = view.level is not Level.OPERATIONAL
    sent = board(
        [_column(column, is_plan and view.is_main, view.level, links) for column in view.columns],
        locale=locale(),
        key=key,
        on_sent=partial(_follow_move, actor, key),
    )
    if sent.get("name") == "all":
        address.turn(all="on")
    if sent.get("name") == "open":
        address.turn(card=sent.get("card", ""), edit="")


def _heading(title: str, cards: int, number: int) -> None:
    words = ngettext("{n} card", "{n} cards", cards)
    sheet(
        markup.render("boards/lane.html", locale(), title=title, note=words), key=f"lane-{number}"
    )


def _lanes(view: BoardView, by: str) -> Iterator[tuple[str, BoardView]]:
    """Yield a title and the board with the cards of this lane alone, lanes without cards never."""
    titles: dict[str, None] = {}
    for card in sorted(view.cards, key=partial(_rank, by)):
        titles.setdefault(_lane_of(card, by))
    for title in titles:
        columns = tuple(
            replace(
                column,
                cards=tuple(card for card in column.cards if _lane_of(card, by) == title),
                hidden=0,
                older=0,
            )
            for column in view.columns
        )
        yield title, replace(view, columns=columns)


def _lane_of(card: CardBrief, by: str) -> str:
    if by == "priority":
        return _(card_words.PRIORITIES[card.priority])
    if by == "plan":
        return card.serves or _("Serves no plan")
    return card.team or _("Whole company")


def _rank(by: str, card: CardBrief) -> tuple[int, str]:
    """Return what sorts lanes: high priority first, what serves no plan last, else by name."""
    if by == "priority":
        return -list(Priority).index(card.priority), ""
    is_without = not (card.serves if by == "plan" else card.team)
    return int(is_without), _lane_of(card, by)


def _follow_move(actor: Actor, key: str) -> None:
    """Carry a move out before the page is drawn, so that one run shows it."""
    sent = message(key)
    if sent.get("name") != "move":
        return
    card_id, to = boards.whole(sent.get("card")), sent.get("to", "")
    moved = boards.move(actor, card_id, to, sent.get("version", ""), sent.get("before", ""))
    if isinstance(moved, CxgameError):
        st.session_state[REFUSAL] = i18n.say(locale(), moved)
    elif words := boards.words_of(moved):
        flash(words)


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
        hidden=column.hidden,
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
    labels: list[str] = []
    labels += card.labels
    if card.priority is Priority.HIGH:
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

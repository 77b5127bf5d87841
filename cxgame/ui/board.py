"""Show a board of cards and report how one was moved or opened."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal

import streamlit as st
from markupsafe import Markup

from cxgame.i18n import translate
from cxgame.look import markup
from cxgame.ui.sheet import look_address, plain

_HERE = Path(__file__).parent
_BOARD = st.components.v2.component(
    "cxgame_board",
    html=(
        '<div class="cx" tabindex="-1"></div><div class="cx board-over">'
        '<div class="board-menu" role="menu" popover></div>'
        '<p class="board-say" role="status" aria-live="polite" hidden></p></div>'
    ),
    js="\n".join((_HERE / name).read_text("utf-8") for name in ("paint.js", "drag.js", "board.js")),
)


@dataclass(frozen=True)
class Person:
    """Someone on a card; an empty name shows the gap. `role` says the letter in words."""

    name: str
    letter: str
    role: str


@dataclass(frozen=True)
class Card:
    """What a card shows, in words; `blocked` says by column why the card can't go there.

    `steps` is (done, all), `said` counts comments; `needs` are short words for what is missing,
    such as "needs A".
    """

    id: str
    version: int
    title: str
    kind: str = ""
    icon: str = "flag"
    note: str = ""
    due: str = ""
    due_state: Literal["", "soon", "late"] = ""
    steps: tuple[int, int] | None = None
    asks: str = ""
    links: int = 0
    said: int = 0
    files: int = 0
    people: tuple[Person, ...] = ()
    labels: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    href: str = ""
    blocked: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Column:
    """A column with its cards, `hidden` more below; over its `limit` (0 is none) it warns."""

    id: str
    title: str
    note: str = ""
    limit: int = 0
    cards: tuple[Card, ...] = ()
    hidden: int = 0


def board(
    columns: Sequence[Column],
    *,
    locale: str,
    key: str,
    on_sent: Callable[[], None] | None = None,
) -> dict[str, str]:
    """Show the board and return what was done in this run, or {}.

    A move comes as {"name": "move", "card", "to", "version", "before", "ms", "sent_id"}: `before`
    is the id of the card that follows, "" at the end of the column; `version` is the one shown.
    Opening comes as {"name": "open", "card", …}, the wish to see hidden cards as {"name": "all"}.
    A move into a blocked column is refused in the
    browser with its reason and not reported; the service checks again all the same. The card
    shows in its new place at once and goes back when the next run leaves it where it was.
    """
    turn = f"{key}:turn"

    def received() -> None:
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
        if on_sent:
            on_sent()

    cards = [card for column in columns for card in column.cards]
    drawn = {card.id: _drawn(locale, card) for card in cards}
    shown = _BOARD(
        data={
            "markup": str(markup.render("boards/board.html", locale, columns=columns, drawn=drawn)),
            "turn": st.session_state.get(turn, 0),
            "look": look_address(),
            "columns": [[column.id, column.title] for column in columns],
            "cards": {card.id: _facts(card) for card in cards},
            "text": _text(locale),
        },
        key=key,
        on_sent_change=received,
    )
    return plain(shown.sent)


@lru_cache(maxsize=4096)
def _drawn(locale: str, card: Card) -> Markup:
    """Return a card's markup; most cards are the same from one run to the next."""
    return markup.render("boards/card.html", locale, card=card)


def _facts(card: Card) -> dict[str, object]:
    return {"title": card.title, "version": card.version, "blocked": dict(card.blocked)}


def _text(locale: str) -> dict[str, str]:
    """Return what the script says; it fills the placeholders itself."""
    return {
        "menu": translate(locale, "Move to…"),
        "moved": translate(locale, "{card}: now in {column}, place {n}."),
        "stays": translate(locale, "{card} stays where it is. {reason}"),
        "up": translate(locale, "One place up"),
        "down": translate(locale, "One place down"),
    }

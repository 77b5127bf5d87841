"""Give cards away: as a table for a spreadsheet, or as JSON for another system."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards import facts, layout, scope
from cxgame.boards.heads import HEADS
from cxgame.boards.models import Board, BoardColumn, Card, CardComment, ChecklistItem, Level
from cxgame.boards.raci import Facts, Holder
from cxgame.errors import NotFound
from cxgame.i18n import translate
from cxgame.look import spreadsheet
from cxgame.look.spreadsheet import Table
from cxgame.people import audit, permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor

ENDINGS = {**spreadsheet.ENDINGS, "json": "application/json"}
CHUNK = 500  # cards read at a time

Row = dict[str, Any]  # field of HEADS -> text, number, or a list of texts


@dataclass(frozen=True)
class Made:
    """A file and how many cards are in it."""

    data: bytes
    cards: int


def export_cards(
    session: Session,
    *,
    actor: Actor,
    board_id: int | None = None,
    ending: str,
    locale: str,
    now: datetime,
) -> Made:
    """Return the cards that the actor sees, of one board or of all, done and cancelled ones too.

    `ending` is csv, xlsx or json. Who took them away stands in the audit. Moments are the
    company's, in the form 2026-03-02 14:05. Raise NotFound for a board out of reach.
    """
    permissions.require(actor, "boards.export_cards")
    rows = list(rows_of(session, actor=actor, board_id=board_id, locale=locale))
    audit.note(session, actor, "boards.export_cards", "board", board_id, now=now, cards=len(rows))
    if ending == "json":
        words = json.dumps({"cards": rows}, ensure_ascii=False, indent=2)
        return Made(words.encode(), len(rows))
    heads = [translate(locale, head) for head in HEADS.values()]
    table = Table(heads, [[_cell(row.get(field)) for field in HEADS] for row in rows])
    return Made(spreadsheet.written(table, ending, locale), len(rows))


def rows_of(
    session: Session, *, actor: Actor, board_id: int | None = None, locale: str
) -> Iterator[Row]:
    """Yield one row for each card in sight, by board and place; people by name."""
    query = select(Card.id).where(scope.visible(actor))
    if board_id is not None:
        reach = select(Board.id).where(Board.id == board_id, scope.boards_in_reach(actor))
        if session.exec(reach).first() is None:
            raise NotFound("There is no such board, or it is not yours to see.")
        query = query.where(Card.board_id == board_id)
    ids = session.exec(query.order_by(col(Card.board_id), col(Card.position), col(Card.id))).all()
    shelf = _Shelf(session, locale)
    for start in range(0, len(ids), CHUNK):
        some = list(ids[start : start + CHUNK])
        found = {card.id: card for card in session.exec(select(Card).where(col(Card.id).in_(some)))}
        cards = [found[card_id] for card_id in some]
        known = facts.of_cards(session, cards)
        hanging = _hanging(session, some, shelf.people)
        for card in cards:
            yield shelf.row(card, known[card.id], hanging.get(card.id, {}))


class _Shelf:
    """The names that a row needs, read once."""

    def __init__(self, session: Session, locale: str) -> None:
        self.people = people.person_names(session)
        self._teams = people.team_names(session)
        self._columns = {
            column.id: layout.named(column.name, locale)
            for column in session.exec(select(BoardColumn))
        }
        self._boards = {board.id: board for board in session.exec(select(Board))}
        self._locale, self._session = locale, session

    def row(self, card: Card, known: Facts, hanging: Mapping[str, list[str]]) -> Row:
        """Return a card as a row."""
        board = self._boards[card.board_id]
        served = self._session.get(Card, card.serves_card_id) if card.serves_card_id else None
        texts = ("title", "description", "what", "why", "place", "how", "target")
        return {
            "board": layout.named(board.name, self._locale),
            "level": Level(board.level).value,
            "column": self._columns[card.column_id],
            **{name: getattr(card, name) for name in texts},
            "cost": None if card.cost_cents is None else card.cost_cents / 100,
            "starts_on": _day(card.starts_on),
            "due_on": _day(card.due_on),
            "team": self._teams.get(card.team_id or 0, ""),
            "priority": card.priority,
            "labels": list(card.labels),
            "accountable": _names(known.accountable),
            "responsible": [*_names(known.responsible), *card.named],
            "consulted": _names(known.consulted),
            "informed": _names(known.informed),
            "approval": card.approval if known.is_plan else "",
            "serves": served.title if served else "",
            "checklist": hanging.get("checklist", []),
            "comments": hanging.get("comments", []),
            "created_at": _moment(card.created_at),
            "done_at": _moment(card.done_at),
            "archived": int(card.cancelled_at is not None),
        }


def _hanging(
    session: Session, card_ids: list[int], names: Mapping[int, str]
) -> dict[int, dict[str, list[str]]]:
    """Return by card the lines of its checklist and its comments, oldest first."""
    found: dict[int, dict[str, list[str]]] = {}
    items = select(ChecklistItem).where(col(ChecklistItem.card_id).in_(card_ids))
    for item in session.exec(items.order_by(col(ChecklistItem.position), col(ChecklistItem.id))):
        lines = found.setdefault(item.card_id, {}).setdefault("checklist", [])
        lines.append(f"[{'x' if item.done_at else ' '}] {item.text}")
    said = select(CardComment).where(
        col(CardComment.card_id).in_(card_ids), col(CardComment.removed_at).is_(None)
    )
    for one in session.exec(said.order_by(col(CardComment.created_at), col(CardComment.id))):
        who = names.get(one.person_id or 0, "") or one.author
        words = " ".join(one.text.split())
        lines = found.setdefault(one.card_id, {}).setdefault("comments", [])
        lines.append(f"{_moment(one.created_at)} {who}: {words}")
    return found


def _names(holders: tuple[Holder, ...]) -> list[str]:
    return [who.name for who in holders]


def _cell(value: Any) -> str | int | float | None:
    """Return a value for a cell: several ones in lines, as they are read back."""
    return "\n".join(value) if isinstance(value, list) else value


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(clock.zone()):%Y-%m-%d %H:%M}" if at else ""

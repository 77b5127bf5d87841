"""Join what somebody typed with what others saved in the meantime, so that nothing is lost."""

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from cxgame.boards import scope, writing
from cxgame.boards.form import LETTERS, CardForm
from cxgame.boards.history import Happened
from cxgame.boards.models import CardEvent, Priority
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class Merge:
    """The joined form; `both` are the fields that both changed, which hold the typed value."""

    form: CardForm
    both: frozenset[str]


def form_at(session: Session, *, actor: Actor, card_id: int, version: int) -> CardForm:
    """Return the form as it stood at an earlier version, by taking later changes back.

    Raise NotFound when the card is out of the actor's sight.
    """
    card = scope.card(session, actor=actor, card_id=card_id)
    later = (
        select(CardEvent)
        .where(
            CardEvent.card_id == card_id,
            CardEvent.kind == Happened.CHANGED,
            CardEvent.version > version,
        )
        .order_by(col(CardEvent.id).desc())
    )
    form = writing.read(session, card)
    for event in session.exec(later):
        old = {
            name: _typed(name, pair[0])
            for name, pair in event.values.items()
            if name in CardForm.__dataclass_fields__  # a plan's promise has its own form
        }
        form = replace(form, **old)
    return form


def merged(seen: CardForm, typed: CardForm, saved: CardForm) -> Merge:
    """Return what was typed on top of what was seen, joined with what is saved by now.

    A field that was left as seen takes what is saved; one that was typed into keeps the words.
    """
    names = [field.name for field in fields(CardForm)]
    is_mine = {name for name in names if not _same(name, seen, typed)}
    is_theirs = {name for name in names if not _same(name, seen, saved)}
    taken: dict[str, Any] = {name: getattr(saved, name) for name in names if name not in is_mine}
    both = {name for name in is_mine & is_theirs if not _same(name, typed, saved)}
    return Merge(replace(typed, **taken), frozenset(both))


def _same(name: str, one: CardForm, other: CardForm) -> bool:
    first, second = getattr(one, name), getattr(other, name)
    if name in LETTERS.values() or name == "labels":
        return set(first) == set(second)
    return bool(first == second)


def _typed(name: str, value: Any) -> Any:
    """Return a value of the history, which is JSON, as the form holds it."""
    if name in LETTERS.values() or name == "labels":
        return tuple(value)
    if name in ("starts_on", "due_on"):
        return date.fromisoformat(value) if value else None
    return Priority(value) if name == "priority" else value

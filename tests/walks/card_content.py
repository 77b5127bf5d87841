"""Arguments for the commands on what a card holds: checklist, comments, files."""

from typing import Any

from sqlmodel import Session

from cxgame.boards import checklist, comments, files
from cxgame.boards.models import CardComment
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.walks.boards import task
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()


def card_id(session: Session, town: Town, target: Target, actor: Actor) -> int:
    return int(task(session, town, target, actor)["card_id"])


def item(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = card_id(session, town, target, actor)
    checklist.add_items(session, actor=SYSTEM, card_id=made, lines="Count the till", now=NOON)
    return {"item_id": checklist.items(session, card_id=made)[0].id}


def comment(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    """Return a comment of the target's person."""
    made = card_id(session, town, target, actor)
    said = comments.add_comment(session, actor=SYSTEM, card_id=made, text="Hello", now=NOON)
    session.get_one(CardComment, said).person_id = target.person_id
    session.flush()
    return {"comment_id": said}


def file(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = card_id(session, town, target, actor)
    kept = files.add_file(
        session, actor=SYSTEM, card_id=made, data=b"Hello", name="hello.txt", now=NOON
    )
    return {"file_id": kept}


def with_more(**more: Any) -> Builder:
    """Return a builder of a card with more arguments."""
    return lambda *given: {"card_id": card_id(*given), **more}


BUILDERS: dict[str, Builder] = {
    "boards.add_items": with_more(lines="Count the till"),
    "boards.change_item": lambda *given: {**item(*given), "text": "Count it twice"},
    "boards.tick_item": lambda *given: {**item(*given), "is_done": True},
    "boards.remove_item": item,
    "boards.add_comment": with_more(text="Hello"),
    "boards.change_comment": lambda *given: {**comment(*given), "text": "Good morning"},
    "boards.remove_comment": comment,
    "boards.add_file": with_more(data=b"Hello", name="hello.txt"),
    "boards.remove_file": file,
}

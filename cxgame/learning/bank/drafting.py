"""A question of the bank on its way into a module: the draft of it, and the note that it went."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from sqlmodel import Session, select

from cxgame.content import plain
from cxgame.errors import NotFound
from cxgame.learning.bank.models import BankQuestion
from cxgame.learning.bank.queries import BankView


def as_question(found: BankView, *, question_id: str = "", step: str = "") -> dict[str, Any]:
    """Return the question as a module's file writes it, for an author to complete.

    The texts of the other language are empty, and so are id and step unless they are given: the
    checks of `cxgame.content.question` name exactly what is missing.
    """
    draft: dict[str, Any] = plain(replace(found.question, id=question_id, step=step))
    return draft


def mark_used(session: Session, *, question_id: int, module_slug: str, key: str) -> None:
    """Note that a module took a question of the bank, under which id; part of the saving command.

    Raise NotFound when it was taken back meanwhile.
    """
    row = session.get(BankQuestion, question_id)
    if row is None:
        raise NotFound("There is no such question in the bank.")
    row.used_in, row.used_as = module_slug, key
    session.flush()


def give_back(session: Session, *, module_slug: str, kept: Collection[str]) -> None:
    """Take the mark from the questions that a module took, but for those it kept, by their id."""
    taken = select(BankQuestion).where(BankQuestion.used_in == module_slug)
    for row in session.exec(taken).all():
        if row.used_as is not None and row.used_as not in kept:
            row.used_in = row.used_as = None
    session.flush()

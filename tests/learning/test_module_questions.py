"""The questions of modules, as they go out to other systems."""

import pytest
from sqlmodel import Session, select

from cxgame.errors import NotFound
from cxgame.learning.bank import outgoing
from cxgame.learning.models import Module
from tests.learning.library import QUESTIONS, SECOND
from tests.learning.way import stock


def test_they_are_those_that_the_module_asks_now(session: Session) -> None:
    stock(session)
    assert outgoing.module_questions(session, slug="welcome") == QUESTIONS
    assert outgoing.module_questions(session) == (*SECOND.questions, *QUESTIONS)


def test_a_module_out_of_use_is_left_out(session: Session) -> None:
    stock(session)
    session.exec(select(Module).where(Module.slug == "goodbye")).one().is_active = False
    session.flush()
    assert outgoing.module_questions(session) == QUESTIONS
    assert [one.slug for one in outgoing.module_names(session, locale="en")] == ["welcome"]
    with pytest.raises(NotFound):
        outgoing.module_questions(session, slug="goodbye")


def test_modules_are_named_in_the_readers_language(session: Session) -> None:
    stock(session)
    names = outgoing.module_names(session, locale="pt-BR")
    assert [name.title for name in names] == ["Acolher quem chega", "Despedir-se"]

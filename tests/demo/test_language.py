import sqlite3

import pytest
from sqlmodel import Session, select

from cxgame.boards.models import Card
from cxgame.feedback.models import FeedbackRecord
from cxgame.people import queries
from tests.demo.conftest import copied, make


@pytest.mark.slow
def test_the_company_can_be_made_in_english(sqlite_template: sqlite3.Connection) -> None:
    engine = copied(sqlite_template)
    make(engine, language="en", days=4)

    with Session(engine) as session:
        teams = set(queries.team_names(session).values())
        titles = set(session.exec(select(Card.title)))
        languages = set(session.exec(select(FeedbackRecord.language)))
        said = " ".join(session.exec(select(FeedbackRecord.text)))
    engine.dispose()

    assert "Moema grooming" in teams
    assert "Pets ready at the time agreed" in titles
    assert languages == {"en", None}  # what staff wrote down has none
    assert not {"não", "muito", "ninguém"} & set(said.lower().split())

"""From records to what was done: cards and trainings go along."""

import pytest
from sqlmodel import Session

from cxgame.boards import service as boards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.errors import Conflict, NotFound
from cxgame.feedback import voice
from cxgame.feedback.deeds.service import DeedForm
from cxgame.feedback.visits import queries
from cxgame.thread import deeds, service, visits
from tests.conftest import NOON, Town
from tests.feedback.visits.story import published, report


def test_a_deed_takes_over_the_cards_of_its_records(session: Session, town: Town) -> None:
    boards.set_up(session, actor=town.root, now=NOON)
    record_id = voice.record_complaint(
        session, actor=town.diana, team_id=town.desk, text="Queue", now=NOON
    )
    card_id = service.make_card(
        session, actor=town.diana, record_id=record_id, level=Level.TACTICAL,
        form=CardForm(title="Second till"), now=NOON,
    )  # fmt: skip
    form = DeedForm({"en": "Queue"}, {"en": "A till"}, team_id=town.desk)
    deed_id = deeds.tell_deed(
        session, actor=town.diana, form=form, record_ids=[record_id], now=NOON
    )
    found = deeds.cards_of_deeds(session, actor=town.diana, deed_ids=[deed_id])
    assert [(one.card_id, one.title) for one in found[deed_id]] == [(card_id, "Second till")]
    assert deeds.trainings_of_deeds(session, deed_ids=[deed_id]) == frozenset()
    with pytest.raises(Conflict):
        deeds.link_deed(session, actor=town.diana, deed_id=deed_id, card_id=card_id, now=NOON)


def test_a_card_of_a_visit_keeps_team_and_question(session: Session, town: Town) -> None:
    boards.set_up(session, actor=town.root, now=NOON)
    visit_id = published(session, town, report(greet="no"))
    card_id = visits.make_card_of_visit(
        session, actor=town.diana, visit_id=visit_id, item_key="greet", level=Level.TACTICAL,
        form=CardForm(title="Greet at once"), now=NOON,
    )  # fmt: skip
    found = visits.deeds_of_visit(session, actor=town.diana, visit_id=visit_id)
    assert [(one.card_id, one.title) for one in found["greet"]] == [(card_id, "Greet at once")]
    with pytest.raises(NotFound):
        visits.make_card_of_visit(
            session, actor=town.diana, visit_id=visit_id, item_key="none", level=Level.TACTICAL,
            form=CardForm(title="x"), now=NOON,
        )  # fmt: skip
    assert queries.visit(session, actor=town.alice, visit_id=visit_id).visitor == ""

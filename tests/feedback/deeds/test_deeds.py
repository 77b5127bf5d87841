"""You said, we did: drafts of leaders, published for all, nothing secret and nobody's data."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback import voice
from cxgame.feedback.deeds import queries, service
from cxgame.feedback.deeds.queries import DeedFilter
from cxgame.feedback.deeds.service import DeedForm
from cxgame.feedback.kinds import ObservationKind
from cxgame.feedback.models import FeedbackRecord
from cxgame.notices.models import Notice
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town

FORM = DeedForm({"pt-BR": "A fila era longa"}, {"en": "A second till from 5 to 7 pm"})
PUBLISHED, DRAFTS = DeedFilter(), DeedFilter(is_published=False)


def observation(session: Session, who: Actor, team_id: int) -> int:
    return voice.record_observation(
        session, actor=who, team_id=team_id, kind=ObservationKind.FRICTION, text="Queue", now=NOON
    )


def count(session: Session, actor: Actor, wanted: DeedFilter) -> int:
    return queries.deeds(session, actor=actor, wanted=wanted).total


def test_a_draft_is_for_leaders_and_published_it_is_for_all(session: Session, town: Town) -> None:
    mine = observation(session, town.alice, town.desk)
    other = observation(session, town.charlie, town.grooming)
    secret = observation(session, town.bob, town.desk)
    session.get_one(FeedbackRecord, secret).is_secret = True
    form = replace(FORM, team_id=town.desk)
    deed_id = service.add_deed(
        session, actor=town.diana, form=form, record_ids=[mine, other, secret], now=NOON
    )
    assert queries.records_of(session, deed_id=deed_id) == [mine]
    assert [count(session, who, DRAFTS) for who in (town.alice, town.diana, town.edu)] == [0, 1, 1]
    assert count(session, town.charlie, PUBLISHED) == 0

    service.publish_deed(session, actor=town.diana, deed_id=deed_id, now=NOON)
    [seen] = queries.deeds(session, actor=town.charlie, wanted=PUBLISHED).deeds
    assert (seen.form.said["en"], seen.place, seen.records) == ("A fila era longa", "Front desk", 1)
    notices = select(Notice.person_id).where(Notice.message == service.TOLD)
    assert list(session.exec(notices)) == [town.alice.person_id]
    in_unit = DeedFilter(unit_id=town.north), DeedFilter(unit_id=town.south)
    assert [count(session, town.alice, one) for one in in_unit] == [1, 0]

    with pytest.raises(Conflict):
        service.remove_deed(session, actor=town.diana, deed_id=deed_id, now=NOON)
    service.withdraw_deed(session, actor=town.diana, deed_id=deed_id, now=NOON)
    with pytest.raises(NotFound):
        queries.deed(session, actor=town.alice, deed_id=deed_id)
    service.remove_deed(session, actor=town.diana, deed_id=deed_id, now=NOON)
    assert count(session, town.edu, DRAFTS) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FORM, said={}),
        replace(FORM, done={"en": " "}),
        replace(FORM, said={"en": "x" * 301}),
        replace(FORM, said={"en": "Ana, (31) 98765-4321, waited"}),
        replace(FORM, done={"en": "We wrote to ana@example.com"}),
    ],
)
def test_what_tells_too_much_or_too_little_is_refused(
    session: Session, town: Town, wrong: DeedForm
) -> None:
    with pytest.raises(InvalidInput):
        service.add_deed(session, actor=town.edu, form=wrong, now=NOON)


def test_a_manager_writes_for_the_own_teams(session: Session, town: Town) -> None:
    for form in (FORM, replace(FORM, team_id=town.grooming)):
        with pytest.raises(NotAllowed):
            service.add_deed(session, actor=town.diana, form=form, now=NOON)
    deed_id = service.add_deed(session, actor=town.edu, form=FORM, now=NOON)
    with pytest.raises(Conflict):
        service.change_deed(
            session, actor=town.edu, deed_id=deed_id, form=FORM, version=9, now=NOON
        )

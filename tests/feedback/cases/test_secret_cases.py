from dataclasses import replace

import pytest
from sqlmodel import Session

from cxgame.errors import NotAllowed, NotFound
from cxgame.feedback.cases import export, listing, queries, service
from cxgame.feedback.cases.listing import Wanted
from cxgame.feedback.cases.models import Case
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer


@pytest.fixture
def secret(town: Town, said: Said) -> Case:
    """What was told to the ombudsman alone."""
    made = said(answer(None, 3, is_secret=True))
    assert made is not None
    return made


def test_the_office_alone_knows_of_a_secret_case(
    session: Session, town: Town, secret: Case
) -> None:
    assert (secret.is_secret, secret.owner_id) == (True, None)

    def knows(actor: Actor) -> bool:
        page = listing.cases(session, actor=actor, wanted=Wanted(is_whole=True), now=NOON)
        found = queries.case_of_record(session, actor=actor, record_id=secret.record_id)
        assert (found is not None) is bool(page.cases) is bool(page.total)
        return bool(page.cases)

    ombudsman = replace(town.diana, is_ombudsman=True)
    who = {"edu": town.edu, "diana": town.diana, "root": town.root, "ombudsman": ombudsman}
    assert [name for name, actor in who.items() if knows(actor)] == ["root", "ombudsman"]
    with pytest.raises(NotFound):
        queries.case_view(session, actor=town.edu, case_id=secret.id)
    with pytest.raises((NotFound, NotAllowed)):
        service.note_on_case(session, actor=town.edu, case_id=secret.id, text="Who?", now=NOON)
    _heads, rows = export.export_cases(
        session, actor=town.edu, wanted=Wanted(is_whole=True), now=NOON
    )
    assert rows == []


def test_an_owner_without_the_office_does_not_see_it(
    session: Session, town: Town, secret: Case
) -> None:
    secret.owner_id = town.edu.person_id
    session.flush()
    with pytest.raises(NotFound):
        queries.case_view(session, actor=town.edu, case_id=secret.id)

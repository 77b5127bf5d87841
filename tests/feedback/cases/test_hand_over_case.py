import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback.cases import bulk, listing, owning, queries, service
from cxgame.feedback.cases.listing import Wanted
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import EventKind, Priority, Status
from cxgame.feedback.models import RecordTag
from cxgame.notices.models import Notice
from cxgame.people.models import Person
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer, complaint


@pytest.fixture
def case(town: Town, said: Said) -> Case:
    made = said(answer(town.desk, 3))
    assert made is not None
    return made


def hand_over(session: Session, town: Town, case: Case, to: int | None, note: str = "") -> None:
    owning.hand_over_case(
        session,
        actor=town.diana,
        case_id=case.id,
        person_id=to or 0,
        note=note,
        version=case.version,
        now=NOON,
    )


def test_a_colleague_is_told_and_sees_the_case_from_now_on(
    session: Session, town: Town, case: Case
) -> None:
    with pytest.raises(NotFound):
        queries.case_view(session, actor=town.alice, case_id=case.id)
    hand_over(session, town, case, town.alice.person_id, "Please call her today")

    view = queries.case_view(session, actor=town.alice, case_id=case.id)
    assert (view.line.owner, view.events[0].text) == ("Alice", "Please call her today")
    assert view.events[0].values["to_name"] == "Alice"
    [notice] = session.exec(select(Notice)).all()
    assert (notice.person_id, notice.link) == (town.alice.person_id, f"case?id={case.id}")
    service.note_on_case(session, actor=town.alice, case_id=case.id, text="I call", now=NOON)
    with pytest.raises(NotAllowed):
        service.note_on_case(session, actor=town.bob, case_id=case.id, text="Me too", now=NOON)


def test_nobody_gets_customers_of_a_team_that_is_not_theirs_to_see(
    session: Session, town: Town, case: Case
) -> None:
    with pytest.raises(InvalidInput, match="Charlie"):
        hand_over(session, town, case, town.charlie.person_id)
    with pytest.raises(NotFound):
        hand_over(session, town, case, 999)
    known = [name for _id, name in queries.possible_owners(session, team_id=town.desk)]
    assert known == ["Alice", "Bob", "Diana", "Edu", "Root"]
    assert [n for _i, n in queries.possible_owners(session, team_id=None)] == ["Edu", "Root"]


def test_a_leader_takes_a_case_over(session: Session, town: Town, case: Case) -> None:
    hand_over(session, town, case, town.alice.person_id)
    owning.take_case(session, actor=town.diana, case_id=case.id, version=case.version, now=NOON)
    assert case.owner_id == town.diana.person_id
    with pytest.raises(Conflict, match="already"):
        owning.take_case(session, actor=town.diana, case_id=case.id, version=case.version, now=NOON)


def test_many_cases_change_together_or_none(
    session: Session, town: Town, case: Case, said: Said
) -> None:
    other = said(complaint(town.clinic))
    assert other is not None
    ids = [case.id, other.id]
    count = bulk.change_cases(
        session,
        actor=town.diana,
        case_ids=[*ids, case.id],
        owner_id=town.edu.person_id,
        priority=Priority.HIGH,
        tag="greeting",
        now=NOON,
    )
    assert count == 2
    assert {(one.owner_id, one.priority) for one in (case, other)} == {(town.edu.person_id, "high")}
    tags = session.exec(select(RecordTag.tag)).all()
    assert list(tags) == ["greeting", "greeting"]
    page = listing.cases(session, actor=town.diana, wanted=Wanted(), now=NOON)
    assert {line.tags for line in page.cases} == {("greeting",)}

    with pytest.raises(InvalidInput, match="take this step"):
        bulk.change_cases(session, actor=town.diana, case_ids=ids, status=Status.SOLVED, now=NOON)
    bulk.change_cases(
        session,
        actor=town.diana,
        case_ids=ids,
        status=Status.CLOSED,
        words="A test of the till",
        now=NOON,
    )
    assert case.is_dismissed
    assert other.is_dismissed
    events = queries.case_view(session, actor=town.diana, case_id=case.id).events
    assert {event.kind for event in events} >= {EventKind.OWNER, EventKind.PRIORITY}


def test_bulk_work_says_what_it_lacks(session: Session, town: Town, case: Case) -> None:
    for asked in ({"case_ids": []}, {"case_ids": range(1, 300)}, {"case_ids": [case.id]}):
        with pytest.raises(InvalidInput):
            bulk.change_cases(session, actor=town.diana, now=NOON, **asked)  # type: ignore[arg-type]


def test_a_case_of_somebody_who_left_is_nobodys(session: Session, town: Town, case: Case) -> None:
    hand_over(session, town, case, town.alice.person_id)
    wanted = Wanted(has_no_owner=True)
    assert listing.cases(session, actor=town.diana, wanted=wanted, now=NOON).total == 0
    session.get_one(Person, town.alice.person_id).is_active = False
    session.flush()
    assert listing.cases(session, actor=town.diana, wanted=wanted, now=NOON).total == 1
    waiting = listing.waiting_cases(session, actor=town.diana, now=NOON, until=NOON)
    assert [line.id for line in waiting.cases] == [case.id]

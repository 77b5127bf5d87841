from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.notices import queries as notices
from cxgame.people.models import Person, Role
from cxgame.standards.signing import duties, service, waiting
from cxgame.standards.signing.asks import Kind
from cxgame.standards.signing.models import SopDecision
from cxgame.standards.signing.service import Wish
from tests.conftest import NOON, Town
from tests.learning.library import SOP
from tests.learning.way import stock
from tests.standards.story import APRIL, CODE, MAJOR, MINOR, ask, publish, sign

TODAY = clock.local_day(NOON)


@pytest.fixture(autouse=True)
def library(session: Session, town: Town) -> None:
    stock(session)


def names(session: Session, town: Town) -> dict[str, date]:
    """Who has to sign until when."""
    found = {}
    for name in ("alice", "bob", "charlie", "diana"):
        for one in duties.to_sign(session, actor=getattr(town, name)):
            found[name] = one.due_on
    return found


def test_the_roles_of_the_sop_are_told_and_find_it(session: Session, town: Town) -> None:
    ask(session, town.diana)
    week = TODAY + timedelta(days=7)  # it is in force since February
    assert names(session, town) == {"alice": week, "bob": week, "charlie": week}
    (notice,) = notices.inbox(session, actor=town.alice)
    assert notice.message == "Please read and sign {code}, {title}, by {due}."
    assert notice.values == {"code": CODE, "title": "Welcome", "due": "9 Mar"}
    assert notice.link == f"sop?code={CODE}"
    assert notices.inbox(session, actor=town.diana) == []


def test_each_is_told_in_their_own_language(session: Session, town: Town) -> None:
    session.get_one(Person, town.alice.person_id).language = "pt-BR"
    ask(session, town.diana)
    assert notices.inbox(session, actor=town.alice)[0].values["title"] == "Acolher"
    assert notices.inbox(session, actor=town.bob)[0].values["title"] == "Welcome"


def test_the_day_it_takes_effect_is_the_last(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    ask(session, town.diana, MAJOR)
    assert names(session, town)["alice"] == APRIL


def test_roles_teams_and_day_can_be_chosen(session: Session, town: Town) -> None:
    day = TODAY + timedelta(days=2)
    roles = (Role.FRONTLINE, Role.MANAGER)
    ask(session, town.diana, roles=roles, team_ids=(town.desk,), due_on=day)
    assert names(session, town) == {"alice": day, "bob": day, "diana": day}


def test_another_decision_takes_its_place(session: Session, town: Town) -> None:
    first = ask(session, town.diana)
    assert ask(session, town.edu, now=NOON + timedelta(minutes=5)) == first
    assert len(notices.inbox(session, actor=town.alice)) == 1

    second = ask(session, town.edu, kind=Kind.QUIZ)
    assert second != first
    assert [one.kind for one in duties.to_sign(session, actor=town.alice)] == [Kind.QUIZ]
    ask(session, town.root, kind=Kind.NOTHING)
    assert names(session, town) == {}
    rows = session.exec(select(SopDecision).order_by(SopDecision.id)).all()  # type: ignore[arg-type]
    assert [(row.kind, row.replaced_at is None) for row in rows] == [
        ("sign", False),
        ("quiz", False),
        ("nothing", True),
    ]


def test_it_refuses_what_cannot_be(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        ask(session, town.diana, due_on=TODAY - timedelta(days=1))
    with pytest.raises(InvalidInput):
        ask(session, town.diana, kind=Kind.QUIZ, questions=0)
    with pytest.raises(InvalidInput):
        ask(session, town.diana, team_ids=(town.desk, 999))
    with pytest.raises(InvalidInput):
        ask(session, town.diana, roles=(Role.SYSTEM,))
    with pytest.raises(NotAllowed):
        ask(session, town.alice)
    with pytest.raises(NotFound):
        service.decide(
            session, actor=town.root, code="POP-0", revision="", wish=Wish(Kind.SIGN), now=NOON
        )
    assert names(session, town) == {}


def test_a_quiz_comes_before_the_version_takes_effect(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    with pytest.raises(InvalidInput):
        ask(session, town.diana, MAJOR, Kind.QUIZ, due_on=APRIL + timedelta(days=1))
    ask(session, town.diana, MAJOR, Kind.QUIZ, due_on=APRIL)
    assert names(session, town)["alice"] == APRIL


def test_it_refuses_a_version_that_is_in_force_no_more(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    with pytest.raises(Conflict):
        ask(session, town.diana, SOP)


def test_a_minor_version_leaves_an_ask_open(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    ask(session, town.diana, MAJOR)
    sign(session, town.bob, MAJOR)
    publish(session, MINOR)
    assert names(session, town).keys() == {"alice", "charlie"}
    sign(session, town.alice, MINOR, now=NOON + timedelta(hours=1))
    assert names(session, town).keys() == {"charlie"}


def test_an_ask_is_void_when_its_text_was_taken_back(session: Session, town: Town) -> None:
    publish(session, MAJOR)
    ask(session, town.diana, MAJOR)
    publish(session, SOP)
    assert names(session, town) == {}


def test_who_knows_the_very_text_is_not_told(session: Session, town: Town) -> None:
    ask(session, town.diana)
    sign(session, town.alice)
    ask(session, town.diana, team_ids=(town.desk,))
    assert len(notices.inbox(session, actor=town.alice)) == 1
    assert len(notices.inbox(session, actor=town.bob)) == 2


def test_only_a_major_version_waits_for_a_decision(session: Session, town: Town) -> None:
    assert waiting.undecided(session) == []  # the first version has nothing before it
    publish(session, MAJOR)
    assert [one.code for one in waiting.undecided(session)] == [CODE]
    ask(session, town.diana, MAJOR, Kind.NOTHING)
    assert waiting.undecided(session) == []
    publish(session, MINOR)
    assert waiting.undecided(session) == []
    publish(session, SOP)  # an old text in force again
    assert waiting.undecided(session) == []


def test_an_sop_out_of_use_asks_nothing(session: Session, town: Town) -> None:
    from cxgame.standards.models import Sop

    ask(session, town.diana)
    for row in session.exec(select(Sop)):
        row.is_active = False
    assert names(session, town) == {}
    assert duties.to_sign(session, actor=replace(town.alice, person_id=None)) == []

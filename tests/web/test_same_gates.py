"""One table of gates, met by the service, on the page, over HTTP and on an imported card."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from sqlmodel import select
from starlette.testclient import TestClient

from cxgame import db
from cxgame.boards import decisions, queries, service, writing
from cxgame.boards.importing import service as importing
from cxgame.boards.importing import table
from cxgame.boards.importing.service import Wanted
from cxgame.boards.models import Board, BoardColumn, Card, Level
from cxgame.boards.plans import service as plans
from cxgame.errors import Refused
from cxgame.people import keys
from cxgame.people.actor import Actor
from tests.boards import story
from tests.boards.story import ids
from tests.conftest import NOON, Town
from tests.pages.conftest import OpenAs, open_as

pytestmark = pytest.mark.slow  # 45 scenes, a page and an HTTP answer each

__all__ = ["open_as"]  # a fixture of the pages

SOON = NOON + timedelta(minutes=1)


@dataclass(frozen=True)
class Gate:
    """A card that stands before a gate, where it wants to go, and what has to be said."""

    name: str
    make: Callable[[Any, Town], int]
    to: str
    says: str


def without(field: str) -> Callable[[Any, Town], int]:
    return lambda session, town: story.add_plan(session, town, **{field: ()})


def plan(session: Any, town: Town) -> int:
    return story.add_plan(session, town)


def empty(session: Any, town: Town) -> int:
    """Return a plan that promises nothing."""
    service.set_up(session, actor=Actor.system(), now=NOON)
    form = story.plan_form(town)
    return service.add_card(session, actor=town.diana, level=Level.TACTICAL, form=form, now=NOON)


def waiting(session: Any, town: Town) -> int:
    card = plan(session, town)
    story.submit(session, town.bob, card)
    return card


def unheard(session: Any, town: Town) -> int:
    card = story.add_plan(session, town, consulted=ids(town.alice))
    story.submit(session, town.bob, card)
    return card


def alone(session: Any, town: Town) -> int:
    return story.add_plan(session, town, responsible=ids(town.diana))


def held(session: Any, town: Town) -> int:
    card = plan(session, town)
    plans.hold_card(
        session, actor=town.diana, card_id=card, reason="The machine is away", version=1, now=NOON
    )
    return card


def unchecked(session: Any, town: Town) -> int:
    return story.approved_plan(session, town)


def two_answer(session: Any, town: Town) -> int:
    return story.add_plan(session, town, accountable=ids(town.diana, town.edu))


def voided(session: Any, town: Town) -> int:
    card = story.approved_plan(session, town)
    form = replace(writing.read(session, session.get_one(Card, card)), title="Another promise")
    story.change(session, town.bob, card, form)
    return card


GATES = (
    Gate("no A", without("accountable"), "review", "Nobody is Accountable"),
    Gate("no R", without("responsible"), "review", "Nobody is Responsible"),
    Gate("two A", two_answer, "review", "Only one person can be Accountable"),
    Gate("A is R", alone, "review", "name a second approver"),
    Gate("promises nothing", empty, "review", "No figure is promised"),
    Gate("not asked", plan, "do", "Ask Diana (A) for the approval first"),
    Gate("not approved", waiting, "do", "Waiting for the approval of Diana"),
    Gate("not heard", unheard, "do", "Still to be heard: Alice"),
    Gate("on hold", held, "review", "on hold"),
    Gate("not checked", unchecked, "act", "looks first whether the promised figure changed"),
    Gate("voided", voided, "wait", "Waiting for the approval of Diana"),
)
each = pytest.mark.parametrize("gate", GATES, ids=[gate.name for gate in GATES])


def stand(gate: Gate, town: Town) -> tuple[int, int]:
    """Return a card before its gate, and its version."""
    with db.transaction() as session:
        card = gate.make(session, town)
        return card, story.version(session, card)


def stays(card: int, version: int) -> None:
    with db.reading() as session:
        assert story.version(session, card) == version


@each
def test_the_service_keeps_it(town: Town, gate: Gate) -> None:
    card, version = stand(gate, town)
    with pytest.raises(Refused) as refused, db.transaction() as session:
        service.move_card(
            session, actor=town.edu, card_id=card, to=gate.to, version=version, now=SOON
        )
    said = " ".join(one.message.format(**one.values) for one in refused.value.reasons)
    assert gate.says in said
    stays(card, version)


@each
def test_the_page_keeps_it(town: Town, gate: Gate, open_as: OpenAs) -> None:
    card, version = stand(gate, town)
    screen = open_as(town.edu, f"board?level=tactical&card={card}")
    assert gate.says in screen.sheet(f"card-{card}")  # in words, before anybody tries
    screen.tap(f"card-{card}", "move", f"{gate.to}:{version}")
    stays(card, version)


@each
def test_the_api_keeps_it(town: Town, gate: Gate, client: TestClient) -> None:
    card, version = stand(gate, town)
    with db.transaction() as session:
        token = keys.add_api_key(
            session, actor=town.root, name="gates", scope="cards:write", now=NOON
        )
    answer = client.post(
        f"/api/v1/cards/{card}/move",
        json={"to": gate.to, "version": version},
        headers={"authorization": f"Bearer {token}"},
    )
    assert answer.status_code == 409
    assert any(gate.says in one for one in answer.json()["reasons"])
    stays(card, version)


@each
def test_an_imported_card_meets_it(town: Town, gate: Gate) -> None:
    """A card of a file is brought to the same state, on a board of the same columns."""
    card, _version = stand(gate, town)
    with db.transaction() as session:
        twin, version = imported_twin(session, town, card)
    with pytest.raises(Refused) as refused, db.transaction() as session:
        service.move_card(
            session, actor=town.edu, card_id=twin, to=gate.to, version=version, now=SOON
        )
    said = " ".join(one.message.format(**one.values) for one in refused.value.reasons)
    assert gate.says in said
    stays(twin, version)


def imported_twin(session: Any, town: Town, card: int) -> tuple[int, int]:
    """Bring a row in, then let people do to it what was done to the card; return id, version."""
    found = table.read(BytesIO(b"title,column\nA twin,Draft\n"), "twin.csv")
    brought = importing.import_board(
        session,
        actor=town.edu,
        found=found,
        wanted=Wanted(),
        form="csv",
        file_name="twin.csv",
        now=NOON,
    )
    main = session.exec(select(Board).where(Board.key == "tactical")).one()
    twin = session.exec(select(Card).where(Card.board_id == brought.board_id)).one()
    with pytest.raises(Refused, match="Accountable"):  # it has no letters yet: it can't move
        other = BoardColumn(
            board_id=brought.board_id, key="next", name={"en": "Next"}, stage="draft", position=1
        )
        session.add(other)
        session.flush()
        service.move_card(session, actor=town.edu, card_id=twin.id, to="next", version=1, now=NOON)
    original = session.get_one(Card, card)
    form = writing.read(session, original)
    version = service.change_card(
        session, actor=town.edu, card_id=twin.id, form=form, version=1, now=NOON
    )
    kept = original.model_dump(exclude={"id", "version", "import_id", "external_id"})
    for name, value in kept.items():
        setattr(twin, name, value)
    assert twin.board_id == main.id
    twin.position += 1
    source = session.get(plans.Plan, card)
    if source is not None:
        session.add(plans.Plan(**{**source.model_dump(), "card_id": twin.id}))
    session.flush()
    return twin.id, version


def test_only_a_person_says_yes(town: Town, client: TestClient) -> None:
    """No route approves, and a key is nobody's A."""
    with db.transaction() as session:
        card = waiting(session, town)
    with db.reading() as session:
        view = queries.card_view(session, actor=Actor.integration("till"), card_id=card, now=NOON)
        assert not view.may.decide
    with pytest.raises(Exception, match="role does not allow"), db.transaction() as session:
        decisions.approve_card(
            session, actor=Actor.integration("till"), card_id=card, version=2, now=NOON
        )
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert not [path for path in paths if "approve" in path]

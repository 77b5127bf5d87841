"""Named views: own ones, shared ones, and the one to begin with."""

import pytest
from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback.views import service
from cxgame.feedback.views.service import Shared
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town


def save(session: Session, actor: Actor, name: str, **more: object) -> int:
    return service.save_view(  # type: ignore[arg-type]
        session, actor=actor, name=name, filters={"band": "detractor"}, now=NOON, **more
    )


def names(session: Session, actor: Actor) -> list[str]:
    return [view.name for view in service.views(session, actor=actor)]


def test_a_view_is_its_owners_until_it_is_shared(session: Session, town: Town) -> None:
    own = save(session, town.diana, "Mine")
    assert (names(session, town.diana), names(session, town.edu)) == (["Mine"], [])

    service.share_view(
        session, actor=town.diana, view_id=own, shared=Shared.TEAM, team_id=town.desk, now=NOON
    )
    assert [names(session, one) for one in (town.alice, town.charlie, town.edu)] == [
        ["Mine"],
        [],
        ["Mine"],
    ]
    service.share_view(session, actor=town.diana, view_id=own, shared=Shared.ALL, now=NOON)
    (seen,) = service.views(session, actor=town.charlie)
    assert (seen.is_own, seen.is_default, seen.filters) == (False, False, {"band": "detractor"})


def test_the_same_name_is_the_same_view(session: Session, town: Town) -> None:
    one = save(session, town.diana, "Mine")
    two = service.save_view(session, actor=town.diana, name=" Mine ", filters={"q": "a"}, now=NOON)
    (view,) = service.views(session, actor=town.diana)
    assert (one, view.filters) == (two, {"q": "a"})


def test_one_view_is_the_start(session: Session, town: Town) -> None:
    one = save(session, town.diana, "A", is_default=True)
    two = save(session, town.diana, "B", is_default=True)
    other = save(session, town.edu, "A", is_default=True)

    def start(actor: Actor) -> list[int]:
        return [view.id for view in service.views(session, actor=actor) if view.is_default]

    assert (start(town.diana), start(town.edu)) == ([two], [other])
    service.choose_view(session, actor=town.diana, view_id=one, now=NOON)
    assert start(town.diana) == [one]
    service.choose_view(session, actor=town.diana, view_id=None, now=NOON)
    assert start(town.diana) == []


def test_only_the_owner_changes_it(session: Session, town: Town) -> None:
    own = save(session, town.diana, "Mine", shared=Shared.ALL)
    for refused in (service.drop_view, service.choose_view):
        with pytest.raises(NotAllowed):
            refused(session, actor=town.edu, view_id=own, now=NOON)
    with pytest.raises(NotFound):
        service.drop_view(session, actor=town.edu, view_id=99, now=NOON)
    service.drop_view(session, actor=town.diana, view_id=own, now=NOON)
    assert names(session, town.diana) == []


def test_it_refuses_what_makes_no_view(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        save(session, town.diana, " ")
    with pytest.raises(InvalidInput):
        save(session, town.diana, "x" * 61)
    with pytest.raises(InvalidInput):
        save(session, town.diana, "x", shared=Shared.TEAM)
    with pytest.raises(NotAllowed):
        save(session, town.diana, "x", shared=Shared.TEAM, team_id=town.grooming)
    for n in range(service.MOST_OF_ONE):
        save(session, town.edu, f"v{n}")
    with pytest.raises(Conflict):
        save(session, town.edu, "one more")

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import NotAllowed, NotFound
from cxgame.people import accounts, passwords, service
from cxgame.people.models import PasswordLink, Person
from tests.conftest import NOON, Town

NEW = "another horse"


def link_for(session: Session, town: Town, actor=None) -> str:
    return accounts.make_password_link(
        session, actor=actor or town.root, person_id=town.alice.person_id, now=NOON
    )


def use(session: Session, token: str, now=NOON) -> int:
    return accounts.use_password_link(
        session, token=token, password_hash=passwords.hashed(NEW), now=now
    )


def test_it_sets_the_password_and_ends_old_sessions(session: Session, town: Town) -> None:
    cookie = accounts.start_session(session, person_id=town.alice.person_id, keys=[], now=NOON)

    assert use(session, link_for(session, town)) == town.alice.person_id

    account = accounts.find_account(session, name="alice")
    assert account and passwords.matches(NEW, account.password_hash)
    assert accounts.actor_of(session, token=cookie, now=NOON) is None


def test_it_works_once(session: Session, town: Town) -> None:
    token = link_for(session, town)
    use(session, token)

    with pytest.raises(NotFound):
        use(session, token)


def test_it_grows_old(session: Session, town: Town) -> None:
    token = link_for(session, town)
    last = NOON + accounts.PASSWORD_LINK_LASTS

    assert accounts.person_of_link(session, token=token, now=last - timedelta(seconds=1))
    with pytest.raises(NotFound):
        accounts.person_of_link(session, token=token, now=last)


def test_a_new_link_stops_the_one_before(session: Session, town: Town) -> None:
    first, second = link_for(session, town), link_for(session, town)

    with pytest.raises(NotFound):
        use(session, first)
    use(session, second)


def test_a_made_up_one_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(NotFound):
        use(session, "made up")


def test_it_stops_working_when_the_person_is_deactivated(session: Session, town: Town) -> None:
    token = link_for(session, town)
    service.set_active(
        session,
        actor=town.root,
        person_id=town.alice.person_id,
        is_active=False,
        version=session.get_one(Person, town.alice.person_id).version,
        now=NOON,
    )

    with pytest.raises(NotFound):
        use(session, token)
    with pytest.raises(NotFound):
        link_for(session, town)


def test_only_its_hash_is_kept(session: Session, town: Town) -> None:
    token = link_for(session, town)

    assert token not in session.exec(select(PasswordLink.token_hash)).one()


def test_a_manager_helps_the_frontline_of_the_own_scope_only(session: Session, town: Town) -> None:
    assert link_for(session, town, actor=town.diana)
    for person in (town.charlie, town.diana, town.edu, town.root):
        with pytest.raises(NotAllowed):
            accounts.make_password_link(
                session, actor=town.diana, person_id=person.person_id, now=NOON
            )


def test_a_new_password_keeps_the_browser_that_set_it(session: Session, town: Town) -> None:
    here, there = (
        accounts.start_session(session, person_id=town.alice.person_id, keys=[], now=NOON)
        for _ in range(2)
    )

    accounts.change_password(
        session,
        actor=town.alice,
        person_id=town.alice.person_id,
        password_hash=passwords.hashed(NEW),
        keep=here,
        now=NOON,
    )

    assert accounts.actor_of(session, token=here, now=NOON) == town.alice
    assert accounts.actor_of(session, token=there, now=NOON) is None


def test_signing_out_elsewhere_leaves_this_browser_and_other_people(
    session: Session, town: Town
) -> None:
    here, there, bobs = (
        accounts.start_session(session, person_id=actor.person_id, keys=[], now=NOON)
        for actor in (town.alice, town.alice, town.bob)
    )

    accounts.sign_out_elsewhere(
        session, actor=town.alice, person_id=town.alice.person_id, keep=here, now=NOON
    )

    living = [accounts.actor_of(session, token=t, now=NOON) for t in (here, there, bobs)]
    assert living == [town.alice, None, town.bob]


def test_a_password_that_the_person_changed_stops_it(session: Session, town: Town) -> None:
    token = link_for(session, town)
    accounts.change_password(
        session,
        actor=town.alice,
        person_id=town.alice.person_id,
        password_hash=passwords.hashed(NEW),
        now=NOON,
    )

    with pytest.raises(NotFound):
        use(session, token)

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import keys, queries
from cxgame.people.actor import Actor
from cxgame.people.models import ApiKey
from tests.conftest import NOON, Town

SCOPE = "feedback:write"


def test_a_key_opens_its_scope_until_it_is_revoked(session: Session, town: Town) -> None:
    token = keys.add_api_key(session, actor=town.root, name="till", scope=SCOPE, now=NOON)
    assert queries.api_key(session, token=token, scope=SCOPE) == Actor.integration("till")
    assert queries.api_key(session, token=token, scope="other") is None
    assert queries.api_key(session, token="made up", scope=SCOPE) is None

    key_id = session.exec(select(ApiKey.id)).one()
    keys.revoke_api_key(session, actor=town.root, key_id=key_id, now=NOON)

    assert queries.api_key(session, token=token, scope=SCOPE) is None


def test_it_refuses_a_taken_name_an_unknown_scope_and_an_unknown_key(
    session: Session, town: Town
) -> None:
    keys.add_api_key(session, actor=town.root, name="till", scope=SCOPE, now=NOON)

    with pytest.raises(Conflict):
        keys.add_api_key(session, actor=town.root, name="till", scope=SCOPE, now=NOON)
    with pytest.raises(InvalidInput):
        keys.add_api_key(session, actor=town.root, name="other", scope="all", now=NOON)
    with pytest.raises(NotFound):
        keys.revoke_api_key(session, actor=town.root, key_id=999, now=NOON)


def test_only_its_hash_is_kept(session: Session, town: Town) -> None:
    token = keys.add_api_key(session, actor=town.root, name="till", scope=SCOPE, now=NOON)

    assert token not in session.exec(select(ApiKey.key_hash)).one()

"""The OpenAPI document tells the truth: random requests get only answers that it names."""

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cxgame import db
from cxgame.boards import service as boards
from cxgame.feedback import surveys
from cxgame.people import keys
from cxgame.people.actor import Actor
from cxgame.web.api import api
from tests.conftest import EXAMPLES, NOON, Town

SCOPES = {
    "/feedback": "feedback:write",
    "/invitations": "invitations:write",
    "/cards": "cards:write",
    "/boards": "cards:write",
}

schema = schemathesis.openapi.from_asgi("/openapi.json", api)
CHECKS = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
)


@pytest.fixture
def live_keys(town: Town) -> dict[str, str]:
    """A live key for each route, and a survey to invite to."""
    with db.transaction() as session:
        surveys.add_survey(session, actor=town.root, name="Counter", now=NOON)
        boards.set_up(session, actor=Actor.system(), now=NOON)
        return {
            scope: keys.add_api_key(session, actor=town.root, name=scope, scope=scope, now=NOON)
            for scope in set(SCOPES.values())
        }


@pytest.mark.slow
@schema.parametrize()
@settings(
    max_examples=10 * EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_answer_is_one_that_the_document_names(
    case: schemathesis.Case, live_keys: dict[str, str]
) -> None:
    scope = SCOPES["/" + case.path.split("/")[1]]
    case.headers = {"authorization": f"Bearer {live_keys[scope]}"}
    case.validate_response(case.call(), checks=CHECKS)

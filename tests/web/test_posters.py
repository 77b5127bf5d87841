"""Posters to print, one survey's or all teams' in one file."""

import re

import pytest
from starlette.testclient import TestClient

from cxgame import clock, db
from cxgame.cookies import SESSION_COOKIE
from cxgame.feedback import surveys
from cxgame.people import accounts
from cxgame.people.actor import Actor
from tests.conftest import Town

SYSTEM = Actor.system()


@pytest.fixture
def made(town: Town) -> tuple[int, int]:
    """A survey of the front desk, and one of the whole company."""
    with db.transaction() as session:
        desk = surveys.add_survey(
            session, actor=SYSTEM, name="Desk", team_id=town.desk, now=clock.now()
        )
        return desk, surveys.add_survey(session, actor=SYSTEM, name="All", now=clock.now())


def sign_in(client: TestClient, actor: Actor) -> None:
    with db.transaction() as session:
        token = accounts.start_session(
            session, person_id=actor.person_id or 0, keys=[], now=clock.now()
        )
    client.cookies.set(SESSION_COOKIE, token)


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", pdf))


def links(pdf: bytes) -> list[str]:
    return [found.decode() for found in re.findall(rb"/URI \((.*?)\)", pdf)]


def test_each_team_gets_a_poster_of_its_own(
    client: TestClient, town: Town, made: tuple[int, int]
) -> None:
    sign_in(client, town.edu)
    one = client.get(f"/posters/{made[0]}.pdf?size=a6&lang=pt-BR")
    assert (one.status_code, one.headers["content-type"]) == (200, "application/pdf")
    assert pages(one.content) == 1 and links(one.content)[0].startswith("http://testserver/s/")
    several = client.get(f"/posters/{made[1]}.pdf?touchpoint=7")
    assert sorted(link.partition("/at/")[2] for link in links(several.content)) == sorted(
        f"{team}/7" for team in (town.desk, town.clinic, town.grooming)
    )
    assert pages(client.get("/posters/all.pdf").content) == 4


def test_managers_print_those_of_their_teams_and_strangers_none(
    client: TestClient, town: Town, made: tuple[int, int]
) -> None:
    assert client.get("/posters/all.pdf").status_code == 404
    sign_in(client, town.alice)
    assert client.get("/posters/all.pdf").status_code == 404
    sign_in(client, town.diana)
    assert pages(client.get("/posters/all.pdf").content) == 1
    assert client.get(f"/posters/{made[1]}.pdf").status_code == 404
    assert client.get("/posters/all.pdf?size=a0").status_code == 422

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from typer.testing import CliRunner, Result

from cxgame import db
from cxgame.cli.badges import badges_app
from cxgame.credentials import baking
from cxgame.errors import CxgameError
from cxgame.issuing import queries, service
from cxgame.look import medal
from cxgame.people.actor import Actor
from tests.conftest import NOON
from tests.credentials.story import KEY, MORNING, signed


def run(*words: object) -> Result:
    return CliRunner().invoke(badges_app, [str(word) for word in words])


@pytest.fixture(autouse=True)
def key(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first key, at noon of the stories."""
    monkeypatch.setattr("cxgame.clock.now", lambda: NOON)
    with db.transaction() as session:
        service.set_up(session, actor=Actor.system(), now=NOON)


def test_keys_are_listed_without_their_secret() -> None:
    assert run("new-key").exit_code == 0
    said = run("keys").stdout
    with db.reading() as session:
        published = queries.published_keys(session)
        secrets = [queries.issuer(session, base="", number=each.number).key for each in published]
    lines = said.splitlines()
    assert [each.key.did in line for each, line in zip(published, lines, strict=True)] == [True] * 2
    assert not [each for each in secrets if each.secret in said]


def test_a_file_of_any_kind_is_verified(tmp_path: Path) -> None:
    document = signed()
    files = {
        "a.json": json.dumps(document).encode(),
        "a.png": baking.bake_png(medal.png("way", 1, "star"), document),
        "a.svg": baking.bake_svg(medal.svg("way", 1, "star"), document).encode(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
        result = run("verify", tmp_path / name)
        assert result.exit_code == 0, result.output
        assert KEY.public.did in result.stdout and "Primeiro módulo" in result.stdout
    told = json.loads(run("verify", tmp_path / "a.json", "--json").stdout)
    assert told["key"] == KEY.public.did and told["holds"] is True


def test_what_does_not_verify_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps({**signed(), "name": "Another"}), "utf-8")
    result = run("verify", file)
    assert isinstance(result.exception, CxgameError)
    assert "signature" in str(result.exception)
    assert isinstance(run("verify", tmp_path / "none").exception, CxgameError)


def test_what_ran_out_is_refused_after_its_words(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_text(json.dumps(signed(expires_at=MORNING)), "utf-8")
    result = run("verify", file)
    assert KEY.public.did in result.stdout
    assert isinstance(result.exception, CxgameError)

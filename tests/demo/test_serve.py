import sys

import pytest
import uvicorn
from sqlalchemy import Engine

from cxgame.cli import system
from cxgame.demo import prepare
from cxgame.errors import Conflict
from cxgame.settings import Settings
from tests.conftest import ROOT


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where uvicorn would have listened; it does not."""
    seen: list[str] = []
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setattr(uvicorn, "run", lambda _app, host, **_: seen.append(host))
    return seen


def set_to(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    settings = Settings(**values)
    for module in (system, prepare):
        monkeypatch.setattr(module, "get_settings", lambda: settings)


def test_the_demo_is_served_on_this_machine_only(
    started: Engine,
    served: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_to(monkeypatch, demo=True, address="0.0.0.0", port=8599)  # the address is the point
    system.serve()

    assert served == ["127.0.0.1"]
    said = capsys.readouterr().out
    assert "http://127.0.0.1:8599" in said
    assert "alice, diana, edu, admin" in said
    assert "demo1234" in said


def test_an_empty_installation_says_how_to_begin(
    installation: Engine,
    served: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_to(monkeypatch, demo=False, address="0.0.0.0")  # the address is the point
    system.serve()

    assert served == ["0.0.0.0"]
    said = capsys.readouterr().out
    assert "python -m cxgame add-person" in said
    assert "demo1234" not in said


def test_the_demo_is_not_served_as_somebodys_own_company(
    started: Engine, served: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_to(monkeypatch, demo=False)

    with pytest.raises(Conflict, match="holds the demo company"):
        system.serve()
    assert served == []

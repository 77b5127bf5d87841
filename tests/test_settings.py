import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from cxgame.settings import Settings, get_settings
from tests.conftest import ROOT

ROW = re.compile(r"^\| `CXGAME_(\w+)` \| (.+?) \| (.+?) \|$", re.MULTILINE)


@pytest.fixture
def documented() -> dict[str, str]:
    """The settings table of README.md: default by name, as written there."""
    rows = ROW.findall((ROOT / "README.md").read_text("utf-8"))
    return {name.lower(): default.strip("`") for name, default, _words in rows}


def test_every_setting_is_in_the_readme(documented: dict[str, str]) -> None:
    assert set(documented) == set(Settings.model_fields)


def test_the_readme_tells_the_true_defaults(documented: dict[str, str]) -> None:
    for name, field in Settings.model_fields.items():
        if name == "database_url":  # an absolute path, which differs from machine to machine
            assert str(field.default).endswith("/data/cxgame.db")
            continue
        default = str(field.default).lower() if field.annotation is bool else str(field.default)
        assert documented[name] == (default or "empty"), name


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXGAME_PORT", "9000")
    monkeypatch.setenv("CXGAME_PUBLIC_URL", "https://cx.example.com/")

    settings = Settings(_env_file=None)

    assert settings.port == 9000
    assert settings.public_url == "https://cx.example.com"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIME_ZONE", "America/Nowhere"),
        ("TIME_ZONE", "../etc"),
        ("LANGUAGE", "fr"),
        ("PORT", "0"),
        ("SESSION_HOURS", "-1"),
        ("REPUTATION_WEIGHTS", "2,30,3"),
        ("REPUTATION_WEIGHTS", "a,b,c,d"),
    ],
)
def test_a_wrong_value_fails_loudly_and_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CXGAME_{name}", value)

    with pytest.raises(ValidationError, match=name.lower()):
        Settings(_env_file=None)


def test_a_wrong_setting_ends_the_process_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXGAME_PORT", "0")
    monkeypatch.setenv("CXGAME_TIME_ZONE", "Mars/Olympus")
    get_settings.cache_clear()

    with pytest.raises(SystemExit) as ended:
        get_settings()

    port, zone = str(ended.value).splitlines()
    assert port.startswith("CXGAME_PORT: ") and "1" in port
    assert zone.startswith("CXGAME_TIME_ZONE: ") and "Mars/Olympus" in zone


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Settings(_env_file=None).port = 1  # type: ignore[misc]

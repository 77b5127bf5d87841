"""The settings of Streamlit that the look rests on."""

import tomllib
from typing import Any

from streamlit import config

from tests.conftest import ROOT

STATIC = ROOT / "cxgame" / "ui" / "static"  # beside the main script, where Streamlit looks
SETTINGS: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))


def test_streamlit_knows_every_option() -> None:
    known = set(config.get_config_options())

    for section, options in SETTINGS.items():
        for name in options:
            if name not in ("light", "dark"):
                assert f"{section}.{name}" in known
    for theme in ("light", "dark"):
        assert {f"theme.{theme}.{name}" for name in SETTINGS["theme"][theme]} <= known


def test_every_font_is_there_and_all_are_small() -> None:
    fonts = [STATIC / face["url"].removeprefix("app/static/") for face in face_list()]

    assert all(font.is_file() for font in fonts)
    assert sum(font.stat().st_size for font in fonts) < 80_000
    for family in ("figtree", "bricolage-grotesque"):
        assert "SIL Open Font License" in (STATIC / "fonts" / f"{family}-OFL.txt").read_text()


def test_both_themes_set_the_same_colours() -> None:
    assert SETTINGS["theme"]["light"].keys() == SETTINGS["theme"]["dark"].keys()


def test_nobody_is_told_who_visits_or_what_broke() -> None:
    assert SETTINGS["browser"]["gatherUsageStats"] is False
    assert SETTINGS["client"]["showErrorDetails"] == "none"
    assert SETTINGS["client"]["showErrorLinks"] is False


def face_list() -> list[dict[str, str]]:
    faces: list[dict[str, str]] = SETTINGS["theme"]["fontFaces"]
    return faces

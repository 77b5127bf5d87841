"""A copy of the shipped content to break; this room has no database."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

SHIPPED = ROOT / "content"
KEPT = {"welcome": "POP-001", "complaint": "POP-006", "log-what-customers-say": "POP-012"}


class NoAliases(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes a thing that stands twice twice, as an author would."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def loaded(file: Path) -> Any:
    """Return what a YAML file holds as plain values."""
    return yaml.load(file.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def written(held: Any) -> str:
    """Return plain values as YAML."""
    return yaml.dump(held, Dumper=NoAliases, allow_unicode=True, sort_keys=False)


@pytest.fixture(scope="session", autouse=True)
def own_database() -> None:
    """Nothing here asks for a database."""


@pytest.fixture(scope="session")
def part(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few of the shipped modules with what they rest on: enough to break, and soon read."""
    place = tmp_path_factory.mktemp("part") / "content"
    shutil.copytree(SHIPPED, place)
    for module in (place / "modules").iterdir():
        if module.name not in KEPT:
            shutil.rmtree(module)
    for sop in (place / "sops").iterdir():
        if sop.stem not in KEPT.values():
            sop.unlink()
    tracks = loaded(place / "tracks.yaml")
    for track in tracks:
        track["modules"] = [one for one in track["modules"] if one in KEPT] or ["complaint"]
    (place / "tracks.yaml").write_text(written(tracks), "utf-8")
    return place


@pytest.fixture
def folder(part: Path, tmp_path: Path) -> Path:
    """That part, free to be broken."""
    return Path(shutil.copytree(part, tmp_path / "content"))


@pytest.fixture
def change(folder: Path) -> Callable[[str, Callable[[Any], object]], None]:
    """Rewrite a YAML file of the copy after something was done to what it holds."""

    def rewrite(file: str, edit: Callable[[Any], object]) -> None:
        path = folder / file
        held = loaded(path)
        edit(held)
        path.write_text(written(held), "utf-8")

    return rewrite

"""A copy of the shipped content to break; this room has no database."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

SHIPPED = ROOT / "content"


class NoAliases(yaml.SafeDumper):
    """Writes a thing that stands twice twice, as an author would."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def written(held: Any) -> str:
    """Return plain values as YAML."""
    return yaml.dump(held, Dumper=NoAliases, allow_unicode=True, sort_keys=False)


@pytest.fixture(scope="session", autouse=True)
def database() -> None:
    """Nothing here asks for a database."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped content, free to be broken."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "content"))


@pytest.fixture
def change(folder: Path) -> Callable[[str, Callable[[Any], object]], None]:
    """Rewrite a YAML file of the copy after something was done to what it holds."""

    def rewrite(file: str, edit: Callable[[Any], object]) -> None:
        path = folder / file
        held = yaml.safe_load(path.read_text("utf-8"))
        edit(held)
        path.write_text(written(held), "utf-8")

    return rewrite

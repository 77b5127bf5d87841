"""The texts of the invented company, read from files that hold both languages."""

from functools import cache
from pathlib import Path
from typing import Any

from cxgame.content.yaml_file import read_yaml

FOLDER = Path(__file__).parent / "texts"


@cache
def read(name: str) -> Any:  # whatever the file holds; each reader knows its own
    """Return what the file of this name says."""
    return read_yaml((FOLDER / f"{name}.yaml").read_text("utf-8"))

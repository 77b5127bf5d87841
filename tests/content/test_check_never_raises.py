import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame import content
from cxgame.content.yaml_file import read_yaml
from tests.content.conftest import SHIPPED

FILES = [
    "touchpoints.yaml",
    "tracks.yaml",
    "sops/POP-001.yaml",
    "modules/welcome/module.yaml",
    "modules/welcome/questions.yaml",
    "modules/welcome/scenario.yaml",
    "modules/welcome/lesson.en.md",
]
SCRAPS = st.sampled_from(
    b'\n|: |- |{|}|[|"|&a |*a|!!|\x00|\xff|\t|---\n|<<: |>\n|# |\xe2\x80\xa9|1e999|.nan'.split(b"|")
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
    | st.dates()
    | st.datetimes()
)
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner),
    max_leaves=5,
)


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """One folder for all examples: what an example broke, it mends."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(SHIPPED, Path(folder) / "content")
        for other in ("complaint", "log-what-customers-say"):  # one module breaks as well as three
            shutil.rmtree(Path(folder) / "content" / "modules" / other)
        yield Path(folder) / "content"


def checked(place: Path, file: str, held: bytes) -> None:
    path = place / file
    sound = path.read_bytes()
    try:
        path.write_bytes(held)
        report = content.check(place).as_dict()
    finally:
        path.write_bytes(sound)
    assert json.dumps(report)
    assert all(isinstance(error, str) for error in report["errors"])


@pytest.mark.slow
@given(data=st.data())
def test_bytes_lost_doubled_or_put_in(place: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES))
    held = (place / file).read_bytes()
    at = data.draw(st.integers(0, len(held)))
    cut = data.draw(st.integers(0, 40))
    scrap = data.draw(SCRAPS | st.just(held[at : at + 2 * cut]))
    checked(place, file, held[:at] + scrap + held[at + cut :])


@pytest.mark.slow
@given(data=st.data())
def test_a_value_replaced_by_any_other(place: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(FILES[:-1]))
    held: Any = read_yaml((place / file).read_text("utf-8"))
    inner = held
    while True:
        keys = list(inner) if isinstance(inner, dict) else list(range(len(inner)))
        key = data.draw(st.sampled_from(keys))
        if not isinstance(inner[key], dict | list) or not inner[key] or data.draw(st.booleans()):
            break
        inner = inner[key]
    inner[key] = data.draw(VALUES)
    checked(place, file, json.dumps(held, default=str).encode())

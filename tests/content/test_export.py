from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import example, given

from cxgame import content
from cxgame.content import export
from cxgame.content.fields import UNSHOWABLE
from cxgame.content.question import Picture
from cxgame.content.text import Text, tidy, tidy_line
from cxgame.content.writing import WIDTH, to_yaml
from cxgame.content.yaml_file import read_yaml
from cxgame.errors import InvalidInput, NotFound
from tests import shipped

LIBRARY = shipped.library()
ODD = ("yes", "null", "~", "2026-01-01", "1e3", "0x1f", "-", "- a", "a: b", "a #b", "#", "{a}", "[")
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300) | st.sampled_from(ODD)
PLAIN = st.recursive(
    WORDS | st.integers() | st.booleans() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abcdef"), inner),
    max_leaves=12,
)


def lines_of(words: str) -> str:
    """Return what a reader of files makes of words, "x" where nothing is left."""
    return tidy_line(UNSHOWABLE.sub("", words)) or "x"


def told(held: Any) -> Any:
    """Return values in which a figure is told from a truth, and -0.0 from 0."""
    if isinstance(held, dict):
        return {key: told(value) for key, value in held.items()}
    if isinstance(held, list):
        return [told(value) for value in held]
    is_figure = isinstance(held, int | float) and not isinstance(held, bool)
    return ("figure", str(float(held))) if is_figure else (type(held), held)


@given(PLAIN.filter(lambda held: isinstance(held, dict | list) and bool(held)))
@example({"a": "word " * 60 + "end"})
@example({"a": "\u2028\x85\ufeff\xa0"})
@example({"a": "1e-07", "b": 1e-07, "c": -0.0, "d": 1e22})
@example({"name": {"pt-BR": "a, b", "en": "{"}})
def test_whatever_is_written_reads_back(held: Any) -> None:
    assert told(read_yaml(to_yaml(held))) == told(held)


def test_long_texts_are_folded_and_short_labels_stay_on_a_line() -> None:
    text = to_yaml({"mood": {"pt-BR": "calmo", "en": "calm"}, "says": "many words " * 20 + "end"})
    assert text.startswith("mood: {pt-BR: calmo, en: calm}\nsays: >-\n  many words")
    assert all(len(line) <= WIDTH for line in text.splitlines())


def test_what_is_plain_stays_without_quotation_marks() -> None:
    held = {"text": "“Bom dia!” Já falo com você, Ana.", "other": 'Say "hi": now', "n": 30.0}
    assert to_yaml(held) == (
        'text: “Bom dia!” Já falo com você, Ana.\nother: "Say \\"hi\\": now"\nn: 30\n'
    )


def test_the_shipped_content_comes_back_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    count = export.write(LIBRARY, folder)
    assert count == len([path for path in folder.rglob("*") if path.is_file()])
    again = content.load(folder)
    assert again == LIBRARY
    assert [module.revision for module in again.modules] == [m.revision for m in LIBRARY.modules]
    assert [sop.revision for sop in again.sops] == [sop.revision for sop in LIBRARY.sops]


def test_what_was_written_is_written_the_same_again(tmp_path: Path) -> None:
    for name in ("one", "two"):
        export.write(content.load(tmp_path / "one") if name == "two" else LIBRARY, tmp_path / name)
    for path in (tmp_path / "one").rglob("*.*"):
        assert (
            path.read_bytes()
            == (tmp_path / "two" / path.relative_to(tmp_path / "one")).read_bytes()
        )


@pytest.mark.slow
@given(words=WORDS, lesson=WORDS)
@example(words="“a”: b", lesson="\ufeff# x\n\n- a\n")
@example(words="- 😀  two", lesson="a\u2028b\x85c\rd")
def test_odd_texts_come_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, words: str, lesson: str
) -> None:
    folder = tmp_path_factory.mktemp("odd") / "out"
    module = LIBRARY.module("welcome")
    said, told = lines_of(words)[:40], tidy(lesson) or "x"
    odd = replace(
        module,
        title=Text(said, said),
        lesson=Text(told, told),
        questions=(replace(module.questions[0], prompt=Text(said, said)), *module.questions[1:]),
    )
    if odd.title != Text(lines_of(said), lines_of(said)):
        return  # cutting left an end that a reader takes away
    export.write(replace(LIBRARY, modules=(odd,)), folder)
    found, _faults = content.folder.read(folder)
    assert found.module("welcome").revision == odd.revision


def test_pictures_stand_beside_their_questions(tmp_path: Path) -> None:
    module = LIBRARY.module("welcome")
    picture = Picture("shop.png", Text("A loja", "The shop"))
    question = replace(module.questions[0], picture=picture)
    library = replace(LIBRARY, modules=(replace(module, questions=(question,)),))
    with pytest.raises(NotFound, match=r"shop\.png"):
        export.write(library, tmp_path / "none")
    assert not (tmp_path / "none").exists()
    export.write(library, tmp_path / "out", pictures=lambda slug, _picture: slug.encode())
    assert (tmp_path / "out/modules/welcome/shop.png").read_bytes() == b"welcome"
    found, _faults = content.folder.read(tmp_path / "out")
    assert found.module("welcome").questions[0].picture is not None


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    for target in (tmp_path, tmp_path / "mine.txt", tmp_path / "mine.txt" / "below"):
        with pytest.raises(InvalidInput):
            export.write(LIBRARY, target)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_part_is_read_beside_the_whole(tmp_path: Path) -> None:
    part = content.Library(modules=(LIBRARY.module("welcome"),))
    export.write(part, tmp_path / "part")
    _library, alone = content.folder.read(tmp_path / "part")
    assert alone
    library, faults = content.folder.read(tmp_path / "part", beside=LIBRARY)
    assert (library, faults) == (part, [])

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from cxgame import content
from cxgame.content.fields import Cursor
from cxgame.content.module import read_module
from cxgame.content.sop import read_sop
from tests import shipped
from tests.content.conftest import loaded

LIBRARY = shipped.library()
QUESTIONS = "modules/welcome/questions.yaml"
PNG = b"\x89PNG\r\n\x1a\n"
PICTURE = {"file": "shop.png", "alt": {"pt-BR": "A loja", "en": "The shop"}}


def reversed_keys(held: Any) -> Any:
    if isinstance(held, dict):
        return {key: reversed_keys(held[key]) for key in reversed(held)}
    return [reversed_keys(entry) for entry in held] if isinstance(held, list) else held


def test_order_of_keys_indentation_and_line_breaks_do_not_count(folder: Path) -> None:
    before = content.load(folder)
    for path in folder.rglob("*.yaml"):
        held = reversed_keys(loaded(path))
        written = yaml.safe_dump(held, allow_unicode=True, indent=7, width=30, sort_keys=False)
        path.write_text("# a comment\r\n" + written.replace("\n", "\r\n"), "utf-8")
    for path in folder.rglob("*.md"):
        path.write_text(path.read_text("utf-8").replace("\n", "  \r\n") + "\n\n", "utf-8")
    assert content.load(folder) == before
    changed = [module.revision for module in content.load(folder).modules]
    assert changed == [module.revision for module in before.modules]


def test_one_changed_word_changes_its_question_and_module_alone(
    folder: Path, change: Callable[[str, Callable[[Any], object]], None]
) -> None:
    change(QUESTIONS, lambda held: held[2]["prompt"].update(en="Another question?"))
    before, after = LIBRARY.module("welcome"), content.load(folder).module("welcome")
    same = [
        a.revision == b.revision for a, b in zip(before.questions, after.questions, strict=True)
    ]
    assert same.count(False) == 1
    assert not same[2]
    assert before.revision != after.revision
    assert before.scenario.revision == after.scenario.revision


def test_a_picture_is_part_of_its_question(
    folder: Path, change: Callable[[str, Callable[[Any], object]], None]
) -> None:
    change(QUESTIONS, lambda held: held[0].update(picture=PICTURE))
    picture = folder / "modules/welcome/shop.png"
    picture.write_bytes(PNG + b"one")
    one = content.load(folder).module("welcome").questions[0]
    picture.write_bytes(PNG + b"two")
    two = content.load(folder).module("welcome").questions[0]
    assert one.revision != two.revision


def test_the_same_letters_composed_or_not_are_the_same_words(folder: Path) -> None:
    path = folder / "modules/welcome/lesson.pt-BR.md"
    path.write_text(
        path.read_text("utf-8").replace("ê", "e\N{COMBINING CIRCUMFLEX ACCENT}"), "utf-8"
    )
    assert content.load(folder).module("welcome") == LIBRARY.module("welcome")


@pytest.mark.parametrize("sop", LIBRARY.sops, ids=lambda sop: sop.code)
def test_an_sop_reads_back_from_its_plain_values(sop: content.Sop) -> None:
    faults: list[content.Fault] = []
    held = json.loads(json.dumps(content.plain(sop)))
    assert read_sop(Cursor(held, "", faults)) == sop
    assert not faults


@pytest.mark.parametrize("module", LIBRARY.modules, ids=lambda module: module.slug)
def test_a_module_reads_back_from_its_plain_values(module: content.Module) -> None:
    faults: list[content.Fault] = []
    held = json.loads(json.dumps(content.plain(module)))
    slug, lesson = held.pop("slug"), held.pop("lesson")
    again = read_module(
        slug,
        Cursor(
            {key: held[key] for key in held if key not in ("questions", "scenario")}, "", faults
        ),
        lesson=content.Text(lesson["pt-BR"], lesson["en"]),
        questions=Cursor(held["questions"], "", faults),
        scenario=Cursor(held["scenario"], "", faults),
    )
    assert again == module
    assert not faults


def test_a_revision_is_known_so_that_a_new_release_does_not_change_it_unseen() -> None:
    words = content.Text("Olá", "Hello")
    touchpoint = content.Touchpoint(key="arrival", symbol="door_front", name=words)
    canonical = '{"key":"arrival","name":{"en":"Hello","pt-BR":"Olá"},"symbol":"door_front"}'
    assert content.plain(touchpoint) == json.loads(canonical)
    assert touchpoint.revision == (
        "b304875b8de5484358cae1e1bfb9371aabea07c9bcca4a0595b66beaaed4b680"
    )

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from cxgame import i18n
from cxgame.locale import catalogues, extract
from tests.conftest import ROOT

PLACEHOLDER = re.compile(r"{(\w*)[^}]*}")


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


@pytest.fixture(scope="module")
def said() -> list[extract.Found]:
    return extract.messages()


@pytest.fixture(scope="module")
def known() -> list[catalogues.Entry]:
    return catalogues.entries()


def test_every_message_has_a_translation(
    said: list[extract.Found], known: list[catalogues.Entry]
) -> None:
    missing = catalogues.missing(said, known)
    assert not missing, f"run `make messages`, then translate: {sorted(missing)}"
    empty = [(entry.room, entry.ids[0]) for entry in known if not all(entry.texts)]
    assert not empty


def test_every_message_stands_in_one_catalogue_only(known: list[catalogues.Entry]) -> None:
    times = Counter(entry.ids[0] for entry in known)
    assert not [message for message, count in times.items() if count > 1]


def test_no_catalogue_holds_what_nobody_says(
    said: list[extract.Found], known: list[catalogues.Entry]
) -> None:
    assert not [(entry.room, entry.ids[0]) for entry in catalogues.unused(said, known)]


def test_no_translation_is_a_guess(known: list[catalogues.Entry]) -> None:
    assert not [entry.ids[0] for entry in known if entry.is_fuzzy]


def test_translations_keep_the_placeholders(known: list[catalogues.Entry]) -> None:
    wrong = [
        (entry.room, text)
        for entry in known
        for one, text in zip(entry.ids, entry.texts, strict=True)
        if text and placeholders(one) != placeholders(text)
    ]
    assert not wrong


def test_every_kind_of_error_is_read_for_its_message() -> None:
    modules = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "cxgame").rglob("*.py")]
    classes = [n for tree in modules for n in ast.walk(tree) if isinstance(n, ast.ClassDef)]
    kinds = {"CxgameError"}
    for _depth in range(3):  # an error of an error of ours
        kinds |= {c.name for c in classes if kinds & {ast.unparse(base) for base in c.bases}}
    words_itself = {
        c.name
        for c in classes
        if any(isinstance(n, ast.FunctionDef) and n.name == "__init__" for n in c.body)
    }
    assert kinds - words_itself <= set(extract.KEYWORDS)


def test_it_finds_messages_however_they_are_said() -> None:
    source = """
_("plain")
i18n.translate(locale, "second argument")
ngettext("{n} card", "{n} cards", n)
raise NotFound("an error", name=name)
notices.tell(session, message="by keyword")
_("one" if n else "other")
_(variable)
_("two "
  "pieces")
"""
    found = {found.ids for found in extract.in_python(source, "cxgame/people/x.py")}

    assert found == {
        ("plain",),
        ("second argument",),
        ("{n} card", "{n} cards"),
        ("an error",),
        ("by keyword",),
        ("one",),
        ("other",),
        ("two pieces",),
    }


def test_it_refuses_an_id_that_is_put_together() -> None:
    with pytest.raises(ValueError, match=r"x\.py:1"):
        extract.in_python('_(f"{n} cards")', "x.py")


def test_it_finds_messages_in_templates() -> None:
    source = """<p title="{{ _('a title') }}">{{ _("yes" if x else "no") }}
{% call ui.card(title=_("inside")) %}{{ ngettext("{n} day", "{n} days", n) }}{% endcall %}"""

    assert {found.ids for found in extract.in_template(source, "t.html")} == {
        ("a title",),
        ("yes",),
        ("no",),
        ("inside",),
        ("{n} day", "{n} days"),
    }


@pytest.mark.parametrize(
    ("path", "room"),
    [
        ("cxgame/feedback/service.py", "feedback"),
        ("cxgame/ui/parts/feedback.py", "feedback"),
        ("cxgame/charts/feedback.py", "feedback"),
        ("cxgame/look/templates/feedback/card.html", "feedback"),
        ("cxgame/look/templates/parts/menu.html", "common"),
        ("pages/feedback/log.py", "feedback"),
        ("cxgame/cli/people.py", "cli"),
        ("cxgame/ui/frame.py", "common"),
        ("cxgame/i18n.py", "common"),
    ],
)
def test_a_message_belongs_to_the_room_of_its_file(path: str, room: str) -> None:
    assert extract.room_of(path) == room


def test_missing_ids_are_added_and_read_back(tmp_path: Path) -> None:
    catalogues.add(('a “quoted” "id"',), "people", tmp_path)
    catalogues.add(("{n} card", "{n} cards"), "people", tmp_path)

    first, second = catalogues.entries(tmp_path)
    assert (first.room, first.ids, first.texts) == ("people", ('a “quoted” "id"',), ("",))
    assert (second.ids, second.texts) == (("{n} card", "{n} cards"), ("", ""))


def test_both_languages_say_it() -> None:
    assert i18n.translate("pt-BR", "Sign in") != "Sign in"
    assert i18n.translate("en", "Sign in") == "Sign in"

import string
from datetime import date

import pytest

from cxgame import content
from cxgame.content.fields import Cursor, Fault
from cxgame.content.sop import read_sop
from cxgame.demo import story, turning_points, voices, words
from cxgame.demo.voices import BAD, GOOD, SO, Speaker
from cxgame.i18n import LOCALES
from tests import shipped

MOMENTS = sorted({(team.kind, place) for team in story.TEAMS for place in team.moments})
FILES = (
    *("people", "phrases", "kudos", "turning-points", "drafts", "ombudsman"),
    *("cards-strategic", "cards-tactical", "study"),
)


def places(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def pairs(told: object) -> list[dict[str, str]]:
    """Return everything in a file that is said in one language at least."""
    if isinstance(told, dict) and set(LOCALES) & set(told):
        return [told]
    inside = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return [pair for each in inside for pair in pairs(each)]


@pytest.mark.parametrize(
    "name", [*FILES, "cards-operational", *sorted({kind for kind, _ in MOMENTS})]
)
def test_everything_is_said_in_both_languages(name: str) -> None:
    found = pairs(words.read(name))

    assert found
    assert [pair for pair in found if not all(pair.get(locale) for locale in LOCALES)] == []


@pytest.mark.parametrize(("kind", "place"), MOMENTS)
def test_every_moment_has_its_words_and_its_step(kind: str, place: str) -> None:
    found = voices.moment(kind, place)
    code, key = voices.step_of(kind, place).split("/")

    assert all(found[mood] for mood in (GOOD, SO, BAD, "heard"))
    assert shipped.library().sop(code).step(key)


@pytest.mark.parametrize("language", LOCALES)
def test_every_place_in_a_sentence_can_be_filled(language: str) -> None:
    speaker = Speaker(language, words.read("people")["men"])
    filling = set(speaker._filling(story.dice("test"), "Alice", "A team"))
    said = [pair[language] for name in ("phrases", "shop") for pair in pairs(words.read(name))]

    assert [text for text in said if places(text) - filling] == []


def test_portuguese_names_bring_their_article() -> None:
    speaker = Speaker("pt-BR", words.read("people")["men"])

    assert speaker._filling(story.dice("a"), "Rui", "")["Staff"] == "O Rui"
    assert speaker._filling(story.dice("a"), "Alice", "")["staff"] == "a Alice"


def test_the_changed_sop_is_fit_to_be_content() -> None:
    faults: list[Fault] = []
    before = shipped.library().sop("POP-001")
    after = turning_points.changed_sop(before, date(2026, 1, 5))

    assert read_sop(Cursor(content.plain(after), "POP-001", faults)) == after
    assert faults == []
    assert after.version == before.version + 1

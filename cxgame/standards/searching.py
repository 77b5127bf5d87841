"""What a search among SOPs looks in: their words, and those of each step."""

from dataclasses import dataclass
from functools import lru_cache

from cxgame import content
from cxgame.people import names


@dataclass(frozen=True)
class StepHit:
    """A step that a search may find; `words` is what it looks in, folded."""

    key: str
    number: int
    title: str
    words: str


@lru_cache(maxsize=1024)
def searched(text: content.Sop, locale: str) -> tuple[str, tuple[StepHit, ...]]:
    """Return what a search looks in: the words of an SOP and of each of its steps."""

    def said(words: content.Text) -> str:
        return words.in_language(locale)

    parts = [text.title, text.purpose, *text.phrases, *text.do, *text.dont]
    hits = tuple(
        StepHit(step.id, number, said(step.title), _folded(said(step.title), said(step.text)))
        for number, step in enumerate(text.steps, 1)
    )
    return _folded(text.code, *map(said, parts)), hits


def _folded(*parts: str) -> str:
    """Return the words of some texts, folded, each once: a search looks for words, not lines."""
    return " ".join(dict.fromkeys(names.fold(" ".join(parts)).split()))

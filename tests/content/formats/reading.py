"""Read a text in a format and say in plain words what came of it."""

from cxgame.content import Choices, Question, formats
from cxgame.content.formats import Entry, Format
from cxgame.errors import Reason


def entries(text: str, format: Format, language: str = "en") -> list[Entry]:
    """Return everything that was read of a text."""
    return list(formats.read(text.encode(), format=format, language=language).entries)


def entry(text: str, format: Format, language: str = "en") -> Entry:
    """Return the one thing that was read."""
    (found,) = entries(text, format, language)
    return found


def question(text: str, format: Format, language: str = "en") -> Question:
    """Return the one question that was read."""
    found = entry(text, format, language)
    assert found.question is not None, found.reason
    return found.question


def refused(text: str, format: Format) -> str:
    """Return why the one question that was read can't be held."""
    found = entry(text, format)
    assert found.question is None and found.reason is not None, found
    return said(found.reason)


def notes(text: str, format: Format) -> list[str]:
    """Return what the one question that was read lost."""
    return [said(note) for note in entry(text, format).notes]


def said(reason: Reason) -> str:
    """Return a reason as an English sentence."""
    return reason.message.format(**reason.values)


def options(found: Question) -> list[tuple[str, bool, str]]:
    """Return words, truth and feedback of each option, in English."""
    assert isinstance(found.solution, Choices)
    return [(one.text.en, one.right, one.feedback.en) for one in found.solution.options]

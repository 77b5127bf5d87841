"""A text in every language of the product."""

import re
import unicodedata
from dataclasses import dataclass

LANGUAGES = ("pt-BR", "en")


@dataclass(frozen=True)
class Text:
    """The same words in both languages; empty where a language is missing."""

    pt_br: str = ""
    en: str = ""

    def in_language(self, language: str) -> str:
        """Return the words in "pt-BR" (any Portuguese) or else in English."""
        return self.pt_br if language.lower().startswith("pt") else self.en


NO_TEXT = Text()


@dataclass(frozen=True)
class Phrases:
    """The accepted wordings of a short answer, a list per language."""

    pt_br: tuple[str, ...] = ()
    en: tuple[str, ...] = ()

    def in_language(self, language: str) -> tuple[str, ...]:
        """Return the wordings in "pt-BR" (any Portuguese) or else in English."""
        return self.pt_br if language.lower().startswith("pt") else self.en


def tidy(words: str) -> str:
    """Return the words composed (NFC), without white space at the ends of lines or around them.

    Two files that differ only so are the same content, and have the same revision.
    """
    lines = unicodedata.normalize("NFC", words).replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def tidy_line(words: str) -> str:
    """Return the words tidied onto one line; spaces that must not break stay as they are."""
    return re.sub(r"[ \t\n]+", " ", tidy(words))

"""Word letters from templates: `mail/<name>.txt` in the reader's language, and one HTML page."""

import re
from dataclasses import dataclass
from functools import lru_cache, partial

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from cxgame import i18n
from cxgame.look import markup, styles

_LINK = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")


@dataclass(frozen=True, slots=True)
class Words:
    """What a letter says: its subject, and its body as plain text."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; `is_link` for an address that can be opened."""

    text: str
    is_link: bool = False


def letter(name: str, locale: str, /, **values: object) -> Words:
    """Return the letter that `look/templates/mail/<name>.txt` makes of the values.

    Its first line is the subject. Templates see `_()`, `ngettext`, `day`, `moment` and `span` as
    those of the pages do; nothing is escaped, the text is plain. Raise jinja2.TemplateNotFound for
    an unknown name, UndefinedError for a value it lacks.
    """
    text = _environment(locale).get_template(f"mail/{name}.txt").render(values)
    subject, _, body = text.strip().partition("\n")
    return Words(" ".join(subject.split()), re.sub(r"\n{3,}", "\n\n", body.strip()))


def html(locale: str, /, *, sender: str, body: str, opt_out_url: str) -> str:
    """Return a body as a page with our look: links open, nothing is fetched from anywhere."""
    paragraphs = [
        [_pieces(line) for line in part.split("\n")] for part in body.split("\n\n") if part.strip()
    ]
    return markup.render(
        "mail/letter.html",
        locale,
        sender=sender,
        paragraphs=paragraphs,
        opt_out_url=opt_out_url,
        colour=styles.colours(),
    )


def _pieces(line: str) -> list[Piece]:
    found, end = [], 0
    for match in _LINK.finditer(line):
        if match.start() > end:
            found.append(Piece(line[end : match.start()]))
        found.append(Piece(match[0], is_link=True))
        end = match.end()
    if end < len(line):
        found.append(Piece(line[end:]))
    return found


@lru_cache
def _environment(locale: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(markup.FOLDER),
        autoescape=False,  # noqa: S701  # plain text: an escaped sign would be shown as it is
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        _=partial(i18n.translate, locale),
        ngettext=partial(i18n.plural, locale),
        locale=locale,
        **{name: partial(getattr(i18n, name), locale) for name in ("day", "moment", "span")},
    )
    return environment

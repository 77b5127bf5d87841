"""Text in the language of whoever looks at this page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from cxgame import i18n

LOCALE = "locale"
_MARKS = re.compile(r"[\\`*_{}\[\]()<>#+\-!|~$:&]")  # what means something in Markdown


def locale() -> str:
    """Return the language of this browser session: the person's, the cookie's, the browser's."""
    return str(st.session_state.get(LOCALE, i18n.FALLBACK))


def _(message: str, /, **values: object) -> str:
    """Translate a message id and fill its {placeholders}."""
    return i18n.translate(locale(), message, **values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """Translate the form that fits n, which also fills {n}."""
    return i18n.plural(locale(), one, many, n, **values)


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Say everything in another language for a while, such as in a preview."""
    before = locale()
    st.session_state[LOCALE] = language
    try:
        yield
    finally:
        st.session_state[LOCALE] = before


def as_it_is(text: str) -> str:
    """Return somebody's words so that Markdown shows them as they are."""
    return _MARKS.sub(r"\\\g<0>", text)

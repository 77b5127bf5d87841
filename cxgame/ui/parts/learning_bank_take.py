"""Using questions of the bank in a module: which modules there are, and the way into the draft."""

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.learning.authoring import taking
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import learning_words
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, go, load

INTO = "into"  # stands in the address: the module that questions are looked for


def modules(actor: Actor) -> list[tuple[str, str]]:
    """Return the modules to choose from, each with what will happen to its draft."""
    return [(one.slug, _named(one)) for one in load(taking.homes, actor=actor)]


def wanted() -> str:
    """Return the module that the address names, "" for none."""
    return address.read(INTO)[:100]


def take(actor: Actor, sent: dict[str, str]) -> None:
    """Put the chosen questions into the chosen module and go there; else say why not."""
    done = attempt(
        taking.take_from_bank,
        actor=actor,
        slug=sent.get("module", ""),
        question_ids=_numbers(sent.get("take", "")),
        now=clock.now(),
    )
    if isinstance(done, CxgameError):
        st.error(i18n.say(locale(), done), icon=":material/info:")
        return
    n = len(done.keys)
    flash(
        ngettext(
            "{n} question is in the draft. See what it lacks.",
            "{n} questions are in the draft. See what they lack.",
            n,
        )
    )
    part = {"part": learning_words.QUESTIONS}
    go("draft", id=done.draft_id, **part, **({"entry": done.keys[0]} if n == 1 else {}))


def _named(one: taking.Home) -> str:
    if one.state is None:
        return _("{title} (opens a draft)", title=one.title)
    words, _tone = learning_words.state(one.state)
    return f"{one.title} ({words})"


def _numbers(words: str) -> list[int]:
    """Return the ids that a form sent; what is no number is no question of ours."""
    return [int(one) for one in words.split() if one.isascii() and one.isdigit() and len(one) < 19]

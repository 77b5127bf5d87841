"""A question as learners see it, in a drawer: to try, without leaving a trace."""

import streamlit as st

from cxgame import i18n
from cxgame.errors import CxgameError
from cxgame.insight.questions import items
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import learning_question
from cxgame.ui.sheet import sent, sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, load

WIDTH = 520  # pixels
ANSWER = "tried_answer"  # what was tried last, with its question


def open_wanted(actor: Actor) -> None:
    """Open the question that the address names, if any."""
    key = address.read("question")
    if not key:
        return
    opened = st.dialog(
        _("As learners see it"),
        width=WIDTH,
        position="right",
        on_dismiss=_close,
    )
    opened(drawer)(actor, key)


def drawer(actor: Actor, key: str) -> None:
    """Show a question, and what comes of the answer that was tried."""
    tried = st.session_state.get(ANSWER)
    answer = tried[1] if tried and tried[0] == key else None
    view = load(items.preview, actor=actor, key=key, answer=answer)
    about = f"{view.step.sop_code} · {view.step.title}"
    words = learning_question.words(view, key=f"tried-{key}", about=about)
    name = f"question-{key}"
    follow(
        sheet(
            markup.render("insight/question.html", locale(), **words),
            key=name,
            on_sent=lambda: _try(actor, key, sent(name)),
        )
    )


def _try(actor: Actor, key: str, fields: dict[str, str]) -> None:
    """Remember an answer that the question could get; nothing of it is stored."""
    st.session_state.pop(ANSWER, None)
    if fields.get("name") != "answer":
        return
    kind = load(items.preview, actor=actor, key=key).kind
    answer = learning_question.read_answer(kind, fields)
    found = attempt(items.preview, actor=actor, key=key, answer=answer)
    if isinstance(found, CxgameError):
        st.toast(i18n.say(locale(), found), icon=":material/info:")
        return
    st.session_state[ANSWER] = (key, answer)


def _close() -> None:
    st.session_state.pop(ANSWER, None)
    address.forget("question")

"""One question of the bank as a learner sees it: answered here, it counts for nothing."""

from functools import partial

import streamlit as st

from cxgame import i18n
from cxgame.errors import CxgameError
from cxgame.learning import asking
from cxgame.learning.asking import Given, QuestionView, ToldView
from cxgame.learning.bank import queries
from cxgame.learning.bank.queries import BankView
from cxgame.learning.grading import Answer, grade
from cxgame.learning.screens import StepRef
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import learning_bank as bank
from cxgame.ui.parts import learning_bank_take
from cxgame.ui.parts.learning_question import read_answer
from cxgame.ui.sheet import sent, sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

KEY = "bank-question"
TRIED = "bank:tried"  # the last answer: {"of": id, "answer": …} or {"of": id, "problem": sentence}
NO_STEP = StepRef("", "", 0, "")


def show(actor: Actor, question_id: int) -> None:
    """Show the question, and what came of trying it."""
    view = load(queries.bank_question, actor=actor, question_id=question_id)
    tried = st.session_state.get(TRIED) or {}
    tried = tried if tried.get("of") == question_id else {}
    told = _told(view, tried["answer"]) if "answer" in tried else None
    words, _icon = bank.KINDS[view.question.kind]
    message = sheet(
        markup.render(
            "learning/bank_question.html",
            locale(),
            q=_asked(view, told),
            told=told,
            key=f"bank-{view.id}-{len(tried)}",
            about=_(words),
            problem=tried.get("problem", ""),
            source=_source(view),
            title=view.title,
            id=view.id,
            modules=learning_bank_take.modules(actor),
            into=learning_bank_take.wanted(),
        ),
        key=KEY,
        on_sent=partial(_try, view),
    )
    match message.get("name"):
        case "back":
            st.session_state.pop(TRIED, None)
            address.turn(question="")
        case "take":
            learning_bank_take.take(actor, message)


def _try(view: BankView) -> None:
    """Keep the answer that was sent, or the sentence that refuses it; none for another try."""
    fields = sent(KEY)
    if fields.get("name") == "again":
        st.session_state.pop(TRIED, None)
    if fields.get("name") != "answer":
        return
    tried: dict[str, object] = {"of": view.id}
    try:
        answer = read_answer(view.question.kind, fields)
        tried["answer"] = grade(view.question, answer, language=locale()).given
    except CxgameError as error:
        tried["problem"] = i18n.say(locale(), error)
    st.session_state[TRIED] = tried


def _told(view: BankView, answer: Answer) -> ToldView:
    given = Given(answer, points=0, was_guess=False)
    return asking.told(view.question, given, _seed(view), view.language, comes_back=False)


def _asked(view: BankView, told: ToldView | None) -> QuestionView:
    question, seed, language = view.question, _seed(view), view.language
    return QuestionView(
        turn=0,
        number=1,
        total=1,
        is_again=False,
        kind=question.kind,
        prompt=view.prompt,
        options=asking.options(question, seed, language),
        partners=asking.partners(question, seed, language),
        unit=asking.unit(question, language),
        step=NO_STEP,
        told=told,
    )


def _seed(view: BankView) -> str:
    return f"bank:{view.id}"


def _source(view: BankView) -> str:
    """Return where the question came from, and where it went."""
    line = _("line {n}", n=i18n.number(locale(), view.line))
    used = _("used in {module}", module=view.used_in) if view.used_in else _("in no module yet")
    tongue, name = _(bank.TONGUES[view.language]), bank.FORMATS[view.format]
    return " · ".join((f"{view.file_name}, {line}", name, tongue, used))

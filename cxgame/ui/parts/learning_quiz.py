"""The quiz on an SOP: draws where one stands, and turns taps into commands."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.learning.quizzes import service
from cxgame.learning.quizzes.screen import QuizResult, QuizView
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import menu
from cxgame.ui.parts import learning_question
from cxgame.ui.sheet import sent, sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt

KEY = "quiz"
PROBLEM = "quiz_problem"  # what the last command refused, for the very next paint


def show(actor: Actor, view: QuizView) -> dict[str, str]:
    """Draw the quiz; what a tap asks for is done before the next run draws it again."""
    return sheet(render(actor, view), key=KEY, on_sent=_doer(actor, view))


def render(actor: Actor, view: QuizView) -> Markup:
    """Return the screen of the quiz in the reader's language."""
    home, question, result = menu.home_of(actor), view.question, view.result
    words: dict[str, Any] = {}
    if question is not None:
        key = f"quiz-{view.quiz_id}-{question.turn}"
        about = f"{view.code} · {view.title}"
        words = learning_question.words(question, key=key, about=about)
    return markup.render(
        "learning/quiz.html",
        locale(),
        top=f"quiz-{view.quiz_id}-{question.turn if question else 'end'}",
        eyebrow=f"{view.code} · " + _("version {n}", n=view.version),
        title=_("Quiz: {title}", title=view.title),
        sop_address=f"sop?code={view.code}",
        error=st.session_state.pop(PROBLEM, ""),
        result=_result(result, view) if result else None,
        revise=[
            {
                "title": step.title,
                "sub": f"{step.sop_code} · " + _("Step {n}", n=step.number),
                "address": learning_question.step_address(step),
            }
            for step in (result.revise if result else ())
        ],
        home=home,
        home_title=_(menu.ENTRIES[home].title),
        **words,
    )


def _doer(actor: Actor, view: QuizView) -> Callable[[], None]:
    def do() -> None:
        error = _do(actor, view, sent(KEY))
        if isinstance(error, CxgameError):
            st.session_state[PROBLEM] = i18n.say(locale(), error)

    return do


def _do(actor: Actor, view: QuizView, fields: dict[str, str]) -> object:
    """Run the command that a message names; return its result, or the error that refused it."""
    who: dict[str, Any] = {"actor": actor, "person_id": actor.person_id, "now": clock.now()}
    match fields.get("name"):
        case "answer" if view.question:
            form = learning_question.read_form(view.question.kind, fields)
            return attempt(service.answer_in_quiz, **who, quiz_id=view.quiz_id, **form)
        case "next":
            turn = learning_question.whole(fields.get("value", ""))
            return attempt(service.go_on_in_quiz, **who, quiz_id=view.quiz_id, turn=turn)
        case "again":
            return attempt(service.try_quiz_again, **who, code=view.code)
    return None


def _result(result: QuizResult, view: QuizView) -> dict[str, Any]:
    right = _("{right} of {total}", right=result.right, total=result.total)
    passed = _("You signed {code}, version {n}, by passing.", code=view.code, n=view.version)
    return {
        "is_passed": result.is_passed,
        "title": _("Passed and signed!") if result.is_passed else _("Almost there"),
        "text": passed
        if result.is_passed
        else ngettext(
            "{n} right answer passes. Look at the steps below, then try again.",
            "{n} right answers pass. Look at the steps below, then try again.",
            result.needed,
        ),
        "figures": [(right, _("right answers"))],
    }

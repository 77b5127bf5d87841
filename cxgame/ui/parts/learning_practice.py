"""The practice of the day: draws the card or the end, and turns taps into commands."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.learning.practice import service
from cxgame.learning.practice.outlook import Outlook
from cxgame.learning.practice.screen import DoneView, PracticeView, Stage
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import menu
from cxgame.ui.parts import learning, learning_question
from cxgame.ui.sheet import sent, sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt

KEY = "practice"
PROBLEM = "practice_problem"  # what the last command refused, for the very next paint
SHOWN = 4  # steps whose return is told
A_WEEK = 7


def show(actor: Actor, view: PracticeView) -> dict[str, str]:
    """Draw the practice; what a tap asks for is done before the next run draws it again."""
    return sheet(render(actor, view), key=KEY, on_sent=_doer(actor, view))


def render(actor: Actor, view: PracticeView) -> Markup:
    """Return the screen of the practice in the reader's language."""
    home = menu.home_of(actor)
    return markup.render(
        "learning/practice.html",
        locale(),
        part=view.stage.value,
        top=f"{view.run_id}-{view.question.turn}" if view.question else view.stage.value,
        error=st.session_state.pop(PROBLEM, ""),
        home=home,
        home_title=_(menu.ENTRIES[home].title),
        **_parts(view),
    )


def coming(ahead: Outlook, today: date) -> str:
    """Return when the next cards come back, in words; "" where none will."""
    if ahead.next_on is None:
        return ""
    return ngettext(
        "The next card comes back {when}.",
        "The next {n} cards come back {when}.",
        ahead.next_cards,
        when=when(ahead.next_on, today),
    )


def when(day: date, today: date) -> str:
    """Return a coming day as one would say it."""
    days = (day - today).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if days <= A_WEEK:
        return ngettext("in {n} day", "in {n} days", days)
    return _("on {day}", day=i18n.short_day(locale(), day))


def _doer(actor: Actor, view: PracticeView) -> Callable[[], None]:
    def do() -> None:
        error = _do(actor, view, sent(KEY))
        if isinstance(error, CxgameError):
            st.session_state[PROBLEM] = i18n.say(locale(), error)

    return do


def _do(actor: Actor, view: PracticeView, fields: dict[str, str]) -> object:
    """Run the command that a message names; return its result, or the error that refused it."""
    who: dict[str, Any] = {"actor": actor, "person_id": actor.person_id, "now": clock.now()}
    run: dict[str, Any] = {**who, "run_id": view.run_id}
    match fields.get("name"):
        case "answer" if view.question:
            given = learning_question.read_form(view.question.kind, fields)
            return attempt(service.answer_card, **run, **given)
        case "next":
            turn = learning_question.whole(fields.get("value", ""))
            return attempt(service.next_card, **run, turn=turn)
        case "more":
            return attempt(service.begin_practice, **who)
        case "free":
            return attempt(service.begin_practice, **who, is_free=True)
    return None


def _parts(view: PracticeView) -> dict[str, Any]:
    match view.stage:
        case Stage.CARD:
            return _card(view)
        case Stage.DONE:
            return {**_done(view), **_onward(view)}
    return _onward(view)


def _card(view: PracticeView) -> dict[str, Any]:
    question = view.question
    assert question is not None  # noqa: S101  # this stage has one
    return learning_question.words(
        question,
        key=f"card-{view.run_id}-{question.turn}",
        about=f"{question.step.sop_code} · {view.sop_title}",
    )


def _done(view: PracticeView) -> dict[str, Any]:
    done = view.done
    assert done is not None  # noqa: S101  # this stage has one
    return {
        "title": _("Free practice, done!") if done.is_free else _("Today's practice, done!"),
        "text": _took(done),
        "figures": _figures(done),
        "returns": [
            {"title": one.step.title, "when": when(one.due_on, view.today)}
            for one in done.returns[:SHOWN]
        ],
    }


def _took(done: DoneView) -> str:
    minutes, seconds = divmod(done.seconds, 60)
    if minutes:
        return _("You took {minutes} min {seconds} s.", minutes=minutes, seconds=seconds)
    return _("You took {seconds} s.", seconds=seconds)


def _figures(done: DoneView) -> list[tuple[str, str]]:
    right = _("{right} of {total}", right=done.right, total=done.total)
    earned = [(f"+{i18n.number(locale(), done.points)}", _("points"))] if done.points else []
    return [*earned, (right, _("right the first time"))]


def _onward(view: PracticeView) -> dict[str, Any]:
    """Return what can be done next: the rest of what is due, a module, a free practice."""
    module, ahead = view.module, view.outlook
    assert ahead is not None  # noqa: S101  # only a card does without
    due = ahead.due
    return {
        "coming": coming(ahead, view.today),
        "more": ngettext("Go on with {n} more card", "Go on with {n} more cards", due)
        if due
        else "",
        "can_repeat": view.can_repeat and not due,
        "has_cards": view.can_repeat or ahead.next_on is not None or bool(due),
        "module": {
            "title": module.title,
            "sub": _("Next module, {n} min", n=module.minutes),
            "address": learning.address(module.slug),
        }
        if module
        else None,
    }

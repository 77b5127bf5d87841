"""The player of a module: draws where one stands, and turns taps into commands."""

from collections.abc import Callable
from typing import Any

import streamlit as st
from markupsafe import Markup

from cxgame import clock, content, i18n
from cxgame.errors import CxgameError
from cxgame.learning import answers, conversation, service
from cxgame.learning.course import Stage
from cxgame.learning.player import PlayerView
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address, menu
from cxgame.ui.parts import learning, learning_question
from cxgame.ui.sheet import sent, sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt

KEY = "module"
PROBLEM = "module_problem"  # what the last command refused, for the very next paint


def show(actor: Actor, view: PlayerView) -> dict[str, str]:
    """Draw the module; what a tap asks for is done before the next run draws it again."""
    return sheet(
        render(actor, view, part=address.read("part")), key=KEY, on_sent=_doer(actor, view)
    )


def render(actor: Actor, view: PlayerView, *, part: str = "") -> Markup:
    """Return the screen of the module in the reader's language; `part` may be "lesson"."""
    is_reading_again = part == "lesson" and view.stage is not Stage.LESSON
    shown = Stage.LESSON if is_reading_again else view.stage
    home = menu.home_of(actor)
    return markup.render(
        "learning/player.html",
        locale(),
        view=view,
        part=shown.value,
        top=f"{shown}-{view.question.turn}" if view.question else shown.value,
        is_reading_again=is_reading_again,
        eyebrow=_eyebrow(view),
        tabs=_tabs(view, shown),
        error=st.session_state.pop(PROBLEM, ""),
        home=home,
        home_title=_(menu.ENTRIES[home].title),
        **_parts(view, shown),
    )


def _doer(actor: Actor, view: PlayerView) -> Callable[[], None]:
    def do() -> None:
        error = _do(actor, view, sent(KEY))
        if isinstance(error, CxgameError):
            st.session_state[PROBLEM] = i18n.say(locale(), error)

    return do


def _do(actor: Actor, view: PlayerView, fields: dict[str, str]) -> object:
    """Run the command that a message names; return its result, or the error that refused it."""
    who: dict[str, Any] = {"actor": actor, "person_id": actor.person_id, "now": clock.now()}
    run: dict[str, Any] = {**who, "run_id": view.run_id}
    match fields.get("name"):
        case "read":
            return attempt(service.finish_lesson, **run)
        case "answer" if view.question:
            return attempt(
                answers.answer_question,
                **run,
                **learning_question.read_form(view.question.kind, fields),
            )
        case "next":
            return attempt(
                service.go_on, **run, turn=learning_question.whole(fields.get("value", ""))
            )
        case "say":
            return attempt(conversation.choose_in_scenario, **run, **_reply(fields))
        case "finish":
            return attempt(service.finish_module, **run)
        case "replay":
            return attempt(conversation.replay_scenario, **run)
        case "again":
            return attempt(service.start_again, **who, slug=view.slug)
    return None


def _reply(fields: dict[str, str]) -> dict[str, Any]:
    turn, _colon, rest = fields.get("value", "").partition(":")
    position, _colon, choice = rest.partition(":")
    return {
        "round": learning_question.whole(turn),
        "position": learning_question.whole(position),
        "choice": choice,
    }


def _eyebrow(view: PlayerView) -> str:
    if view.place is None:
        return _("{n} min", n=view.minutes)
    number, total = view.place
    return f"{view.track} · " + _("module {number} of {total}", number=number, total=total)


def _tabs(view: PlayerView, shown: Stage) -> list[dict[str, str]]:
    """Return the four parts; the lesson can be read again from any of them."""
    stages = list(Stage)
    titles = (_("Lesson"), _("Questions"), _("Scenario"), _("Result"))
    tabs = []
    for place, (stage, title) in enumerate(zip(stages, titles, strict=True)):
        tab = {"title": title, "state": "past" if place <= stages.index(view.stage) else ""}
        if stage is shown:
            tab["state"] = "now"
        elif stage is Stage.LESSON or stage is view.stage:
            value = "lesson" if stage is Stage.LESSON else "now"
            tab |= {"send": "part", "value": value, "href": f"/{learning.address(view.slug)}"}
        tabs.append(tab)
    return tabs


def _parts(view: PlayerView, shown: Stage) -> dict[str, Any]:
    match shown:
        case Stage.LESSON:
            sop = {"address": f"sop?code={view.sop_code}"}
            return {"lesson": content.to_html(view.lesson), "sop": sop}
        case Stage.QUESTIONS:
            return _question(view)
        case Stage.RESULT:
            return _result(view)
    return {}


def _question(view: PlayerView) -> dict[str, Any]:
    question = view.question
    assert question is not None  # noqa: S101  # this stage has one
    return learning_question.words(
        question,
        key=f"question-{view.run_id}-{question.turn}",
        about=f"{view.sop_code} · {view.sop_title}",
    )


def _result(view: PlayerView) -> dict[str, Any]:
    result = view.result
    assert result is not None  # noqa: S101  # this stage has one
    right = _("{right} of {total}", right=result.right, total=result.total)
    return {
        "title": _("Module passed!") if result.is_passed else _("Almost there"),
        "text": _("Now you can {objective}", objective=view.objective)
        if result.is_passed
        else ngettext(
            "{n} right answer the first time passes. Look at the steps below, then try again.",
            "{n} right answers the first time pass. Look at the steps below, then try again.",
            result.needed,
        ),
        "figures": [*_earned(result.points), (right, _("right the first time"))],
        "revise": [
            {
                "title": step.title,
                "sub": f"{step.sop_code} · " + _("Step {n}", n=step.number),
                "address": learning_question.step_address(step),
            }
            for step in result.revise
        ],
        "next": {
            "title": result.next_title,
            "sub": _("Next module, {n} min", n=result.next_minutes),
            "address": learning.address(result.next_slug),
        }
        if result.next_slug
        else None,
    }


def _earned(points: int) -> list[tuple[str, str]]:
    """Return the points as a figure; a run that brought none says nothing of them."""
    return [(f"+{i18n.number(locale(), points)}", _("points"))] if points else []

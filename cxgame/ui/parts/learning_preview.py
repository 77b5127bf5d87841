"""Show a draft as learners will see it, in either language; nothing that is tapped is kept."""

from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from cxgame import content
from cxgame.errors import CxgameError
from cxgame.learning.asking import Given
from cxgame.learning.authoring import preview
from cxgame.learning.authoring.queries import DraftView
from cxgame.learning.player import PlayerView
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.standards import sops, touchpoints
from cxgame.ui.parts import learning_player, learning_question, learning_words, standards
from cxgame.ui.parts.learning_words import Wanting
from cxgame.ui.sheet import sent, sheet
from cxgame.ui.text import _, in_language, locale
from cxgame.ui.work import load

KEY = "preview"
TRIED = "preview_tried"  # what was answered and said here, in this browser session
_SCREENS = {
    learning_words.HEAD: "",
    learning_words.LESSON: "",
    learning_words.QUESTIONS: learning_words.QUESTIONS,
    learning_words.SCENARIO: learning_words.SCENARIO,
}


def is_wanted(draft: DraftView, part: str, entry: str) -> bool:
    """Tell whether a part has a preview beside it."""
    if isinstance(draft.entity, content.Sop):
        return part != learning_words.PUBLISH
    return part in _SCREENS and (part != learning_words.QUESTIONS or bool(entry))


def show(
    actor: Actor, draft: DraftView, part: str, entry: str, wanting: list[Wanting], today: date
) -> None:
    """Draw the preview of a part."""
    language = _tried().get("language", locale())
    with in_language(language):
        inside = _inside(actor, draft, part, entry, wanting, today)
    languages = [(key, _(words), "") for key, words in learning_words.LANGUAGES]
    sheet(
        markup.render(
            "learning/studio/preview.html",
            locale(),
            inside=inside,
            key=f"{part}-{entry}-{language}",
            languages=languages,
            language=language,
        ),
        key=KEY,
        on_sent=_try,
    )


def sop_page(sop: content.Sop, today: date) -> Markup:
    """Return an SOP's page as its readers see it."""
    places = load(touchpoints.touchpoint_ids)
    names = load(touchpoints.touchpoint_names, locale=locale())
    view = sops.view_of(sop, touchpoints=places, locale=locale())
    return standards.preview(view, names, today)


def _inside(
    actor: Actor, draft: DraftView, part: str, entry: str, wanting: list[Wanting], today: date
) -> Markup | None:
    if isinstance(draft.entity, content.Sop):
        return sop_page(draft.entity, today)
    view = _screen(draft, draft.entity, part, entry, wanting)
    return learning_player.render(actor, view) if view else None


def _screen(
    draft: DraftView, module: content.Module, part: str, entry: str, wanting: list[Wanting]
) -> PlayerView | None:
    """Return the screen of a part, None while something is missing from it."""
    if part == learning_words.QUESTIONS:
        if any(one.entry == entry for one in wanting if one.part == part):
            return None
        return _question(draft, module, entry)
    if part == learning_words.SCENARIO:
        if any(one.part == part for one in wanting):
            return None
        return _talk(draft, module)
    return preview.lesson(module, draft.sop, locale())


def _question(draft: DraftView, module: content.Module, entry: str) -> PlayerView | None:
    tried = _tried()
    fields = tried.get("answer", {})
    kind = next((one.kind for one in module.questions if one.id == entry), None)
    if kind is None:
        return None
    given = None
    if fields and tried.get("question") == entry:
        answer = learning_question.read_answer(kind, fields)
        given = Given(answer, 0, "guessed" in fields)
    try:
        return preview.question(module, draft.sop, locale(), question_id=entry, given=given)
    except CxgameError:  # an answer that the question, as it is now, could not get
        return preview.question(module, draft.sop, locale(), question_id=entry)
    finally:
        tried["asked"] = entry


def _talk(draft: DraftView, module: content.Module) -> PlayerView:
    said = _tried().get("said", [])
    try:
        return preview.talk(module, draft.sop, locale(), said=said)
    except KeyError:  # the conversation was changed since: it begins anew
        _tried()["said"] = []
        return preview.talk(module, draft.sop, locale(), said=[])


def _try() -> None:
    """Keep what was tapped in the preview for its next drawing."""
    fields, tried = sent(KEY), _tried()
    match fields.get("name"):
        case "language":
            tried["language"] = fields.get("value", "")
        case "answer":
            tried |= {"answer": fields, "question": tried.get("asked", "")}
        case "next":
            tried.pop("answer", None)
        case "say":
            tried["said"] = [*tried.get("said", []), fields.get("value", "").rpartition(":")[2]]
        case "finish":
            tried["said"] = []


def _tried() -> dict[str, Any]:
    held: dict[str, Any] = st.session_state.setdefault(TRIED, {})
    if held.get("language", "pt-BR") not in content.LANGUAGES:
        held.pop("language")
    return held

"""The page of one draft: draws its parts, and turns taps and forms into commands."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import streamlit as st
from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.content.single import Body
from cxgame.errors import Conflict, CxgameError
from cxgame.learning.authoring import drafts, edits, review, rules
from cxgame.learning.authoring.queries import DraftView, Event
from cxgame.learning.authoring.rules import State, What
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.parts import learning_forms as forms
from cxgame.ui.parts import learning_pages as pages
from cxgame.ui.parts import learning_picture, learning_publish, learning_words
from cxgame.ui.parts.learning_words import Wanting
from cxgame.ui.sheet import sent, sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash

KEY = "draft"
PROBLEM = "draft_problem"  # what the last command refused, for the very next paint
JUST_NOW = timedelta(minutes=1)
STEPS_OF = {"up": -1, "down": 1}


def show(
    actor: Actor, draft: DraftView, part: str, entry: str, wanting: list[Wanting]
) -> dict[str, str]:
    """Draw the draft; what a tap asks for is done before the next run draws it again."""
    return sheet(render(actor, draft, part, entry, wanting), key=KEY, on_sent=_doer(actor, draft))


def part_of(draft: DraftView, asked: str) -> str:
    """Return the part that an address names; without one, what one comes for."""
    if asked in learning_words.PARTS[draft.kind]:
        return asked
    is_writing = draft.state in (State.DRAFT, State.SENT_BACK)
    return learning_words.HEAD if is_writing else learning_words.PUBLISH


def render(actor: Actor, draft: DraftView, part: str, entry: str, wanting: list[Wanting]) -> Markup:
    """Return the page in the reader's language."""
    words, tone = learning_words.state(draft.state)
    if draft.state is State.PUBLISHED and not rules.is_in_force(draft.effective_on, _today()):
        words, tone = _("to come"), "soon"
    here = [one for one in wanting if one.part == part and entry in ("", one.entry)]
    return markup.render(
        "learning/studio/draft.html",
        locale(),
        title=draft.title,
        eyebrow=f"{_(learning_words.KINDS[draft.kind])} · {draft.key}",
        state=words,
        tone=tone,
        since=_since(draft),
        address=f"draft?id={draft.id}",
        part=part,
        entry=entry,
        tabs=[
            {"key": key, "title": _(name), "wanting": sum(one.part == key for one in wanting)}
            for key, name in learning_words.PARTS[draft.kind].items()
        ],
        error=st.session_state.pop(PROBLEM, ""),
        note=_note(draft),
        is_stale=draft.is_stale,
        wanting=here,
        may_write=learning_publish.may_write(actor, draft),
        version=draft.version,
        today=_today().isoformat(),
        decision_words=_("{name} wrote it. You decide on what you see here.", name=draft.editor),
        waiting_words=_("It waits for somebody who wrote none of it."),
        events=[_event(event) for event in draft.events if event.what is not What.CHANGED],
        **pages.context(actor, draft, part, entry, wanting),
    )


def _today() -> date:
    return clock.local_day(clock.now())


def _doer(actor: Actor, draft: DraftView) -> Callable[[], None]:
    def do() -> None:
        fields = sent(KEY)
        done = _do(actor, draft, fields)
        if isinstance(done, CxgameError):
            st.session_state[PROBLEM] = i18n.say(locale(), done)
            if isinstance(done, Conflict) and fields.get("part"):
                pages.told(draft.id, _form_of(fields))

    return do


def _do(actor: Actor, draft: DraftView, fields: dict[str, str]) -> object:
    """Run the command that a message names; return its result, or the error that refused it."""
    who: dict[str, Any] = {"actor": actor, "draft_id": draft.id, "now": clock.now()}
    value = fields.get("value", "")
    match fields.get("name"):
        case "save" | "terms" as name:
            return _save(draft, fields, who, is_terms=name == "terms")
        case "picture":
            saved = _save(draft, fields, who, is_terms=False)
            return learning_picture.put(fields, who, saved) if isinstance(saved, int) else saved
        case "add" | "duplicate" | "move" | "remove" as name:
            return _arrange(name, value, who)
        case "submit":
            return attempt(review.submit_draft, version=_whole(value), **who)
        case "approve":
            return _approve(value, who)
        case "send_back":
            version, note = _whole(fields.get("version", "")), fields.get("note", "")
            return attempt(review.send_back_draft, version=version, note=note, **who)
        case "withdraw":
            return attempt(review.withdraw_draft, **who)
        case "rebase":
            return attempt(review.rebase_draft, revision=value, **who)
    return None


def _save(
    draft: DraftView, fields: dict[str, str], who: dict[str, Any], *, is_terms: bool
) -> object:
    version = _whole(fields.get("version", ""))
    part = fields.get("part", "")
    done: object
    if is_terms:
        day, terms = _terms(draft, fields)
        done = attempt(drafts.save_terms, terms=terms, effective_on=day, version=version, **who)
    else:
        try:
            value = _with_new_moments(_value(draft, part, fields), who)
        except CxgameError as error:
            return error
        done = attempt(drafts.save_part, part=part, value=value, version=version, **who)
    if not isinstance(done, CxgameError):
        pages.forget(draft.id, _form_of(fields))
        flash(_("Saved."))
    return done


def _value(draft: DraftView, part: str, fields: dict[str, str]) -> Any:
    """Return what a form says of a part; raise NotFound for a part that is not there."""
    before = edits.value_of(draft.kind, draft.body, part)
    name = part.partition("/")[0]
    if part == edits.HEAD and fields.get("only"):
        return {fields["only"]: forms.text(fields, fields["only"])}
    if part == edits.HEAD:
        return forms.sop_head(fields) if "purpose" in before else forms.module_head(fields)
    if part == edits.LESSON:
        return forms.text(fields, edits.LESSON)
    if part in edits.LINES:
        return forms.lines(fields, _NAMES.get(part, ()))
    readers: dict[str, Callable[[dict[str, str], Body], Body]] = {
        edits.STEPS: forms.step,
        edits.QUESTIONS: forms.question,
        edits.NODES: forms.node,
        edits.SCENARIO: forms.scenario,
    }
    return readers[name](fields, before)


_NAMES = {"exceptions": ("when", "then"), "indicators": ("name", "target")}


def _with_new_moments(value: Any, who: dict[str, Any]) -> Any:
    """Add a moment for each reply that shall lead to a new one."""
    for choice in value.get("choices", []) if isinstance(value, dict) else []:
        if choice["goto"] == pages.NEW_MOMENT:
            key = attempt(drafts.add_entry, name=edits.NODES, **who)
            if isinstance(key, CxgameError):
                raise key
            choice["goto"] = key
    return value


def _terms(draft: DraftView, fields: dict[str, str]) -> tuple[date | None, Body]:
    try:
        day = date.fromisoformat(fields.get("effective_on", ""))
    except ValueError:
        day = None
    if "summary.en" not in fields:
        tracks = fields["tracks"].split("\n") if fields.get("tracks") else []
        return day, {**draft.terms, "tracks": tracks}
    terms: Body = {name: fields.get(name, "") for name in ("change", "decision")}
    return day, {**draft.terms, **terms, "summary": forms.text(fields, "summary")}


def _arrange(name: str, value: str, who: dict[str, Any]) -> object:
    where, _colon, rest = value.partition(":")
    entry, _colon, way = rest.partition(":")
    match name:
        case "add":
            key = attempt(drafts.add_entry, name=where, kind=rest, **who)
            if isinstance(key, str):
                st.query_params["entry"] = key
            return key
        case "duplicate":
            return attempt(drafts.duplicate_entry, name=where, entry=entry, **who)
        case "move":
            by = STEPS_OF.get(way, 0)
            return attempt(drafts.move_entry, name=where, entry=entry, by=by, **who)
    return attempt(drafts.remove_entry, name=where, entry=entry, **who)


def _approve(value: str, who: dict[str, Any]) -> object:
    done = attempt(review.approve_draft, version=_whole(value), **who)
    if not isinstance(done, CxgameError):
        flash(_("It is in force now.") if done else _("Approved. It comes into force on its day."))
    return done


def _form_of(fields: dict[str, str]) -> str:
    return fields.get("only") or fields.get("part", "")


def _whole(words: str) -> int:
    """Return a whole number that a browser sent, -1 for anything else."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else -1


def _since(draft: DraftView) -> str:
    newest = draft.events[0]
    now = clock.now()
    is_fresh = now - newest.at < JUST_NOW
    changed = _("just now") if is_fresh else i18n.ago(locale(), newest.at, now)
    by = _("last changed by {name}, {ago}", name=draft.editor or "–", ago=changed)
    day = draft.effective_on
    if draft.state is State.APPROVED and day:
        until = _("in force from {day}", day=i18n.day(locale(), day))
        return f"{_('approved by {name}', name=draft.approver)} · {until}"
    return by


def _note(draft: DraftView) -> dict[str, str] | None:
    """Return why a draft came back, while it is being put right."""
    if draft.state is not State.SENT_BACK:
        return None
    for event in draft.events:
        if event.what in (What.SENT_BACK, What.HELD_UP):
            name = event.name or "CXGame"
            return {"title": _("{name} says:", name=name), "words": _note_of(event)}
    return None


def _note_of(event: Event) -> str:
    return event.note or " ".join(learning_publish.sentences(event.reasons))


def _event(event: Event) -> dict[str, str]:
    words, icon = learning_words.HAPPENED[event.what]
    said = _(words, name=event.name or "–")
    return {
        "icon": icon,
        "text": f"{said}: {note}" if (note := _note_of(event)) else said,
        "when": i18n.moment(locale(), event.at, clock.zone()),
    }

"""What stands on each part of a draft's page: the values of its form, its lists, its choices."""

from textwrap import shorten
from typing import Any

import streamlit as st

from cxgame import content
from cxgame.content import craft, markdown
from cxgame.content.single import Body
from cxgame.learning.authoring import edits
from cxgame.learning.authoring.queries import DraftView
from cxgame.learning.authoring.rules import Kind
from cxgame.people.actor import Actor
from cxgame.standards import sops, touchpoints
from cxgame.ui.parts import learning_graph, learning_picture, learning_publish, learning_words
from cxgame.ui.parts.learning_words import Wanting
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

FORMS = "draft_forms"  # which version each open form was first seen at, in the session
PUBLISH_FORM = "terms"
LINE = 90  # characters of an entry in a list
NEW_MOMENT = "+"
Context = dict[str, Any]


def form(draft: DraftView, part: str) -> dict[str, object]:
    """Return the key of a part's form and the version that its reader saw.

    Both stay until the form is saved, so that no repaint takes typed words away.
    """
    seen = st.session_state.setdefault(FORMS, {})
    key, version = seen.get(f"{draft.id}:{part}", (draft.version, None))
    seen[f"{draft.id}:{part}"] = (key, version or draft.version)
    return {"key": f"form-{draft.id}-{part}-{key}", "seen": version or draft.version}


def told(draft_id: int, part: str) -> None:
    """Let the form count as seen what others saved, for its reader was told; typed words stay."""
    seen = st.session_state.setdefault(FORMS, {})
    if held := seen.get(f"{draft_id}:{part}"):
        seen[f"{draft_id}:{part}"] = (held[0], None)


def forget(draft_id: int, part: str) -> None:
    """Let a saved form begin anew."""
    st.session_state.get(FORMS, {}).pop(f"{draft_id}:{part}", None)


class Held(dict[str, Any]):
    """A part of a body for a template: what an author has not written yet is None."""

    def __missing__(self, _key: str) -> None:
        """Return None for what is not there."""


def lenient(value: Any) -> Any:
    """Return plain values whose mappings give None for what they lack."""
    if isinstance(value, dict):
        return Held({key: lenient(held) for key, held in value.items()})
    return [lenient(held) for held in value] if isinstance(value, list) else value


def context(
    actor: Actor, draft: DraftView, part: str, entry: str, wanting: list[Wanting]
) -> Context:
    """Return the template of a part and what it shows."""
    found: Context
    match part:
        case learning_words.PUBLISH:
            return learning_publish.context(actor, draft, form(draft, PUBLISH_FORM))
        case learning_words.STEPS | learning_words.QUESTIONS | learning_words.SCENARIO:
            found = _listed(draft, part, entry, wanting)
        case learning_words.LINES:
            found = {"template": "lines", "lists": [_lines(draft, name) for name in _LISTS]}
        case learning_words.WAYS:
            found = _ways(draft)
        case learning_words.LESSON:
            found = _lesson(draft)
        case _:
            found = _head(draft)
    is_list = found["template"] in ("entries", "scenario_form")
    if not learning_publish.may_write(actor, draft) and not is_list:
        return {"template": "read_only"}
    return {key: lenient(value) for key, value in found.items()}


def numbered(draft: DraftView, part: str) -> tuple[str, list[Body]]:
    """Return the name of the list behind a part, and its entries."""
    name = edits.NODES if part == learning_words.SCENARIO else part
    return name, edits.entries(draft.body, name)


def said(words: Body | None, fallback: str = "") -> str:
    """Return a text of both languages in the reader's, shortened to a line."""
    text = sops.words_of(words, locale()) if words else ""
    return shorten(text, LINE, placeholder="…") or fallback


_LISTS = ("do", "dont", "phrases")


def _head(draft: DraftView) -> Context:
    held = edits.value_of(draft.kind, draft.body, edits.HEAD)
    found: Context = {"held": held, "form": form(draft, "head")}
    if draft.kind is Kind.SOP:
        roles = [(key, _(words)) for key, words in learning_words.ROLES.items()]
        return found | {"template": "sop_head", "roles": roles}
    return found | {"template": "module_head", "sops": sop_choices()}


def sop_choices() -> list[tuple[str, str]]:
    """Return every SOP as a choice."""
    return [
        (sop.code, f"{sop.code} · {sop.title.in_language(locale())}") for sop in load(sops.contents)
    ]


def _lesson(draft: DraftView) -> Context:
    held = edits.value_of(draft.kind, draft.body, edits.LESSON)
    minutes = draft.body.get("minutes")
    count = minutes if isinstance(minutes, int) else 0
    return {
        "template": "lesson_form",
        "form": form(draft, "lesson"),
        "held": held,
        "words": {one: markdown.words(held.get(one, "")) for one in content.LANGUAGES},
        "minutes": count,
        "low": count * craft.SLOWEST,
        "high": count * craft.FASTEST,
    }


def _lines(draft: DraftView, name: str) -> Context:
    return {
        "name": name,
        "title": _(learning_words.FIELDS[name]),
        "lines": edits.value_of(draft.kind, draft.body, name),
        "form": form(draft, name),
    }


def _ways(draft: DraftView) -> Context:
    return {
        "template": "ways",
        "exceptions": _lines(draft, "exceptions"),
        "indicators": _lines(draft, "indicators"),
        "escalation": {"value": draft.body.get("escalation"), "form": form(draft, "escalation")},
    }


def _listed(draft: DraftView, part: str, entry: str, wanting: list[Wanting]) -> Context:
    name, entries = numbered(draft, part)
    ids = [one["id"] for one in entries]
    if entry in ids:
        return _entry(draft, part, name, entries, ids.index(entry))
    found: Context = {
        "template": "entries",
        "list": name,
        "rows": [
            {
                **_row(draft, name, one),
                "id": one["id"],
                "wanting": sum(fault.entry == one["id"] for fault in wanting),
            }
            for one in entries
        ],
        "kinds": [],
        "add_words": _("Add a step") if name == edits.STEPS else _("Add a moment"),
        "empty": _("No question yet") if name == edits.QUESTIONS else _("Nothing here yet"),
    }
    if name == edits.QUESTIONS:
        kinds = learning_words.QUESTION_KINDS.items()
        found["kinds"] = [(kind.value, _(words), icon) for kind, (words, icon) in kinds]
        found["bank"] = f"question_bank?free=on&into={draft.key}"
    if name != edits.NODES:
        return found
    return found | {
        "template": "scenario_form",
        "form": form(draft, edits.SCENARIO),
        "held": draft.body["scenario"],
        "moments": _moments(draft),
        "graph": learning_graph.drawn(draft.body["scenario"]),
    }


def _row(draft: DraftView, name: str, held: Body) -> dict[str, str]:
    empty = _("without words yet")
    if name == edits.STEPS:
        return {"title": said(held.get("title"), empty), "sub": said(held.get("text"))}
    if name == edits.QUESTIONS:
        words, _icon = learning_words.QUESTION_KINDS[content.Kind(held["kind"])]
        sub = f"{_(words)} · {_step_title(draft, str(held.get('step', '')))}"
        return {"title": said(held.get("prompt"), empty), "sub": sub}
    if held.get("end"):
        outcome = learning_words.OUTCOMES.get(str(held["end"].get("outcome")), "")
        sub = f"{_(outcome)} · {said(held['end'].get('title'))}" if outcome else ""
    else:
        ids = [one["id"] for one in edits.entries(draft.body, edits.NODES)]
        gotos = [str(one.get("goto")) for one in held.get("choices") or ()]
        sub = "→ " + ", ".join(str(ids.index(one) + 1) if one in ids else "?" for one in gotos)
    return {"title": said(held.get("says")) or said(held.get("scene"), empty), "sub": sub}


def _entry(draft: DraftView, part: str, name: str, entries: list[Body], place: int) -> Context:
    held = entries[place]
    found: Context = {
        "held": held,
        "form": form(draft, f"{name}/{held['id']}"),
        "numbered": learning_words.place(draft.body, [name, str(held["id"])]),
        "back_to": _(learning_words.PARTS[draft.kind][part]),
        "before": entries[place - 1]["id"] if place else "",
        "after": entries[place + 1]["id"] if place + 1 < len(entries) else "",
        "steps": learning_publish.steps(draft),
    }
    if name == edits.STEPS:
        known = load(touchpoints.contents)
        choices = [(one.key, one.name.in_language(locale())) for one in known]
        return found | {"template": "step", "touchpoints": choices}
    if name == edits.QUESTIONS:
        words, icon = learning_words.QUESTION_KINDS[content.Kind(held["kind"])]
        return found | {
            "template": "question",
            "kind": {"words": _(words), "icon": icon},
            "picture": learning_picture.shown(held),
        }
    outcomes = [(key, _(words)) for key, words in learning_words.OUTCOMES.items()]
    ways = [one for one in _moments(draft) if one[0] != held["id"]]
    return found | {
        "template": "node",
        "outcomes": outcomes,
        "ways": [*ways, (NEW_MOMENT, _("A new moment"))],
    }


def _step_title(draft: DraftView, key: str) -> str:
    return dict(learning_publish.steps(draft)).get(key, _("no step yet"))


def _moments(draft: DraftView) -> list[tuple[str, str]]:
    return [
        (one["id"], f"{n} · {said(one.get('says')) or said(one.get('scene'))}")
        for n, one in enumerate(edits.entries(draft.body, edits.NODES), 1)
    ]

"""The last part of a draft's page: when and how it comes into force, and the decision."""

from collections.abc import Iterable
from typing import Any

from cxgame import i18n
from cxgame.content.single import Body
from cxgame.errors import Reason
from cxgame.learning.authoring import compare, edits, rules
from cxgame.learning.authoring.queries import DraftView
from cxgame.learning.authoring.rules import Kind, State
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui.parts import learning_words
from cxgame.ui.text import _, locale

SHOWN = 40  # places of a comparison
_LEFT_OUT = ("version", "change", "effective_from", "history")  # what publishing itself writes


def may_write(actor: Actor, draft: DraftView) -> bool:
    """Tell whether the actor may change this draft."""
    return permissions.may(actor, "learning.save_part") and draft.state not in rules.CLOSED


def context(actor: Actor, draft: DraftView, form: dict[str, object]) -> dict[str, Any]:
    """Return what the part shows."""
    base = draft.base.body if draft.base else {}
    changes, more = (
        compared(_by_authors(base), _by_authors(draft.body), draft.body) if base else ([], 0)
    )
    is_writing = draft.state in rules.WRITING and may_write(actor, draft)
    may_decide = not draft.against_decision and permissions.may(actor, "learning.approve_draft")
    changed = edits.changed_steps(base or None, draft.body)
    day = draft.effective_on
    return {
        "template": "publish",
        "form": form,
        "is_sop": draft.kind is Kind.SOP,
        "is_open": draft.state not in rules.CLOSED,
        "is_writing": is_writing,
        "is_waiting": draft.state is State.IN_REVIEW,
        "is_new": draft.base is None,
        "base_revision": draft.base.revision if draft.base else "",
        "terms": {"tracks": [], "summary": {}, "change": "", "decision": "", **draft.terms},
        "effective_on": day.isoformat() if day else "",
        "tracks": draft.tracks,
        "changed_steps": "; ".join(title for key, title in steps(draft) if key in changed),
        "may_submit": is_writing and not draft.against_submission,
        "against_submission": sentences(draft.against_submission),
        "may_decide": may_decide,
        "against_approval": sentences(draft.against_approval),
        "changes": changes,
        "more": more,
        "changes_note": _("compared with what stands now") if base else "",
    }


def steps(draft: DraftView) -> list[tuple[str, str]]:
    """Return the steps of the SOP behind a draft as choices."""
    found = draft.sop.steps if draft.sop else ()
    return [(one.id, f"{n} · {one.title.in_language(locale())}") for n, one in enumerate(found, 1)]


def sentences(reasons: Iterable[Reason]) -> list[str]:
    """Return reasons in the reader's language."""
    return [i18n.translate(locale(), reason.message, **reason.values) for reason in reasons]


def compared(before: Body, after: Body, names: Body) -> tuple[list[dict[str, object]], int]:
    """Return the first places that differ, in words, and how many more there are."""
    found = compare.differences(before, after)
    rows: list[dict[str, object]] = [
        {"place": learning_words.place(names, one.place), "before": one.before, "after": one.after}
        for one in found[:SHOWN]
    ]
    return rows, len(found) - len(rows)


def _by_authors(body: Body) -> Body:
    return {key: value for key, value in body.items() if key not in _LEFT_OUT}

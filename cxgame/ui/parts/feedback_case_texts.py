"""The company's own texts for cases: the list of reasons, and the ready answers."""

from datetime import datetime
from typing import Any

from cxgame.errors import CxgameError
from cxgame.feedback.cases import ruling
from cxgame.feedback.cases import templates as answers
from cxgame.feedback.cases.templates import PLACES, TemplateView
from cxgame.feedback.cases.words import Purpose
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_case_words as words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

NEW = "new"


def reasons(actor: Actor, now: datetime) -> None:
    """Show the reasons, and the form of the one that the address names."""
    known = load(ruling.case_reasons, with_inactive=True)
    wanted = address.read("edit")
    edited = next((one for one in known if str(one.id) == wanted), None)
    sent = sheet(
        markup.render(
            "feedback/cases/reasons.html",
            locale(),
            reasons=known,
            edited=edited,
            is_new=wanted == NEW,
            may=permissions.may(actor, "feedback.change_case_reason"),
        ),
        key="case_reasons",
    )
    match sent.get("name"):
        case "edit":
            address.turn(edit=sent.get("value", ""))
        case "save":
            who: dict[str, Any] = {"actor": actor, "now": now, "name": _pair(sent, "name")}
            if edited is None:
                _told(attempt(ruling.add_case_reason, **who))
            else:
                version = feedback.whole(sent, "version") or 0
                is_active = "is_active" in sent
                _told(
                    attempt(
                        ruling.change_case_reason,
                        reason_id=edited.id,
                        is_active=is_active,
                        version=version,
                        **who,
                    )
                )


def templates(actor: Actor, now: datetime) -> None:
    """Show the ready answers, and the form of the one that the address names."""
    known = load(answers.answer_templates, with_inactive=True)
    wanted = address.read("edit")
    edited = next((one for one in known if str(one.id) == wanted), None)
    sent = sheet(
        markup.render(
            "feedback/cases/templates.html",
            locale(),
            templates=known,
            edited=edited,
            is_new=wanted == NEW,
            purposes=[(key.value, _(name)) for key, name in words.PURPOSES.items()],
            purpose_names={key.value: _(name) for key, name in words.PURPOSES.items()},
            places=", ".join(f"{{{place}}}" for place in PLACES),
            may=permissions.may(actor, "feedback.change_answer_template"),
        ),
        key="case_templates",
    )
    match sent.get("name"):
        case "edit":
            address.turn(edit=sent.get("value", ""))
        case "save":
            _save_template(actor, edited, sent, now)


def _save_template(
    actor: Actor, edited: TemplateView | None, sent: dict[str, str], now: datetime
) -> None:
    purpose = sent.get("purpose", "")
    what: dict[str, Any] = {
        "actor": actor,
        "now": now,
        "name": _pair(sent, "name"),
        "subject": _pair(sent, "subject"),
        "body": _pair(sent, "body"),
        "purpose": Purpose(purpose) if purpose in set(Purpose) else None,
    }
    if edited is None:
        _told(attempt(answers.add_answer_template, **what))
        return
    _told(
        attempt(
            answers.change_answer_template,
            template_id=edited.id,
            is_active="is_active" in sent,
            version=feedback.whole(sent, "version") or 0,
            **what,
        )
    )


def _pair(sent: dict[str, str], name: str) -> dict[str, str]:
    """Return a text that a form holds in both languages."""
    return {"pt-BR": sent.get(f"{name}_pt", ""), "en": sent.get(f"{name}_en", "")}


def _told(done: int | CxgameError | None) -> None:
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("Saved."))
    address.turn(edit="")

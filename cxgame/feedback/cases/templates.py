"""Ready answers in both languages, and their places for names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.cases.history import tidy
from cxgame.feedback.cases.models import AnswerTemplate
from cxgame.feedback.cases.ruling import both
from cxgame.feedback.cases.words import Purpose
from cxgame.i18n import LOCALES
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

PLACES = ("customer", "company", "unit", "person")
LONGEST_BODY = 4_000  # characters
_PLACE = re.compile(r"\{\s*(\w+)\s*\}")


@dataclass(frozen=True)
class TemplateView:
    """A ready answer, each text in both languages."""

    id: int
    name: dict[str, str]
    subject: dict[str, str]
    body: dict[str, str]
    purpose: Purpose | None
    is_active: bool
    version: int


def answer_templates(session: Session, *, with_inactive: bool = False) -> list[TemplateView]:
    """Return the ready answers in order."""
    query = select(AnswerTemplate)
    if not with_inactive:
        query = query.where(AnswerTemplate.is_active)
    rows = session.exec(query.order_by(col(AnswerTemplate.position), col(AnswerTemplate.id)))
    return [
        TemplateView(
            id=row.id,
            name=row.name,
            subject=row.subject,
            body=row.body,
            purpose=Purpose(row.purpose) if row.purpose else None,
            is_active=row.is_active,
            version=row.version,
        )
        for row in rows
    ]


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a text with the names in its places; an empty one takes the space before it along."""
    with_names = _PLACE.sub(lambda found: values.get(found[1], found[0]), text)
    return re.sub(r"[ \t]+([,.!?;:])", r"\1", with_names).strip()


def add_answer_template(
    session: Session,
    *,
    actor: Actor,
    name: Mapping[str, str],
    subject: Mapping[str, str],
    body: Mapping[str, str],
    purpose: Purpose | None = None,
    now: datetime,
) -> int:
    """Add a ready answer and return its id; a language left empty gets the other's words.

    Raise InvalidInput without words, or for a place that nobody fills.
    """
    permissions.require(actor, "feedback.add_answer_template")
    last = session.exec(select(func.max(col(AnswerTemplate.position)))).one() or 0
    row = AnswerTemplate(name={}, subject={}, body={}, position=last + 1)
    _fill(row, name, subject, body, purpose)
    session.add(row)
    session.flush()
    audit.note(session, actor, "feedback.add_answer_template", "answer_template", row.id, now=now)
    return row.id


def change_answer_template(
    session: Session,
    *,
    actor: Actor,
    template_id: int,
    name: Mapping[str, str],
    subject: Mapping[str, str],
    body: Mapping[str, str],
    purpose: Purpose | None,
    is_active: bool,
    version: int,
    now: datetime,
) -> None:
    """Word a ready answer anew, or take it out of use; raise Conflict on a stale version."""
    permissions.require(actor, "feedback.change_answer_template")
    row = session.get(AnswerTemplate, template_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such template.")
    if row.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    _fill(row, name, subject, body, purpose)
    row.is_active, row.version = is_active, version + 1
    session.flush()
    audit.note(
        session, actor, "feedback.change_answer_template", "answer_template", template_id, now=now
    )


def _fill(
    row: AnswerTemplate,
    name: Mapping[str, str],
    subject: Mapping[str, str],
    body: Mapping[str, str],
    purpose: Purpose | None,
) -> None:
    row.name, row.subject, row.body = both(name), both(subject), _texts(body)
    row.purpose = purpose
    unknown = {
        place
        for text in (*row.subject.values(), *row.body.values())
        for place in _PLACE.findall(text)
    } - set(PLACES)
    if unknown:
        raise InvalidInput(
            "Nobody fills {place}. Use one of: {places}.",
            place="{" + min(unknown) + "}",
            places=", ".join(f"{{{place}}}" for place in PLACES),
        )


def _texts(words: Mapping[str, str]) -> dict[str, str]:
    """Return a longer text in both languages; raise InvalidInput when neither is given."""
    given = {locale: tidy(words.get(locale, ""), LONGEST_BODY) for locale in LOCALES}
    some = next(filter(None, given.values()), "")
    if not some:
        raise InvalidInput("Please write a few words.")
    return {locale: text or some for locale, text in given.items()}

"""The versions of a survey: who changed it when, and what it said."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from cxgame.feedback.extras.questions import questions
from cxgame.feedback.models import Survey, SurveyVersion
from cxgame.people import queries as people
from cxgame.people.actor import Actor

NAMES = (
    *("name", "question", "follow_up", "is_open", "legal_basis", "consent", "consent_version"),
    *("throttle_days", "invitation_days", "reminder_days"),
)


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version: its content, and the names of what differs from the one before."""

    version: int
    by: str
    at: datetime
    content: dict[str, Any]
    changed: tuple[str, ...]


def keep(session: Session, survey: Survey, *, by: Actor, now: datetime) -> None:
    """Keep what a survey says now under its version, once."""
    known = select(SurveyVersion.id).where(
        SurveyVersion.survey_id == survey.id, SurveyVersion.version == survey.version
    )
    if session.exec(known).first() is not None:
        return
    session.add(
        SurveyVersion(
            survey_id=survey.id,
            version=survey.version,
            content=_content(session, survey),
            actor=by.label,
            person_id=by.person_id,
            changed_at=now,
        )
    )
    session.flush()


def versions(session: Session, *, survey_id: int) -> list[VersionView]:
    """Return the versions that are kept of a survey, the newest first.

    Called with the id of a survey that was read by an actor who may.
    """
    query = select(SurveyVersion).where(SurveyVersion.survey_id == survey_id)
    rows = list(session.exec(query.order_by(col(SurveyVersion.version))))
    names = people.person_names(session)
    found = []
    before: dict[str, Any] = {}
    for row in rows:
        said = row.content
        changed = tuple(name for name in said if before and said[name] != before.get(name))
        by = names.get(row.person_id or 0, "")
        found.append(VersionView(row.version, by, row.changed_at, said, changed))
        before = said
    return found[::-1]


def _content(session: Session, survey: Survey) -> dict[str, Any]:
    content = {name: getattr(survey, name) for name in NAMES}
    content["closes_on"] = survey.closes_on.isoformat() if survey.closes_on else None
    content["questions"] = [
        {
            "id": each.id,
            "kind": each.kind,
            "words": dict(each.words),
            "options": [{"key": o.key, "words": dict(o.words)} for o in each.options],
            "scale": [each.low, each.high],
            "is_required": each.is_required,
        }
        for each in questions(session, survey_id=survey.id)
    ]
    return content

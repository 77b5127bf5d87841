"""Read one's own observations with what became of them."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from cxgame.feedback.cases.models import ObservationAnswer
from cxgame.feedback.deeds.models import Deed, DeedRecord
from cxgame.feedback.evidence import store
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.people.actor import Actor

PAGE = 20  # observations of a page


@dataclass(frozen=True)
class OwnObservation:
    """An observation; `is_accepted` None while nobody answered, `deed_id` what was done of it."""

    id: int
    on_day: date
    kind: str
    text: str
    is_accepted: bool | None
    words: str
    photo_id: int | None
    deed_id: int | None


@dataclass(frozen=True)
class OwnPage:
    """Some observations, the newest first, and how many there are."""

    lines: tuple[OwnObservation, ...]
    total: int


def own_observations(
    session: Session, *, actor: Actor, limit: int = PAGE, offset: int = 0
) -> OwnPage:
    """Return what the actor wrote down, whoever's team it was; field visits are no part of it."""
    mine = (
        col(FeedbackRecord.author_id).is_not(None),
        col(FeedbackRecord.author_id) == (actor.person_id or 0),
        col(FeedbackRecord.kind) == Kind.OBSERVATION.value,
        col(FeedbackRecord.channel) != Channel.VISIT.value,
    )
    total = session.exec(select(func.count()).select_from(FeedbackRecord).where(*mine)).one()
    query = (
        select(FeedbackRecord, ObservationAnswer)
        .outerjoin(ObservationAnswer, col(ObservationAnswer.record_id) == col(FeedbackRecord.id))
        .where(*mine)
        .order_by(col(FeedbackRecord.collected_at).desc(), col(FeedbackRecord.id).desc())
    )
    rows = session.exec(query.limit(limit).offset(offset)).all()
    ids = [row.id for row, _answer in rows]
    photos, deeds = store.with_photo(session, record_ids=ids), _deeds(session, ids)
    return OwnPage(
        tuple(
            OwnObservation(
                id=row.id,
                on_day=row.on_day,
                kind=row.observation_kind or "",
                text=row.text,
                is_accepted=answer.is_accepted if answer else None,
                words=answer.words if answer else "",
                photo_id=photos.get(row.id),
                deed_id=deeds.get(row.id),
            )
            for row, answer in rows
        ),
        total,
    )


def _deeds(session: Session, record_ids: list[int]) -> dict[int, int]:
    """Return the newest published deed that answers each record."""
    query = (
        select(DeedRecord.record_id, func.max(col(Deed.id)))
        .join(Deed, col(Deed.id) == col(DeedRecord.deed_id))
        .where(col(DeedRecord.record_id).in_(record_ids), col(Deed.published_at).is_not(None))
        .group_by(col(DeedRecord.record_id))
    )
    return dict(session.exec(query).all())

"""Tell the author of an observation what became of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.cases.history import tidy
from cxgame.feedback.cases.models import ObservationAnswer
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.game import rules as points
from cxgame.game import service as game
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import audit, permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor

LONGEST = 500  # characters
ACCEPTED = N_("Your observation was taken up. See what becomes of it.")
DECLINED = N_("Your observation was read and answered. Thank you for telling us.")


@dataclass(frozen=True)
class AnswerView:
    """What became of an observation, and who said so."""

    is_accepted: bool
    words: str
    who: str
    at: datetime


def answer_observation(
    session: Session,
    *,
    actor: Actor,
    record_id: int,
    is_accepted: bool,
    words: str,
    now: datetime,
) -> None:
    """Take an observation up, or say kindly why not, and tell its author.

    An accepted one brings its author points, once. Raise NotFound for anything but an observation
    that somebody logged (a field visit is answered by its card), InvalidInput without a reason
    where it is not taken up, Conflict when it was answered.
    """
    record = session.get(FeedbackRecord, record_id, with_for_update=True)
    permissions.require(
        actor, "feedback.answer_observation", team_id=record.team_id if record else None
    )
    if record is None or record.kind != Kind.OBSERVATION or record.channel == Channel.VISIT:
        raise NotFound("There is no such observation.")
    reason = tidy(words, LONGEST)
    if not is_accepted and not reason:
        raise InvalidInput("Say in a sentence why not: whoever wrote it deserves to know.")
    if session.get(ObservationAnswer, record_id) is not None:
        raise Conflict("This observation was answered already.")
    answer = ObservationAnswer(
        record_id=record_id, is_accepted=is_accepted, words=reason, answered_at=now
    )
    answer.answered_by = actor.person_id
    session.add(answer)
    session.flush()
    if record.author_id is not None:
        _tell(session, record, is_accepted=is_accepted, now=now)
    audit.note(session, actor, "feedback.answer_observation", "record", record_id, now=now)


def observation_answer(session: Session, *, record_id: int) -> AnswerView | None:
    """Return what became of an observation, None while nobody said; whoever asks may read it."""
    query = select(ObservationAnswer).where(col(ObservationAnswer.record_id) == record_id)
    row = session.exec(query).first()
    if row is None:
        return None
    who = people.person_names(session).get(row.answered_by or 0, "")
    return AnswerView(row.is_accepted, row.words, who, row.answered_at)


@dataclass(frozen=True)
class OwnAnswer:
    """An own observation with what became of it."""

    text: str
    answer: AnswerView


def own_answers(session: Session, *, actor: Actor, limit: int = 3) -> list[OwnAnswer]:
    """Return what became of the actor's own observations, the newest answer first."""
    query = (
        select(ObservationAnswer, FeedbackRecord.text)
        .join(FeedbackRecord)
        .where(col(FeedbackRecord.author_id).is_not(None))
        .where(FeedbackRecord.author_id == actor.person_id)
        .order_by(col(ObservationAnswer.answered_at).desc())
        .limit(limit)
    )
    names = people.person_names(session)
    return [
        OwnAnswer(
            text,
            AnswerView(
                row.is_accepted, row.words, names.get(row.answered_by or 0, ""), row.answered_at
            ),
        )
        for row, text in session.exec(query)
    ]


def _tell(session: Session, record: FeedbackRecord, *, is_accepted: bool, now: datetime) -> None:
    author = record.author_id or 0
    notices.tell(
        session,
        people=[author],
        key=f"observation:{record.id}:{record.created_at:%Y%m%d%H%M%S}",
        message=ACCEPTED if is_accepted else DECLINED,
        link="log",
        now=now,
    )
    if is_accepted:
        game.award(
            session,
            person_id=author,
            rule=points.IDEA,
            object=f"record:{record.id}",
            period=f"{record.on_day:%Y-%m-%d}",
            now=now,
        )

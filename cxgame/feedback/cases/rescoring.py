"""The score that a customer gives again when the case is solved."""

from datetime import datetime

from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback.cases import history, scope
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import DONE, EventKind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Scale, stored_scale
from cxgame.people import audit
from cxgame.people.actor import Actor


def rescore_case(
    session: Session, *, actor: Actor, case_id: int, score: int, now: datetime
) -> None:
    """Note the score that the customer gives now, on the scale of the first one.

    The first answer stays as it is, and no figure of the company counts this one. Raise
    InvalidInput off the scale, Conflict where there was no score or the case is not solved yet.
    """
    case = scope.reached(session, actor, "feedback.rescore_case", case_id)
    scale_to_ask(session, case)
    set_score(session, case, score, actor, now=now)
    audit.note(session, actor, "feedback.rescore_case", "case", case_id, now=now)


def scale_to_ask(session: Session, case: Case) -> Scale:
    """Return the scale on which a customer may be asked again; raise Conflict for none yet."""
    scale = _scale(session, case)
    if case.status not in DONE:
        raise Conflict("Ask again when the case is solved.")
    return scale


def set_score(
    session: Session,
    case: Case,
    score: int,
    actor: Actor,
    *,
    text: str = "",
    now: datetime,
) -> None:
    """Keep the score after, with what the customer wrote to it.

    Whoever calls has asked whether the actor may. A case that was taken up again meanwhile keeps
    it too. Raise InvalidInput off the scale.
    """
    scale = _scale(session, case)
    if score not in scale:
        raise InvalidInput("The score goes from {low} to {high}.", low=scale.low, high=scale.high)
    case.score_after, case.rescored_at = score, now
    case.version += 1
    history.add(session, case, EventKind.RESCORED, actor, now=now, text=text, score=score)


def _scale(session: Session, case: Case) -> Scale:
    record = session.get_one(FeedbackRecord, case.record_id)
    scale = stored_scale(record.scale_low, record.scale_high, record.is_reversed)
    if scale is None or record.score is None:
        raise Conflict("There was no score before, so there is none to compare with.")
    return scale

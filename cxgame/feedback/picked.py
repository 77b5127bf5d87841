"""Several records at once: those that somebody picked from a list, locked and in reach."""

from collections.abc import Sequence

from sqlmodel import Session, col, select

from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scope import open_to
from cxgame.people import permissions
from cxgame.people.actor import Actor

MOST = 200  # records of one command


def records(
    session: Session, actor: Actor, command: str, record_ids: Sequence[int]
) -> list[FeedbackRecord]:
    """Return records by id, locked until the transaction ends, if the actor may touch them all.

    Raise InvalidInput for none or too many, NotFound and NotAllowed like commands on one.
    """
    wanted = sorted(set(record_ids))
    if not wanted:
        raise InvalidInput("Choose at least one record.")
    if len(wanted) > MOST:
        raise InvalidInput("At most {n} records at a time.", n=MOST)
    query = select(FeedbackRecord).where(col(FeedbackRecord.id).in_(wanted), *open_to(actor))
    found = list(session.exec(query.order_by(col(FeedbackRecord.id)).with_for_update()))
    for record in found:
        permissions.require(actor, command, team_id=record.team_id)
    if len(found) < len(wanted):
        permissions.require(actor, command)
        raise NotFound("There is no such record.")
    return found

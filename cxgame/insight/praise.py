"""Read the customers' words behind kudos: what a compliment said of whom."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from cxgame.feedback.models import FeedbackRecord
from cxgame.game import gratitude
from cxgame.game.gratitude import KudosView
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop, SopStep
from cxgame.standards.sops import words_of


@dataclass(frozen=True)
class Praise:
    """Thanks with their words: a colleague's, or a customer's, which a page still has to mask.

    `step` names the SOP step that it is about, `address` leads there; both may be "".
    """

    kudos: KudosView
    words: str
    step: str
    address: str

    @property
    def on_day(self) -> date:
        """Return the day on which it was given."""
        return self.kudos.on_day


def praise_of(session: Session, *, actor: Actor, limit: int = 20) -> list[Praise]:
    """Return the thanks that the actor got, newest first, customers' words among them.

    A record that was erased or taken back leaves its thanks without words.
    """
    found = gratitude.received(session, actor=actor, person_id=actor.person_id or 0, limit=limit)
    ids = [one.record_id for one in found if one.record_id]
    query = select(FeedbackRecord.id, FeedbackRecord.text).where(col(FeedbackRecord.id).in_(ids))
    words = dict(session.exec(query).all()) if ids else {}
    steps = _steps(session, actor, [one.sop_step_id for one in found if one.sop_step_id])
    return [
        Praise(
            kudos=one,
            words=words.get(one.record_id, "") if one.record_id else one.text,
            step=steps.get(one.sop_step_id or 0, ("", ""))[0],
            address=steps.get(one.sop_step_id or 0, ("", ""))[1],
        )
        for one in found
    ]


def praised_people(session: Session, *, record_id: int) -> frozenset[int]:
    """Return who got a compliment passed on already."""
    return gratitude.thanked_by_record(session, record_id=record_id)


def _steps(session: Session, actor: Actor, ids: list[int]) -> dict[int, tuple[str, str]]:
    if not ids:
        return {}
    query = select(SopStep, Sop.code).join(Sop, col(Sop.id) == col(SopStep.sop_id))
    return {
        step.id: (words_of(step.title, actor.locale), f"sop?code={code}&step={step.key}")
        for step, code in session.exec(query.where(col(SopStep.id).in_(ids)))
    }

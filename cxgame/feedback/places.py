"""Check where a record belongs: its team, its touchpoint and the SOP step it concerns."""

from dataclasses import dataclass

from sqlmodel import Session

from cxgame.errors import NotFound
from cxgame.people.models import Team
from cxgame.standards.models import SopStep, Touchpoint


@dataclass(frozen=True, slots=True)
class Place:
    """A touchpoint, and the step of an SOP with the SOP itself."""

    touchpoint_id: int | None = None
    sop_id: int | None = None
    sop_step_id: int | None = None


def check_team(session: Session, team_id: int | None) -> None:
    """Raise NotFound unless the team is open; None, the company alone, is always right."""
    if team_id is None:
        return
    team = session.get(Team, team_id)
    if team is None or not team.is_active:
        raise NotFound("There is no such open team.")


def check(session: Session, *, team_id: int | None, touchpoint_id: int | None) -> None:
    """Raise NotFound unless the team is open and the touchpoint exists; None is always right."""
    check_team(session, team_id)
    place(session, touchpoint_id=touchpoint_id, sop_step_id=None)


def place(session: Session, *, touchpoint_id: int | None, sop_step_id: int | None) -> Place:
    """Return a place that exists; a step brings its own touchpoint when none is given.

    Raise NotFound for an unknown touchpoint or step.
    """
    if touchpoint_id is not None and session.get(Touchpoint, touchpoint_id) is None:
        raise NotFound("There is no such touchpoint.")
    if sop_step_id is None:
        return Place(touchpoint_id)
    step = session.get(SopStep, sop_step_id)
    if step is None:
        raise NotFound("There is no such step of an SOP.")
    return Place(touchpoint_id or step.touchpoint_id, step.sop_id, step.id)

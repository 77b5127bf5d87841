"""Which rules of re-certification hold for somebody."""

from sqlmodel import Session, col, func, select

from cxgame.learning.models import Recertification
from cxgame.people.models import Person


def soonest_months(session: Session, *, person_id: int, module_id: int) -> int | None:
    """Return after how many months a person has to pass a module again, None without such a rule.

    Of several rules for the person's team and role the one that asks soonest counts.
    """
    person = session.get_one(Person, person_id)
    team, role = col(Recertification.team_id), col(Recertification.role)
    query = select(func.min(Recertification.every_months)).where(
        Recertification.module_id == module_id,
        col(Recertification.ended_at).is_(None),
        team.is_(None) | (team == person.team_id),
        role.is_(None) | (role == person.role),
    )
    return session.exec(query).one()

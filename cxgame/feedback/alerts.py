"""Tell those who answer for a team that a customer complained."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role, Team

TEAM_COMPLAINT = N_("New complaint: {team}.")
COMPANY_COMPLAINT = N_("New complaint about the company.")


def tell_of_complaint(
    session: Session, *, record_id: int, team_id: int | None, teller: Actor, now: datetime
) -> None:
    """Tell the team's managers, or the directors when there are none, once; not the teller."""
    told = people.managers_of(session, team_id=team_id) if team_id is not None else []
    team = session.get_one(Team, team_id).name if team_id is not None else ""
    notices.tell(
        session,
        people=[person for person in told or _directors(session) if person != teller.person_id],
        key=f"complaint:{record_id}",
        message=TEAM_COMPLAINT if team else COMPANY_COMPLAINT,
        link=f"records?record={record_id}",
        now=now,
        team=team,
    )


def _directors(session: Session) -> list[int]:
    query = select(Person.id).where(Person.role == Role.DIRECTOR, Person.is_active)
    return list(session.exec(query.order_by(col(Person.id))))

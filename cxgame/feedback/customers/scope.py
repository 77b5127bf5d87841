"""Which customers an actor may know by name: those who spoke to the actor's teams."""

from sqlalchemy import ColumnElement, exists, select
from sqlmodel import Session, col

from cxgame.errors import NotFound
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.models import FeedbackRecord
from cxgame.people import permissions
from cxgame.people.actor import Actor


def known_to(actor: Actor) -> list[ColumnElement[bool]]:
    """Return the condition that keeps to the customers of an actor's teams, for `where(*…)`."""
    if actor.sees_all:
        return []
    table = FeedbackRecord
    teams = sorted(actor.team_ids)
    return [exists().where(col(table.customer) == col(Customer.key), col(table.team_id).in_(teams))]


def reached(session: Session, actor: Actor, command: str, customer_id: int) -> Customer:
    """Return a customer, locked until the transaction ends, if the actor may run a command on it.

    A customer belongs to every team that has heard something of the customer. Raise NotAllowed or
    NotFound.
    """
    query = select(Customer).where(col(Customer.id) == customer_id).with_for_update()
    customer = session.scalars(query).first()
    key = customer.key if customer else ""
    table = FeedbackRecord
    teams = select(col(table.team_id)).where(col(table.customer) == key).distinct()
    found = [team for team in session.scalars(teams) if team is not None]
    near = next((team for team in found if team in actor.team_ids), found[0] if found else None)
    permissions.require(actor, command, team_id=near)
    if customer is None:
        raise NotFound("There is no such customer.")
    return customer

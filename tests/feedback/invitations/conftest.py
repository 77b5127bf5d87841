"""What the tests of invitations share."""

from collections.abc import Callable
from datetime import datetime

import pytest
from sqlmodel import Session, select

from cxgame.feedback.customers.register import Known
from cxgame.feedback.invitations import inviting, making
from cxgame.feedback.invitations.making import Made
from cxgame.feedback.invitations.models import Invitation, Way
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter

ANA = Known(name="Ana Lima", phone="(11) 98765-4321", email="ana@example.com")

Invite = Callable[..., Made]


@pytest.fixture
def invite(session: Session, town: Town, counter: Counter) -> Invite:
    """Invite a customer to the front desk's survey, Ana by WhatsApp if nobody else is named."""

    def invited(
        known: Known = ANA,
        way: Way = Way.WHATSAPP,
        actor: Actor = town.alice,
        now: datetime = NOON,
        **more: object,
    ) -> making.Made:
        return inviting.invite_customer(  # type: ignore[arg-type]
            session,
            actor=actor,
            survey_id=counter.survey_id,
            known=known,
            way=way,
            now=now,
            **more,
        )

    return invited


@pytest.fixture
def row(session: Session) -> Callable[[int], Invitation]:
    """Read an invitation as it lies in the table."""

    def read(invitation_id: int) -> Invitation:
        session.expire_all()
        return session.exec(select(Invitation).where(Invitation.id == invitation_id)).one()

    return read

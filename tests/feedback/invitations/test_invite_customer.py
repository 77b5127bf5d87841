from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback import surveys
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known
from cxgame.feedback.invitations import addresses, inviting, reading
from cxgame.feedback.invitations.models import Invitation, Way
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter
from tests.feedback.invitations.conftest import ANA, Invite

DAY = timedelta(days=1)
Row = Callable[[int], Invitation]


def test_it_waits_for_its_customer_with_a_token_of_its_own(
    session: Session, town: Town, counter: Counter, invite: Invite, row: Row
) -> None:
    made = invite()
    kept = row(made.id)
    assert (kept.state, kept.way, kept.team_id) == ("waiting", "whatsapp", town.desk)
    assert (kept.touchpoint_id, kept.author_id) == (counter.till, town.alice.person_id)
    assert len(made.token) >= 16 and kept.expires_at == NOON + 30 * DAY
    customer = session.exec(select(Customer)).one()
    assert (customer.key, customer.phone) == (kept.customer, "+5511987654321")


def test_who_was_asked_lately_is_not_asked_and_that_is_counted(
    session: Session, town: Town, counter: Counter, invite: Invite
) -> None:
    first = invite()
    inviting.hand_over(session, actor=town.alice, invitation_id=first.id, now=NOON)
    again = invite(now=NOON + 89 * DAY)
    later = invite(now=NOON + 90 * DAY)

    assert (again.state, again.why_not) == ("not_asked", "asked_before")
    assert again.asked_on == NOON.date()
    assert later.state == "waiting"
    (rate,) = reading.rates(session, actor=town.diana, survey_id=counter.survey_id)
    assert (rate.sent, rate.waiting, rate.not_asked) == (1, 1, 1)


def test_what_was_never_handed_over_stops_no_later_question(invite: Invite) -> None:
    invite()
    assert invite(now=NOON + DAY).state == "not_asked"  # it may still be handed over
    assert invite(now=NOON + 31 * DAY).state == "waiting"  # past its day


def test_handing_over_counts_once_and_only_in_time(
    session: Session, town: Town, invite: Invite, row: Row
) -> None:
    made = invite()
    for minutes in (0, 5):
        at = NOON + timedelta(minutes=minutes)
        inviting.hand_over(session, actor=town.bob, invitation_id=made.id, now=at)
    assert (row(made.id).state, row(made.id).sent_at) == ("sent", NOON)
    with pytest.raises(Conflict):
        inviting.take_back_invitation(session, actor=town.bob, invitation_id=made.id, now=NOON)

    late = invite(Known(phone="11 3333-4444"))
    with pytest.raises(Conflict):
        inviting.hand_over(session, actor=town.bob, invitation_id=late.id, now=NOON + 31 * DAY)
    inviting.take_back_invitation(session, actor=town.bob, invitation_id=late.id, now=NOON)
    with pytest.raises(Conflict):
        inviting.hand_over(session, actor=town.bob, invitation_id=late.id, now=NOON)


def test_a_link_is_handed_over_at_once(invite: Invite, row: Row) -> None:
    assert row(invite(way=Way.LINK).id).state == "sent"


@pytest.mark.parametrize(
    ("known", "way", "why"),
    [
        (Known(name="Ana"), Way.LINK, "Say who it is"),
        (Known(email="ana@example.com"), Way.WHATSAPP, "phone number is missing"),
        (Known(phone="11 98765-4321"), Way.EMAIL, "e-mail address is missing"),
        (Known(phone="123"), Way.WHATSAPP, "no phone number"),
        (Known(email="ana@"), Way.EMAIL, "no e-mail address"),
    ],
)
def test_it_refuses_whom_the_way_cannot_reach(
    invite: Invite, known: Known, way: Way, why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        invite(known, way)


def test_a_team_of_others_and_a_closed_survey_are_refused(
    session: Session, town: Town, counter: Counter, invite: Invite
) -> None:
    with pytest.raises(NotAllowed):
        invite(actor=town.charlie)
    whole = surveys.add_survey(session, actor=town.edu, name="Company", now=NOON)
    with pytest.raises(NotAllowed):  # of the whole company, but named no team of hers
        inviting.invite_customer(
            session, actor=town.alice, survey_id=whole, known=ANA, way=Way.LINK, now=NOON
        )
    made = inviting.invite_customer(
        session,
        actor=town.alice,
        survey_id=whole,
        known=ANA,
        way=Way.LINK,
        team_id=town.desk,
        now=NOON,
    )
    assert made.state == "waiting" or made.why_not is None
    with pytest.raises(NotFound):
        inviting.invite_customer(
            session, actor=town.edu, survey_id=99, known=ANA, way=Way.LINK, now=NOON
        )


def test_the_days_list_shows_what_is_due_in_the_own_teams(
    session: Session, town: Town, invite: Invite
) -> None:
    made = invite()
    other = invite(Known(phone="11 3333-4444", name="Beto"))
    inviting.hand_over(session, actor=town.alice, invitation_id=other.id, now=NOON)

    seen = reading.to_hand_over(session, actor=town.bob, now=NOON)
    assert [(one.id, one.is_done) for one in seen] == [(made.id, False), (other.id, True)]
    assert (seen[0].name, seen[0].phone) == ("Ana Lima", "+5511987654321")
    assert reading.to_hand_over(session, actor=town.charlie, now=NOON) == []


def test_whatsapp_opens_with_a_message_in_the_customers_language() -> None:
    address = addresses.whatsapp(
        phone="+5511987654321",
        name="Ana Lima",
        company="Bicho Bom",
        link="https://x.example/i/abc",
        stop="https://x.example/i/abc/stop",
        locale="pt-BR",
    )
    assert address.startswith("https://wa.me/5511987654321?text=Ol%C3%A1%2C%20Ana%21")
    assert "https%3A%2F%2Fx.example%2Fi%2Fabc" in address

from datetime import timedelta

from sqlmodel import Session, select

from cxgame.feedback import inbox
from cxgame.feedback.cases import models as cases
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.filters import Filter
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.terms import LegalBasis
from cxgame.thread.privacy import consent
from cxgame.thread.privacy.consent import Withdrawn
from tests.conftest import NOON, Town
from tests.feedback.conftest import assert_rollups_hold
from tests.thread.privacy import story
from tests.thread.privacy.story import EMAIL

LATER = NOON + timedelta(days=1)


def test_what_rests_on_the_consent_is_emptied_and_nothing_more_is_asked(
    session: Session, town: Town
) -> None:
    story.tell(session, town)
    rested = session.exec(select(FeedbackRecord).where(FeedbackRecord.survey_id == 1)).one()
    rested.legal_basis, rested.consent_version = "consent", 1
    session.flush()
    asked = {"actor": town.diana, "wanted": Filter(legal_basis=LegalBasis.CONSENT)}
    [seen] = inbox.records(session, **asked).records  # type: ignore[arg-type]
    assert (seen.id, seen.consent_version, seen.is_erased) == (rested.id, 1, False)

    first = consent.withdraw_consent(session, actor=town.root, asked=EMAIL, now=LATER)
    assert first == Withdrawn(records=1, testimonials=1)
    again = consent.withdraw_consent(session, actor=town.root, asked=EMAIL, now=LATER)
    assert again == Withdrawn(records=0, testimonials=0)

    session.expire_all()
    [seen] = inbox.records(session, **asked).records  # type: ignore[arg-type]
    assert seen.is_erased
    assert (rested.text, rested.customer, rested.contact) == ("", None, None)
    assert session.exec(select(Customer.opted_out_at)).one() == LATER
    assert session.exec(select(cases.Testimonial.withdrawn_at)).one() == LATER
    said = select(FeedbackRecord.text).where(FeedbackRecord.text != "")
    assert len(session.exec(said).all()) == 5
    assert_rollups_hold(session)

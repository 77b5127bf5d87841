"""On what terms a survey asks: the legal basis, how often, how long."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from cxgame.errors import InvalidInput
from cxgame.feedback import wording
from cxgame.feedback.models import Survey
from cxgame.i18n import LOCALES

THROTTLES = (30, 90, 180, 365)  # days in which a customer is not asked again
LONGEST_INVITATION = 365  # days
LONGEST_REMINDER = 60


class LegalBasis(StrEnum):
    """Why we may keep an answer, in the terms of LGPD, art. 7."""

    LEGITIMATE_INTEREST = "legitimate_interest"
    CONSENT = "consent"
    CONTRACT = "contract"


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of a survey; `consent` is the text by language, `reminder_days` 0 is none."""

    legal_basis: LegalBasis = LegalBasis.LEGITIMATE_INTEREST
    consent: Mapping[str, str] = field(default_factory=dict)
    closes_on: date | None = None
    throttle_days: int = 90
    invitation_days: int = 30
    reminder_days: int = 0


def terms_of(survey: Survey) -> Terms:
    """Return the terms of a stored survey."""
    return Terms(
        legal_basis=LegalBasis(survey.legal_basis),
        consent=survey.consent or {},
        closes_on=survey.closes_on,
        throttle_days=survey.throttle_days,
        invitation_days=survey.invitation_days,
        reminder_days=survey.reminder_days,
    )


def put(survey: Survey, terms: Terms) -> None:
    """Write terms into a survey; a consent in other words is a new version of it.

    Raise InvalidInput for a consent without a text, and for a length that makes no sense.
    """
    if terms.throttle_days not in THROTTLES:
        raise InvalidInput("A customer can be asked again after 30, 90, 180 or 365 days.")
    if not 1 <= terms.invitation_days <= LONGEST_INVITATION:
        raise InvalidInput("An invitation is good for 1 to {most} days.", most=LONGEST_INVITATION)
    if not 0 <= terms.reminder_days <= LONGEST_REMINDER:
        raise InvalidInput("A reminder goes out within {most} days.", most=LONGEST_REMINDER)
    text = _consent(terms)
    if text != survey.consent and text:
        survey.consent_version += 1
    survey.consent = text or survey.consent  # the last one stays, for another change of mind
    survey.legal_basis, survey.closes_on = terms.legal_basis, terms.closes_on
    survey.throttle_days, survey.invitation_days = terms.throttle_days, terms.invitation_days
    survey.reminder_days = terms.reminder_days


def _consent(terms: Terms) -> dict[str, str] | None:
    if terms.legal_basis is not LegalBasis.CONSENT:
        return None
    if not all(terms.consent.get(locale, "").strip() for locale in LOCALES):
        raise InvalidInput("Write what customers agree to in both languages.")
    return wording.in_both_languages(terms.consent, wording.LONGEST_CONSENT)

"""The terms of a survey: its legal basis, its last day, how often and how long it asks."""

from datetime import date

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback import surveys, wording
from cxgame.feedback.surveys import SurveyView
from cxgame.feedback.terms import LONGEST_INVITATION, LONGEST_REMINDER, THROTTLES, LegalBasis, Terms
from cxgame.i18n import LOCALES, N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.parts import feedback
from cxgame.ui.parts.feedback_survey import LANGUAGES
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act

BASES = {
    LegalBasis.LEGITIMATE_INTEREST: N_("Legitimate interest: to serve better"),
    LegalBasis.CONSENT: N_("Consent: the customer ticks a box"),
    LegalBasis.CONTRACT: N_("Contract: it belongs to the service"),
}


def show(actor: Actor, survey: SurveyView) -> None:
    """Show the form of the terms, and save what it sends."""
    sent = sheet(
        markup.render(
            "feedback/survey_terms.html",
            locale(),
            survey=survey,
            bases=[(basis.value, _(words)) for basis, words in BASES.items()],
            consent={key: survey.terms.consent.get(key, wording.CONSENT[key]) for key in LOCALES},
            languages=[(key, _(words)) for key, words in LANGUAGES.items()],
            throttles=[(n, ngettext("{n} day", "{n} days", n)) for n in THROTTLES],
            longest_consent=wording.LONGEST_CONSENT,
            longest_invitation=LONGEST_INVITATION,
            longest_reminder=LONGEST_REMINDER,
        ),
        key=f"survey-terms-{survey.id}",
    )
    if sent.get("name") == "save":
        _save(actor, survey, sent)


def _save(actor: Actor, survey: SurveyView, sent: dict[str, str]) -> None:
    try:
        last = date.fromisoformat(sent["closes_on"]) if sent.get("closes_on") else None
    except ValueError:
        feedback.refused(InvalidInput("This is not a day of the calendar."))
        return
    basis = next((one for one in LegalBasis if one == sent.get("basis")), None)
    act(
        _("Saved."),
        surveys.change_survey,
        actor=actor,
        survey_id=survey.id,
        name=survey.name,
        question=survey.question,
        follow_up=survey.follow_up,
        is_open=survey.is_open,
        terms=Terms(
            legal_basis=basis or survey.terms.legal_basis,
            consent={key: sent.get(f"consent-{key}", "") for key in LOCALES},
            closes_on=last,
            throttle_days=feedback.whole(sent, "throttle") or 0,
            invitation_days=feedback.whole(sent, "good_for") or 0,
            reminder_days=feedback.whole(sent, "remind") or 0,
        ),
        version=feedback.whole(sent, "version") or survey.version,
        now=clock.now(),
    )

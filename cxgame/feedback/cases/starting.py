"""What every company starts with: rules, reasons and ready answers, each to be changed."""

from datetime import datetime

from sqlmodel import Session, select

from cxgame.feedback.cases import ruling, templates
from cxgame.feedback.cases.models import CaseRule
from cxgame.feedback.cases.ruling import RuleForm
from cxgame.feedback.cases.words import OwnerRule, Priority, Purpose, SlaUnit
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.i18n import LOCALES, N_, translate
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

OMBUDSMAN = N_("Ombudsman: 30 days, once more 30 with a reason")
COMPLAINT = N_("Complaint")
DETRACTOR = N_("Detractor")
PROMOTER = N_("Promoter: thank, ask for a testimonial")
REASONS = (
    N_("Waiting time"),
    N_("Promise not kept"),
    N_("Unfriendly service"),
    N_("Not told in time"),
    N_("Quality of the work"),
    N_("Product or stock"),
    N_("Price or payment"),
    N_("Place and equipment"),
    N_("Other reason"),
)
SORRY = (
    N_("Sorry, and we call back"),
    N_("About your visit to {unit}"),
    N_(
        "Hello {customer},\n\nthank you for telling us what went wrong at {unit}. I am sorry. I "
        "want to understand what happened and put it right. When may I call you?\n\n"
        "{person}\n{company}"
    ),
)
DONE = (
    N_("What we changed"),
    N_("What we did about your complaint"),
    N_(
        "Hello {customer},\n\nbecause of what you told us we looked into it and acted. If anything "
        "is still open, answer this message: it reaches me.\n\nThank you for your patience.\n\n"
        "{person}\n{company}"
    ),
)
THANKS = (
    N_("Thank you, may we show it?"),
    N_("Thank you from the team at {unit}"),
    N_(
        "Hello {customer},\n\nyour words made our day at {unit}. Thank you! May we show them to "
        "others, with your first name? A short yes is enough, and a no is fine too.\n\n"
        "{person}\n{company}"
    ),
)


def set_up_cases(session: Session, *, actor: Actor, now: datetime) -> None:
    """Add the first rules, reasons and ready answers, once; a second call changes nothing."""
    permissions.require(actor, "feedback.set_up_cases")
    if session.exec(select(CaseRule.id).limit(1)).first() is not None:
        return
    for form in _rules():
        ruling.add_case_rule(session, actor=actor, form=form, now=now)
    for reason in REASONS:
        ruling.add_case_reason(session, actor=actor, name=_both(reason), now=now)
    for (name, subject, body), purpose in (
        (SORRY, Purpose.RECOVER),
        (DONE, Purpose.RECOVER),
        (THANKS, Purpose.THANK),
    ):
        templates.add_answer_template(
            session,
            actor=actor,
            name=_both(name),
            subject=_both(subject),
            body=_both(body),
            purpose=purpose,
            now=now,
        )
    audit.note(session, actor, "feedback.set_up_cases", "case_rule", None, now=now)


def _rules() -> list[RuleForm]:
    """Return the first rules: what the law or custom asks, in the order in which they are tried."""
    recover, manager = Purpose.RECOVER, OwnerRule.MANAGER
    return [
        RuleForm(
            _both(OMBUDSMAN), recover, Priority.HIGH, 30, SlaUnit.DAYS, manager,
            channel=Channel.OMBUDSMAN,
        ),
        RuleForm(
            _both(COMPLAINT), recover, Priority.NORMAL, 7, SlaUnit.DAYS, manager,
            kind=Kind.COMPLAINT,
        ),
        RuleForm(
            _both(DETRACTOR), recover, Priority.NORMAL, 48, SlaUnit.HOURS, manager,
            kind=Kind.SURVEY, band=Band.DETRACTOR, survey_kind=SurveyKind.NPS,
        ),
        RuleForm(
            _both(PROMOTER), Purpose.THANK, Priority.LOW, 5, SlaUnit.BUSINESS_DAYS, manager,
            kind=Kind.SURVEY, band=Band.PROMOTER, survey_kind=SurveyKind.NPS,
            needs_words=True, needs_contact=True,
        ),
    ]  # fmt: skip


def _both(message: str) -> dict[str, str]:
    """Return a text of ours in both languages, its places for names left open."""
    return {locale: translate(locale, message) for locale in LOCALES}

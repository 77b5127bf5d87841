"""What an invitation by e-mail and its reminder say."""

from cxgame.feedback.invitations import addresses
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import N_, translate
from cxgame.notices.mail.outbox import Letter

INVITATION, REMINDER = "invitation", "reminder"
SUBJECTS = {
    INVITATION: N_("How was it with {company}?"),
    REMINDER: N_("We would still like to hear you: how was it with {company}?"),
}
BODY = N_(
    "{greeting}\n\n{question}\n\nYou answer with one tap, without signing in:\n{link}\n\n"
    "The team reads every answer and changes what it can.\n\n{company}"
)


def letter(
    kind: str,
    *,
    invitation_id: int,
    token: str,
    survey: SurveyView,
    company: str,
    origin: str,
    to_address: str,
    to_name: str,
    customer: str,
    locale: str,
) -> Letter:
    """Return the invitation or its reminder, in the customer's language."""
    place = f"{company} · {survey.team}" if survey.team else company
    return Letter(
        key=f"{kind}:{invitation_id}",
        kind=kind,
        to_address=to_address,
        to_name=to_name,
        subject=translate(locale, SUBJECTS[kind], company=company),
        body=translate(
            locale,
            BODY,
            greeting=addresses.greeting(locale, to_name, company),
            question=survey.question[locale],
            link=addresses.personal(origin, token),
            company=place,
        ),
        language=locale,
        customer=customer,
        opt_out_url=addresses.stop(origin, token),
    )

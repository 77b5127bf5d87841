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
SUBJECT_AGAIN = N_("Did we put it right? {company}")
BODY = N_(
    "{greeting}\n\n{question}\n\nYou answer with one tap, without signing in:\n{link}\n\n"
    "The team reads every answer and changes what it can.\n\n{company}"
)

BODY_AGAIN = N_(
    "{greeting}\n\nYou told us how it was, and we worked on it. We would like to know how it is "
    "now.\n\n{question}\n\nYou answer with one tap, without signing in:\n{link}\n\n{company}"
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
    is_again: bool = False,
) -> Letter:
    """Return the invitation or its reminder in the customer's language; `is_again` after a case."""
    place = f"{company} · {survey.team}" if survey.team else company
    return Letter(
        key=f"{kind}:{invitation_id}",
        kind=kind,
        to_address=to_address,
        to_name=to_name,
        subject=translate(locale, SUBJECT_AGAIN if is_again else SUBJECTS[kind], company=company),
        body=translate(
            locale,
            BODY_AGAIN if is_again else BODY,
            greeting=addresses.greeting(locale, to_name, company),
            question=survey.question[locale],
            link=addresses.personal(origin, token),
            company=place,
        ),
        language=locale,
        customer=customer,
        opt_out_url=addresses.stop(origin, token),
    )

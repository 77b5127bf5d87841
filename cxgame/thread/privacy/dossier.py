"""Word what is held of a customer for a sheet of paper, in one language."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from cxgame import clock, i18n
from cxgame.i18n import N_, translate
from cxgame.look import dossier
from cxgame.look.dossier import Dossier, Section
from cxgame.thread.privacy.export import Values

TITLE = N_("What we hold about you")
LEAD = N_(
    "All personal data that {company} holds of the customer known by {known}, on {day}. "
    "LGPD (Law 13,709/2018), articles 18 and 19."
)
SECTIONS = {
    "customers": N_("Who you are to us"),
    "records": N_("What you told us"),
    "invitations": N_("How we asked you"),
    "letters": N_("What we wrote to you"),
    "reports": N_("Your reports to the ombudsman"),
    "requests": N_("Your requests about your data"),
}
# The names of the values, as the file for machines has them.
LABELS = {
    "answer": N_("Your answer"),
    "answered_at": N_("Answered"),
    "answers": N_("Further answers"),
    "asked_at": N_("Asked last"),
    "at": N_("When"),
    "body": N_("Text"),
    "case": N_("What we did"),
    "channel": N_("How it came"),
    "closed_at": N_("Closed"),
    "collected_at": N_("When"),
    "consent": N_("Consent"),
    "consent_version": N_("Version of the consent"),
    "consented_on": N_("Agreed on"),
    "contact": N_("Contact"),
    "contacted_at": N_("First contact"),
    "created_at": N_("Noted"),
    "customer": N_("Customer"),
    "details": N_("Further values"),
    "due_on": N_("Due"),
    "email": N_("E-mail"),
    "entries": N_("Messages"),
    "events": N_("History"),
    "filed_at": N_("Filed"),
    "key": N_("Key"),
    "kind": N_("Kind"),
    "language": N_("Language"),
    "legal_basis": N_("Legal basis"),
    "means": N_("Way"),
    "name": N_("Name"),
    "next_on": N_("Next step on"),
    "next_step": N_("Next step"),
    "opened_at": N_("Opened"),
    "opted_out_at": N_("Asked for no more on"),
    "outcome": N_("Outcome"),
    "phone": N_("Phone"),
    "places": N_("Shown where"),
    "privacy": N_("Secrecy"),
    "protocol": N_("Protocol"),
    "question": N_("Question"),
    "rating": N_("Your rating"),
    "rating_text": N_("About your rating"),
    "received_on": N_("Received on"),
    "recovery": N_("What was done"),
    "recovery_cents": N_("Cost, in cents"),
    "root_cause": N_("Root cause"),
    "scale": N_("Scale"),
    "score": N_("Score"),
    "score_after": N_("Score asked again"),
    "segment_need": N_("Need"),
    "segment_value": N_("Value"),
    "sent_at": N_("Sent"),
    "shown_name": N_("Shown name"),
    "solved_at": N_("Solved"),
    "state": N_("State"),
    "status": N_("State"),
    "subject": N_("Subject"),
    "survey": N_("Survey"),
    "survey_kind": N_("Kind of survey"),
    "tags": N_("Tags"),
    "team": N_("Team"),
    "testimonials": N_("Testimonial"),
    "text": N_("Text"),
    "to_address": N_("To"),
    "to_name": N_("To the name of"),
    "touchpoint": N_("Touchpoint"),
    "way": N_("Way"),
    "withdrawn_at": N_("Taken back"),
    "words": N_("Words"),
}
# Words of ours that stand for something; what people wrote stays as it is.
WORDS = {
    "access": N_("Access"),
    "accusation": N_("Report of wrongdoing"),
    "anonymisation": N_("Anonymisation"),
    "anonymous": N_("Anonymous"),
    "answer": N_("Our answer"),
    "answered": N_("Answered"),
    "api": N_("another system"),
    "cancelled": N_("Cancelled"),
    "case": N_("Answer to a customer"),
    "ces": "CES",
    "closed": N_("Closed"),
    "complaint": N_("Complaint"),
    "compliment": N_("Compliment"),
    "consent": N_("Consent"),
    "contact": N_("Contact"),
    "contract": N_("Contract"),
    "correction": N_("Correction"),
    "csat": "CSAT",
    "dead": N_("Not delivered"),
    "done": N_("Done"),
    "email": N_("E-mail"),
    "erasure": N_("Erasure"),
    "escalated": N_("Told to a leader"),
    "extended": N_("The deadline was extended"),
    "file": N_("imported file"),
    "findings": N_("Findings were written down"),
    "identified": N_("With name"),
    "in_contact": N_("In contact"),
    "in_person": N_("In person"),
    "in_review": N_("Being looked into"),
    "invitation": N_("Invitation to a survey"),
    "legitimate_interest": N_("Legitimate interest"),
    "link": N_("Personal link"),
    "message": N_("Message"),
    "message_left": N_("Message left"),
    "new": N_("New case"),
    "no_answer": N_("No answer"),
    "not_asked": N_("Not asked"),
    "note": N_("Internal note"),
    "nps": "NPS",
    "observation": N_("Observation"),
    "ombudsman": N_("ombudsman"),
    "opened": N_("Opened"),
    "opposition": N_("Opposition"),
    "owner": N_("Handed over"),
    "phone": N_("Phone"),
    "platform": N_("complaint platform"),
    "print": N_("Print"),
    "priority": N_("Priority"),
    "proved": N_("Identity proved"),
    "public": N_("public page"),
    "reached": N_("We spoke"),
    "received": N_("Received"),
    "refused": N_("Request refused"),
    "reminder": N_("Reminder of a survey"),
    "request": N_("Request"),
    "rescored": N_("Asked again"),
    "secret": N_("In secret"),
    "sent": N_("Sent"),
    "smileys": N_("Smileys"),
    "social": N_("Social networks"),
    "solved": N_("Solved"),
    "staff": N_("written down by staff"),
    "stars": N_("Stars"),
    "status": N_("State"),
    "store": N_("Store"),
    "suggestion": N_("Suggestion"),
    "survey": N_("Survey answer"),
    "testimonial": N_("Testimonial"),
    "thumbs": N_("Thumbs"),
    "waiting": N_("Waiting"),
    "website": N_("Website"),
    "whatsapp": "WhatsApp",
    "wrong_contact": N_("Wrong contact"),
}
OURS = (
    *("channel", "kind", "legal_basis", "means", "outcome", "places", "privacy", "state"),
    *("status", "survey_kind", "way"),
)


def as_pdf(made: Values, *, locale: str) -> bytes:
    """Return what `export_customer` made as a PDF to hand over."""
    at = datetime.fromisoformat(made["made_at"])
    known = ", ".join(made["known_by"])
    day = i18n.day(locale, clock.local_day(at))
    sections = [
        Section(translate(locale, words), [list(_lines(one, locale)) for one in made[name]])
        for name, words in SECTIONS.items()
        if made[name]
    ]
    return dossier.printed(
        Dossier(
            language=locale,
            company=made["company"],
            title=translate(locale, TITLE),
            lead=translate(locale, LEAD, company=made["company"], known=known, day=day),
            sections=sections,
            at=at,
        )
    )


def _lines(values: Values, locale: str) -> Iterator[tuple[str, str]]:
    """Yield labels and words; what lies deeper follows its label."""
    for name, value in values.items():
        label = translate(locale, LABELS.get(name, name))
        if value in (None, "", [], {}):
            continue
        if isinstance(value, dict) and name != "details":
            yield label, ""
            yield from _lines(value, locale)
        elif isinstance(value, list) and isinstance(value[0], dict):
            for each in value:
                yield label, ""
                yield from _lines(each, locale)
        else:
            yield label, _said(name, value, locale)


def _said(name: str, value: Any, locale: str) -> str:
    if isinstance(value, list):
        between = "–" if name == "scale" else ", "
        return between.join(_said(name, each, locale) for each in value)
    if isinstance(value, dict):
        return "; ".join(f"{key}: {words}" for key, words in value.items())
    if name.endswith("_at") or name == "at":
        return i18n.moment(locale, datetime.fromisoformat(value), clock.zone())
    if name.endswith("_on"):
        return i18n.day(locale, date.fromisoformat(value))
    if name in OURS and value in WORDS:
        return translate(locale, WORDS[value])
    return str(value)

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback.cases import answering, queries, templates
from cxgame.feedback.cases.answering import Sent
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import EventKind, Means
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.register import Known, note_customer
from cxgame.notices.mail.models import Mail
from cxgame.people.models import AuditEntry
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer, complaint


def send(session: Session, town: Town, case: Case, means: Means, **more: str) -> Sent:
    given = {"subject": "About your visit", "body": "Hello Ana", **more}
    return answering.answer_customer(
        session, actor=town.diana, case_id=case.id, means=means, now=NOON, **given
    )


def test_a_mail_is_posted_with_the_case_and_noted_as_a_contact(
    session: Session, town: Town, said: Said
) -> None:
    case = said(complaint(town.desk, contact="Ana@Example.com"))
    assert case is not None
    send(session, town, case, Means.EMAIL, form_token="t")
    send(session, town, case, Means.EMAIL, form_token="t")

    [mail] = session.exec(select(Mail)).all()
    assert (mail.to_address, mail.subject, mail.body) == (
        *("ana@example.com", "About your visit", "Hello Ana"),
    )
    assert case.status == "in_contact"
    view = queries.case_view(session, actor=town.diana, case_id=case.id)
    assert view.events[0].kind is EventKind.CONTACT
    assert view.reach == "an•••@example.com"
    with pytest.raises(InvalidInput, match="phone"):
        send(session, town, case, Means.WHATSAPP)
    with pytest.raises(InvalidInput, match="subject"):
        send(session, town, case, Means.EMAIL, subject="")
    with pytest.raises(InvalidInput, match="e-mail or by WhatsApp"):
        send(session, town, case, Means.PHONE)


def test_whatsapp_is_opened_with_the_words_in_it(session: Session, town: Town, said: Said) -> None:
    case = said(complaint(town.desk, contact="(11) 98765-4321"))
    assert case is not None
    sent = send(session, town, case, Means.WHATSAPP, body="Olá, Ana & família?")
    assert sent.link == "https://wa.me/5511987654321?text=Ol%C3%A1%2C%20Ana%20%26%20fam%C3%ADlia%3F"
    with pytest.raises(InvalidInput, match="e-mail address"):
        send(session, town, case, Means.EMAIL)


def test_what_we_know_of_a_customer_serves_where_nothing_was_left(
    session: Session, town: Town, said: Said
) -> None:
    known = Known(key="C-1", name="Ana Lima", email="ana@example.com", language="en")
    note_customer(session, known, now=NOON)
    case = said(answer(town.desk, 10, text="Lovely", customer="C-1"))
    assert case is not None
    names = answering.names_for(session, actor=town.diana, case=case)
    assert names == {"customer": "Ana", "company": "CXGame", "unit": "North", "person": "Diana"}

    session.exec(select(Customer)).one().opted_out_at = NOON
    with pytest.raises(InvalidInput, match="no more messages"):
        send(session, town, case, Means.EMAIL)
    assert queries.case_view(session, actor=town.diana, case_id=case.id).has_opted_out


def test_whoever_looks_at_a_contact_leaves_a_trace(
    session: Session, town: Town, said: Said
) -> None:
    case = said(complaint(town.desk, contact="the lady with the poodle"))
    assert case is not None
    found = answering.reveal_contact(session, actor=town.diana, case_id=case.id, now=NOON)
    assert found.said == "the lady with the poodle"
    query = select(AuditEntry).where(AuditEntry.action == "feedback.reveal_contact")
    entry = session.exec(query).one()
    assert (entry.entity, "poodle" in entry.payload) == (f"case:{case.id}", False)


def test_ready_answers_fill_names_and_close_up_where_one_is_unknown() -> None:
    names = {"customer": "", "unit": "Moema"}
    assert templates.filled("Olá {customer}, da { unit }! {other}", names) == (
        "Olá, da Moema! {other}"
    )


def test_a_template_is_worded_in_both_languages_and_fills_known_places_only(
    session: Session, town: Town
) -> None:
    words = {"en": "Hello {customer}"}
    made = templates.add_answer_template(
        session, actor=town.diana, name={"en": "Hello"}, subject={"en": "Hi"}, body=words, now=NOON
    )
    [view] = templates.answer_templates(session)
    assert view.body == {"pt-BR": "Hello {customer}", "en": "Hello {customer}"}
    change = {
        "template_id": made,
        "name": {"en": "Hello"},
        "subject": {"en": "Hi"},
        "purpose": None,
        "is_active": False,
        "version": 1,
    }
    with pytest.raises(InvalidInput, match="nome"):
        templates.change_answer_template(
            session,
            actor=town.diana,
            body={"en": "Oi {nome}"},
            now=NOON,
            **change,  # type: ignore[arg-type]
        )
    templates.change_answer_template(
        session,
        actor=town.diana,
        body=words,
        now=NOON + timedelta(1),
        **change,  # type: ignore[arg-type]
    )
    assert templates.answer_templates(session) == []
    with pytest.raises(Conflict):
        templates.change_answer_template(
            session,
            actor=town.diana,
            body=words,
            now=NOON,
            **change,  # type: ignore[arg-type]
        )

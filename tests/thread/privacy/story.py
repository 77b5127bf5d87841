"""A customer of whom something is held wherever anything can be."""

from typing import Any

from sqlmodel import Session, select

from cxgame import clock, db
from cxgame.boards import service as boards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.feedback import intake, surveys, voice
from cxgame.feedback.answers import Sent
from cxgame.feedback.cases import answering, opening, service, starting, testimonials
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.testimonials import Place
from cxgame.feedback.cases.words import Means, Outcome, Priority
from cxgame.feedback.customers.register import Known
from cxgame.feedback.extras.models import AnswerPart, SurveyQuestion
from cxgame.feedback.intake import Item
from cxgame.feedback.invitations import answering as invited
from cxgame.feedback.invitations import inviting
from cxgame.feedback.invitations.models import Way
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.studies import service as studies
from cxgame.feedback.studies.form import StudyForm
from cxgame.feedback.views import service as views
from cxgame.game import kudos
from cxgame.notices import service as notices
from cxgame.notices.mail import outbox
from cxgame.notices.mail.outbox import Letter
from cxgame.people.actor import Actor
from cxgame.standards import touchpoints
from cxgame.thread.privacy import requests
from cxgame.thread.privacy.models import RequestKind
from tests import stories
from tests.conftest import NOON, Town
from tests.feedback.ombudsman import story as ombudsman

NAME, EMAIL, KEY = "Anacleta Quirino", "anacleta.q@example.com", "CLI-77-4711"
PHONE, TYPED = "+5511987654321", "(11) 98765-4321"
SAID = "O secador queimou o pelo da minha Filomena e ninguém pediu desculpa"
MORE = "Liguem para a Josefina no mesmo número, por favor"
NOTE = "A Anacleta chorou no balcão quando viu a Filomena"
TRACES = (
    *("anacleta", "quirino", EMAIL, KEY.lower(), "987654321", "98765-4321", "98765 4321"),
    *("filomena", "josefina", "chorou"),
)
ASKED = {"pt-BR": "Algo mais?", "en": "Anything else?"}
STRANGER = "A fila do banho estava curta"


def finds(text: str) -> list[str]:
    """Return what of the customer stands in a text, however it is written."""
    low = text.lower()
    return [trace for trace in TRACES if trace in low]


def rows(session: Session) -> dict[str, str]:
    """Return every table of the models as one text."""
    found = {}
    for table in db.SQLModel.metadata.sorted_tables:
        lines = [repr(tuple(row)) for row in session.execute(table.select())]
        found[table.name] = "\n".join(lines).encode().decode(
            "unicode_escape", "ignore"
        ) + "\n".join(lines)
    return found


def tell(session: Session, town: Town) -> int:
    """Let Anacleta be heard everywhere, and somebody else beside her; return her case."""
    return stories.beginning(session, "anacleta", lambda: _tell(session, town))


def _tell(session: Session, town: Town) -> int:
    boards.set_up(session, actor=Actor.system(), now=NOON)
    starting.set_up_cases(session, actor=Actor.system(), now=NOON)
    till = touchpoints.add_touchpoint(session, actor=town.root, name="Till", now=NOON)
    survey_id = surveys.add_survey(
        session, actor=town.diana, name="Counter", team_id=town.desk, touchpoint_id=till, now=NOON
    )
    _answer_by_invitation(session, town, survey_id)
    send_from_elsewhere(session)
    record_id = voice.record_complaint(
        session, actor=town.diana, team_id=town.desk, text=SAID, contact=TYPED, now=NOON
    )
    voice.record_complaint(session, actor=town.diana, team_id=town.desk, text=STRANGER, now=NOON)
    case_id = _close_the_loop(session, town, record_id)
    ombudsman.file(session, text=SAID, name=NAME, email=EMAIL, phone=TYPED)
    _write_about_her(session, town, record_id)
    session.flush()
    return case_id


def _answer_by_invitation(session: Session, town: Town, survey_id: int) -> None:
    known = Known(key=KEY, name=NAME, email=EMAIL, phone=TYPED)
    asked = {"session": session, "survey_id": survey_id, "actor": town.alice, "now": NOON}
    made = inviting.invite_customer(known=known, way=Way.EMAIL, **asked)  # type: ignore[arg-type]
    letter = Letter(
        key=f"invitation:{made.id}",
        kind="invitation",
        to_address=EMAIL,
        to_name=NAME,
        customer=KEY,
        subject="?",
        body=f"{NAME}: /i/{made.token}",
        language="pt-BR",
    )
    outbox.post(session, letter, now=NOON)
    stored = invited.answer_invitation(
        session,
        actor=Actor.nobody(),
        token=made.token,
        sent=Sent(score=2, text=f"{SAID}. {MORE}", contact=EMAIL),
        now=NOON,
    )
    question = SurveyQuestion(survey_id=survey_id, place=1, kind="text", words=ASKED, options=[])
    session.add(question)
    session.flush()
    part = AnswerPart(record_id=stored.record_id, question_id=question.id, value=MORE)
    session.add(part)


def send_from_elsewhere(session: Session) -> None:
    items = [
        Item(
            submission_id=f"{EMAIL}-{score}",
            survey="nps",
            score=score,
            text=f"{SAID} ({EMAIL})",
            team="Front desk",
            customer=KEY,
            tags=("secador", f"cliente {NAME}"),
            metadata={"vendedor": f"indicada por {NAME}"},
        )
        for score in (3, 9)
    ]
    intake.record_feedback(session, actor=Actor.integration("till"), items=items, now=NOON)


def _close_the_loop(session: Session, town: Town, record_id: int) -> int:
    known = session.exec(select(Case.id).where(Case.record_id == record_id)).first()
    case_id = known or opening.open_case(session, actor=town.diana, record_id=record_id, now=NOON)
    on: dict[str, Any] = {"actor": town.diana, "case_id": case_id, "now": NOON}
    service.note_on_case(session, text=NOTE, **on)
    service.note_contact(session, means=Means.PHONE, outcome=Outcome.REACHED, text=NOTE, **on)
    service.settle_case(
        session,
        reason_id=None,
        root_cause=f"O que a {NAME} contou",
        recovery=NOTE,
        recovery_cents=None,
        next_step=f"Ligar para {TYPED}",
        next_on=None,
        priority=Priority.HIGH,
        version=session.get_one(Case, case_id).version,
        **on,
    )
    _mail_and_testimonial(session, on)
    return case_id


def _mail_and_testimonial(session: Session, on: dict[str, Any]) -> None:
    case = session.get_one(Case, on["case_id"])
    record = session.get_one(FeedbackRecord, case.record_id)
    record.contact = EMAIL
    answering.answer_customer(
        session, means=Means.EMAIL, subject=f"Olá {NAME}", body=f"{NAME}, {SAID}", **on
    )
    record.contact = TYPED
    testimonials.note_testimonial(
        session,
        words=MORE,
        shown_name=NAME,
        places=[Place.STORE],
        consent="Autorizo.",
        consented_on=clock.local_day(NOON),
        **on,
    )


def _write_about_her(session: Session, town: Town, record_id: int) -> None:
    """Let colleagues quote and name her where nobody should."""
    form = CardForm(title=f"Secador: {SAID}", what=f"{NAME} <{EMAIL}>, {TYPED}", team_id=town.desk)
    boards.add_card(session, actor=town.diana, level=Level.OPERATIONAL, form=form, now=NOON)
    study = StudyForm(
        title="Secador", problem=SAID, whys=(f"Porque {NAME} avisou",), team_id=town.desk
    )
    studies.add_study(session, actor=town.diana, form=study, record_ids=[record_id], now=NOON)
    views.save_view(
        session, actor=town.diana, name="Dela", filters={"q": NAME, "customer": KEY}, now=NOON
    )
    kudos.give_kudos(
        session,
        actor=town.bob,
        sender_id=town.bob.person_id or 0,
        person_id=town.alice.person_id or 0,
        value="calm",
        text=f"Com a {NAME}",
        now=NOON,
    )
    notices.tell(
        session,
        people=[town.diana.person_id or 0],
        key="k",
        message="Hello {who}",
        link="records",
        now=NOON,
        who=NAME,
    )
    requests.note_request(
        session,
        actor=town.root,
        kind=RequestKind.ERASURE,
        name=NAME,
        contact=EMAIL,
        received_on=clock.local_day(NOON),
        now=NOON,
    )

"""Who was asked again after a case is forgotten with it: the link, the letter, the words."""

from sqlmodel import Session, select

from cxgame.feedback import store, surveys
from cxgame.feedback.answers import Sent
from cxgame.feedback.cases import opening
from cxgame.feedback.cases.models import Case
from cxgame.feedback.entries import Entry
from cxgame.feedback.invitations import answering, asking_again
from cxgame.feedback.invitations.models import Invitation, Way
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Band, Scale, SurveyKind
from cxgame.people.actor import Actor
from cxgame.thread.privacy import held
from tests.conftest import NOON, Town


def test_the_question_hangs_on_the_record_of_its_case(session: Session, town: Town) -> None:
    surveys.add_survey(session, actor=town.root, name="Counter", team_id=town.desk, now=NOON)
    entry = Entry("low", Kind.SURVEY, Channel.API, NOON, NOON.date(), team_id=town.desk)
    entry.survey_kind, entry.scale = SurveyKind.NPS, Scale(0, 10)
    entry.score, entry.band, entry.contact = 2, Band.DETRACTOR, "11 98765-4321"
    record_id = store.write(session, [entry], now=NOON)["low"]
    told = {"actor": town.root, "now": NOON}
    case_id = opening.open_case(session, record_id=record_id, **told)  # type: ignore[arg-type]
    session.get_one(Case, case_id).status = "solved"
    asking_again.ask_again(session, case_id=case_id, way=Way.WHATSAPP, **told)  # type: ignore[arg-type]
    row = session.exec(select(Invitation)).one()
    answering.answer_invitation(
        session, actor=Actor.nobody(), token=row.token, sent=Sent(score=9, text="Ana"), now=NOON
    )
    found = held.of_records(session, [record_id])
    assert found.invitations == (row.id,) and found.cases == (case_id,)

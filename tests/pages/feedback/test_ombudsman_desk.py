from cxgame import clock, db
from cxgame.feedback.ombudsman import questions
from cxgame.feedback.ombudsman.kinds import Privacy
from cxgame.people.models import Person
from tests.conftest import Town
from tests.feedback.ombudsman.story import file, stored
from tests.pages.conftest import OpenAs


def secret_report() -> int:
    with db.transaction() as session:
        filed = file(session, privacy=Privacy.SECRET, now=clock.now())
        return stored(session, filed).id


def test_the_desk_is_worked_from_the_first_look_to_the_close(town: Town, open_as: OpenAs) -> None:
    assert "Nothing open" in open_as(town.root, "ombudsman_desk").text
    report_id = secret_report()
    screen = open_as(town.root, "ombudsman_desk")
    assert "Cobraram duas vezes" in screen.text and "30 days left" in screen.text
    screen.tap("ombudsman", "report", str(report_id))
    assert "In secret" in screen.text and "Ana Souza" not in screen.text
    screen.tap("report", "who")
    assert "Ana Souza" in screen.sheet("reporter")
    screen.tap("report", "take")
    screen.tap("report", "note", note="Ver caixa 2")
    diana = str(town.diana.person_id)
    screen.tap("report", "ask", person=diana, question="Como se cobra o banho?")
    screen.tap("report", "extend", reason="Perícia")
    for shown in ("Ver caixa 2", "Asked: Diana", "Perícia", "60 days left"):
        assert shown in screen.text
    screen.tap("report", "answer", answer=" ")
    assert "Please write a few words." in screen.text
    screen.tap("report", "answer", answer="Devolvemos")
    screen.tap("report", "close")
    assert "Reopen" in screen.text
    assert "Cobraram" in open_as(town.root, "ombudsman_desk?show=done").text


def test_a_leader_sees_the_question_and_nothing_else(town: Town, open_as: OpenAs) -> None:
    report_id = secret_report()
    with db.transaction() as session:
        question = questions.ask_leader(
            session,
            actor=town.root,
            report_id=report_id,
            person_id=town.diana.person_id or 0,
            text="Como se cobra o banho?",
            now=clock.now(),
        )
    screen = open_as(town.diana, f"ombudsman_desk?report={report_id}")
    assert "Como se cobra o banho?" in screen.text
    assert "Cobraram" not in screen.text and "Ana" not in screen.text
    reply = {"question": str(question), f"reply-{question}": "Na entrega"}
    screen.tap("ombudsman-questions", "reply", **reply)
    assert "Na entrega" in screen.text
    assert "numbers under five" in open_as(town.edu, "ombudsman_desk").text


def test_the_office_is_given_in_people_and_opens_the_desk(town: Town, open_as: OpenAs) -> None:
    alice = town.alice.person_id or 0
    secret_report()
    assert "not for your role" in open_as(town.alice, "ombudsman_desk").text
    screen = open_as(town.root, f"people_admin?person={alice}")
    screen.tap(f"person-{alice}", "office_on")
    with db.reading() as session:
        assert session.get_one(Person, alice).is_ombudsman
    desk = open_as(town.alice, "ombudsman_desk")
    assert "Cobraram duas vezes" in desk.text
    assert "ombudsman_desk" in desk.sheet("shell")

"""A question of the bank becomes a draft that lacks exactly what only an author can add."""

from sqlmodel import Session

from cxgame.content.fields import Cursor, Fault
from cxgame.content.question import read_question
from cxgame.learning.bank import drafting, queries, service
from tests.conftest import NOON, Town
from tests.learning.bank.conftest import read


def test_the_draft_lacks_language_step_and_id(session: Session, town: Town) -> None:
    text = "What first?{=Look ~Wait#Late. ####Why}"
    service.import_bank(session, actor=town.diana, reading=read(text), file_name="a.gift", now=NOON)
    (found,) = queries.bank(session, actor=town.diana).questions
    draft = drafting.as_question(found)
    assert draft == {
        "id": "",
        "kind": "single",
        "step": "",
        "prompt": {"pt-BR": "", "en": "What first?"},
        "feedback": {"pt-BR": "", "en": "Why"},
        "options": [
            {"id": "a", "text": {"pt-BR": "", "en": "Look"}, "right": True},
            {
                "id": "b",
                "text": {"pt-BR": "", "en": "Wait"},
                "feedback": {"pt-BR": "", "en": "Late."},
            },
        ],
    }
    faults: list[Fault] = []
    placed = drafting.as_question(found, question_id="welcome-look", step="greet")
    read_question(Cursor(placed, "q", faults))
    assert {fault.message for fault in faults} == {"The text in {language} is missing."}
    assert {fault.language for fault in faults} == {"pt-BR"}


def test_a_completed_draft_is_a_question(session: Session, town: Town) -> None:
    service.import_bank(
        session, actor=town.diana, reading=read("Late? {T####Yes}"), file_name="a", now=NOON
    )
    (found,) = queries.bank(session, actor=town.diana).questions
    draft = drafting.as_question(found, question_id="late", step="greet")
    draft["prompt"]["pt-BR"], draft["feedback"]["pt-BR"] = "Atrasou?", "Sim"
    faults: list[Fault] = []
    question = read_question(Cursor(draft, "q", faults))
    assert faults == []
    assert (question.id, question.step, question.prompt.pt_br) == ("late", "greet", "Atrasou?")

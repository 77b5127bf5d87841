"""The question bank on the screen: files looked at, agreed to, tried, taken back; ours out."""

import pytest

from cxgame import db
from cxgame.learning.bank import queries
from cxgame.learning.bank.queries import BankPage
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen

FILE = """
::greet:: [plain]What comes first?{=Look up#Yes. ~Wait#Too late. ####People see your face first.}

Interrupting helps.{FALSE}

Write about your day. {}
"""


def upload(screen: Screen, content: str | bytes, name: str = "perguntas.gift") -> Screen:
    raw = content.encode() if isinstance(content, str) else content
    screen.app.file_uploader[0].set_value((name, raw, "text/plain"))
    screen.app.run()
    assert not screen.app.exception
    return screen


def press(screen: Screen, words: str) -> Screen:
    next(button for button in screen.app.button if words in button.label).click()
    screen.app.run()
    assert not screen.app.exception
    return screen


def stored(town: Town) -> BankPage:
    with db.reading() as session:
        return queries.bank(session, actor=town.diana)


@pytest.fixture
def brought(town: Town, open_as: OpenAs) -> Screen:
    """Diana's screen after she brought the file in."""
    screen = upload(open_as(town.diana, "question_bank?part=in"), FILE)
    return press(screen, "Bring 2 questions in")


def test_an_empty_bank_leads_to_the_first_file(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "question_bank")
    assert "No question in the bank yet" in screen.text
    assert screen.tap("bank", "part", "in").address["part"] == "in"
    assert screen.app.file_uploader


def test_it_says_what_would_happen_before_anything_does(town: Town, open_as: OpenAs) -> None:
    screen = upload(open_as(town.diana, "question_bank?part=in"), FILE)
    assert "Read as GIFT, written in UTF-8." in screen.text
    assert [metric.value for metric in screen.app.metric] == ["3", "2", "0", "1"]
    tables = [frame.value.values.tolist() for frame in screen.app.dataframe]
    assert [[6, "An essay needs somebody to mark it."]] in tables
    assert "What comes first?" in screen.sheet("bank-first")
    assert stored(town).total == 0


def test_the_good_questions_go_in_on_consent(town: Town, brought: Screen) -> None:
    assert stored(town).total == 2
    assert "2 questions went in." in brought.text
    assert brought.address["batch"] == "1"
    assert "Interrupting helps." in brought.sheet("bank")


def test_the_same_file_again_adds_nothing(town: Town, brought: Screen, open_as: OpenAs) -> None:
    screen = upload(open_as(town.root, "question_bank?part=in"), FILE)
    assert "Nothing new would go in." in screen.text
    assert [metric.value for metric in screen.app.metric] == ["3", "0", "2", "1"]


def test_another_format_can_be_chosen(town: Town, open_as: OpenAs) -> None:
    screen = upload(open_as(town.diana, "question_bank?part=in"), FILE)
    next(box for box in screen.app.selectbox if box.label == "Format").set_value("moodlexml")
    screen.app.run()
    assert "This can't be read as XML" in screen.text


def test_language_and_windows_letters_are_taken(town: Town, open_as: OpenAs) -> None:
    aiken = "Qual é a saudação?\nA) Olá\nB) Não\nANSWER: A\n".encode("cp1252")
    screen = upload(open_as(town.diana, "question_bank?part=in"), aiken, "q.txt")
    assert "Read as Aiken, written in CP1252." in screen.text
    next(b for b in screen.app.selectbox if b.label == "Language of the questions").set_value("en")
    screen.app.run()
    press(screen, "Bring 1 question in")
    (one,) = stored(town).questions
    assert (one.language, one.prompt) == ("en", "Qual é a saudação?")


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "This file is empty."), (b"PK\x03\x04xx", "This is not a text file.")],
)
def test_what_is_no_text_is_said_so(town: Town, open_as: OpenAs, content: bytes, said: str) -> None:
    assert said in upload(open_as(town.diana, "question_bank?part=in"), content).text


def test_filters_live_in_the_address(brought: Screen) -> None:
    brought.tap("bank", "filter", q="INTERRUPTING", kind="true_false", language="", free="on")
    assert brought.address == {
        "batch": "1",
        "q": "INTERRUPTING",
        "kind": "true_false",
        "free": "on",
    }
    assert "What comes first?" not in brought.sheet("bank")
    assert "Interrupting helps." in brought.sheet("bank")
    brought.tap("bank", "filter", q="nothing of the kind")
    assert "No question fits" in brought.text
    assert "What comes first?" in brought.tap("bank", "clear").sheet("bank")


def test_a_question_is_tried_as_a_learner_would(brought: Screen) -> None:
    question = next(
        one
        for one in ("1", "2")
        if "What comes first?" in brought.open(f"question_bank?question={one}").text
    )
    brought.open(f"question_bank?question={question}")
    brought.tap("bank-question", "answer", turn="0", answer="b")
    told = brought.sheet("bank-question")
    assert "Too late." in told
    assert "People see your face first." in told
    assert "The right answer" in told
    assert "Check" in brought.tap("bank-question", "again").sheet("bank-question")
    brought.tap("bank-question", "answer", turn="0")
    assert "Choose one of the answers." in brought.sheet("bank-question")
    assert "question" not in brought.tap("bank-question", "back").address


def test_there_is_no_such_question(town: Town, open_as: OpenAs) -> None:
    assert "no such question" in open_as(town.diana, "question_bank?question=77").text


def test_a_file_is_taken_back_whole(town: Town, brought: Screen) -> None:
    brought.open("question_bank?part=in").tap("bank-batches", "undo", "1")
    assert stored(town).total == 0
    assert "Taken back" in brought.sheet("bank-batches")
    assert "already" in brought.tap("bank-batches", "undo", "1").text


def test_ours_go_out_with_what_the_format_cannot_hold(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "question_bank?part=out")
    (button,) = screen.app.get("download_button")
    assert "Download" in button.label
    (frame,) = screen.app.dataframe
    assert "GIFT has no questions that put things in order." in frame.value.to_string()
    next(box for box in screen.app.selectbox if box.label == "Format").set_value("moodlexml")
    screen.app.run()
    assert "Nothing is lost: every question fits whole." in screen.text


def chosen(screen: Screen) -> str:
    """Return the id of the first question in the list."""
    return screen.sheet("bank").split('name="take" value="')[1].split('"')[0]


def test_questions_are_put_into_a_module_from_the_list(town: Town, brought: Screen) -> None:
    text = brought.sheet("bank")
    assert "Use in a module" in text and "Welcome whoever arrives (opens a draft)" in text
    brought.tap("bank", "take", module="", take=chosen(brought))
    assert "Choose the module first." in brought.text
    brought.tap("bank", "take", module="welcome")
    assert "Choose a question first." in brought.text
    ids = [str(one.id) for one in stored(town).questions]
    brought.tap("bank", "take", module="welcome", take="\n".join(ids))
    assert brought.address == {"id": "1", "part": "questions"}
    assert "What comes first?" in brought.sheet("draft")
    assert {one.used_in for one in stored(town).questions} == {"welcome"}


def test_one_question_opens_in_the_draft_with_what_it_lacks(town: Town, brought: Screen) -> None:
    question = chosen(brought)
    brought.open(f"question_bank?question={question}&into=welcome")
    assert '<option value="welcome" selected>' in brought.sheet("bank-question")
    brought.tap("bank-question", "take", module="welcome", take=question)
    assert brought.address["entry"] == "welcome-8"  # behind the seven it had
    text = brought.sheet("draft")
    assert "Choose a step" in text
    assert "Portuguese" in text


def test_a_draft_leads_to_the_bank_and_back(town: Town, brought: Screen) -> None:
    brought.tap("bank", "take", module="welcome", take=chosen(brought))
    brought.open("draft?id=1&part=questions")
    brought.tap("draft", "open", "question_bank?free=on&into=welcome")
    assert brought.address == {"free": "on", "into": "welcome"}
    assert '<option value="welcome" selected>' in brought.sheet("bank")
    assert "What comes first?" not in brought.sheet("bank")  # it is in use

from cxgame import clock, db
from cxgame.game import queries
from cxgame.thread import service
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.walks.game import praise


def test_thanks_are_sent_in_three_taps(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.bob, "kudos")
    assert "3 left today" in screen.sheet("kudos")
    screen.tap("kudos", "give", person=str(town.alice.person_id), reason="calm")
    assert "2 left today" in screen.sheet("kudos")
    with db.reading() as session:
        total = queries.total(session, actor=town.alice, person_id=town.alice.person_id or 0)
    assert total == 5
    text = open_as(town.alice, "today").text
    assert "Stayed calm and kind" in text and "Bob" in text


def test_a_limit_is_told_in_words(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.bob, "kudos")
    for reason in ("calm", "helped"):
        screen.tap("kudos", "give", person=str(town.alice.person_id), reason=reason)
    assert "You thanked this colleague in the last 7 days already." in screen.text


def test_what_no_form_sends_breaks_nothing(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.bob, "kudos")
    screen.tap("kudos", "give", person=str(town.alice.person_id), reason="<b>")
    assert "Choose what you say thanks for." in screen.text
    screen.tap("kudos", "give", person="999999", reason="calm")
    assert "There is no such person." in screen.text


def test_a_customers_words_are_masked(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        record_id = praise(session, town.desk, "Alice was lovely, call me: 11 98888-7777")
        service.pass_on_compliment(
            session,
            actor=town.diana,
            record_id=record_id,
            person_id=town.alice.person_id or 0,
            now=clock.now(),
        )
    for page in ("today", "kudos", "me"):
        text = open_as(town.alice, page).text
        assert "Alice was lovely" in text
        assert "98888" not in text


def test_a_manager_passes_a_compliment_on_from_the_record(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        record_id = praise(session, town.desk)
    screen = open_as(town.diana, f"records?record={record_id}")
    assert "Pass on to a colleague" in screen.sheet(f"praise-{record_id}")
    screen.tap(f"praise-{record_id}", "praise", person=str(town.alice.person_id))
    assert "Ana was lovely" in open_as(town.alice, "kudos").sheet("kudos")

"""The inbox and its choices on screen."""

from datetime import timedelta

from sqlmodel import select

from cxgame import clock, db
from cxgame.boards.models import Consultation
from cxgame.thread.inbox import choices
from cxgame.thread.inbox.choices import MailChoice
from cxgame.thread.inbox.waiting import Kind
from tests.boards import story
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def test_what_waits_is_narrowed_and_opened(town: Town, open_as: OpenAs) -> None:
    soon = clock.local_day(clock.now()) + timedelta(days=1)
    with db.transaction() as session:
        task = story.add_task(session, town, title="Open the till", due_on=soon)
        story.add_task(session, town, title="Question", consulted=(town.alice.person_id,))
    screen = open_as(town.bob, "notices")
    assert "2 things wait for you" in screen.sheet("inbox")
    assert "tomorrow" in screen.sheet("inbox")
    screen.tap("inbox", "open", f"board?level=operational&card={task}")
    assert screen.address == {"level": "operational", "card": str(task)}
    alice = open_as(town.alice, "notices")
    assert "Your opinion is asked" in alice.sheet("inbox")
    assert "Nothing waits for you" in open_as(town.charlie, "notices").sheet("inbox")
    assert open_as(town.bob, "notices?kind=x&all=on").sheet("inbox")


def test_a_consultation_is_answered_where_it_waits(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        consulted = {"consulted": story.ids(town.alice), "question": "Which hours?"}
        plan = story.add_plan(session, town, **consulted)
        story.submit(session, town.bob, plan)
    screen = open_as(town.alice, "notices")
    assert "Which hours?" in screen.sheet("inbox")
    assert "first" in screen.tap("inbox", "answer", card=str(plan), stance="object", words="").text
    screen.tap("inbox", "answer", card=str(plan), stance="object", words="Not on Saturdays")
    assert "Which hours?" not in screen.sheet("inbox")
    with db.reading() as session:
        heard = session.exec(select(Consultation.answer, Consultation.stance)).all()
    assert heard == [("Not on Saturdays", "object")]
    refused = open_as(town.charlie, "notices").tap("inbox", "answer", card=str(plan), words="x")
    assert "no such card" in refused.text


def test_mail_and_calendar_are_chosen_on_the_profile(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.bob, "profile")
    sent = {"mail_at": "09:30", "quiet_from": "22:00", "quiet_until": "05:00"}
    screen.tap("own-mail", "mail", is_mailed="on", kinds="do\ncase", **sent)
    with db.reading() as session:
        choice = choices.mail_choice(session, actor=town.bob)
    left_out = tuple(kind for kind in Kind if kind not in (Kind.DO, Kind.CASE))
    assert choice == MailChoice(True, 570, 1320, 300, left_out)
    assert "09:00" in screen.tap("own-mail", "mail", mail_at="soon").text
    screen.tap("own-mail", "calendar")
    assert "/calendar/" in screen.sheet("own-mail")
    assert "/calendar/" not in open_as(town.bob, "profile").sheet("own-mail")
    screen.tap("own-mail", "revoke")
    with db.reading() as session:
        assert choices.calendar_of(session, actor=town.bob) is None

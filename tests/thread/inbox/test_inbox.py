"""One inbox of all rooms, mailed once a day and read by calendars."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlmodel import Session, select

from cxgame.boards import comments, decisions, service, writing
from cxgame.feedback import store
from cxgame.feedback.cases import starting
from cxgame.notices.mail.models import Mail
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.thread.inbox import calendar, choices, digest, waiting
from cxgame.thread.inbox.choices import MailChoice
from cxgame.thread.inbox.models import InboxChoice
from cxgame.thread.inbox.waiting import Kind
from tests.boards import story
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import complaint

DUE = date(2026, 4, 1)
MORNING = datetime(2026, 3, 3, 10, 30, tzinfo=UTC)  # 7:30 in São Paulo


def kinds(session: Session, actor: Actor, now: datetime = NOON) -> list[Kind]:
    return [one.kind for one in waiting.items(session, actor=actor, now=now)]


def give_address(session: Session, actor: Actor) -> None:
    session.get_one(Person, actor.person_id).email = "who@example.com"
    session.flush()


def mails(session: Session) -> list[Mail]:
    return list(session.exec(select(Mail).order_by(Mail.id)))  # type: ignore[arg-type]


def test_what_waits_comes_from_every_room(session: Session, town: Town) -> None:
    story.add_task(session, town, due_on=DUE)
    plan = story.add_plan(session, town)
    decisions.submit_for_approval(session, actor=town.bob, card_id=plan, version=1, now=NOON)
    task = story.add_task(session, town, actor=town.alice, title="Count the till")
    comments.add_comment(session, actor=town.alice, card_id=task, text="@Bob please", now=NOON)
    assert kinds(session, town.bob) == [Kind.DO, Kind.MENTION]
    assert kinds(session, town.diana) == [Kind.APPROVE]
    assert kinds(session, Actor.system()) == []


def test_the_daily_mail_comes_at_its_hour_and_once(session: Session, town: Town) -> None:
    give_address(session, town.bob)
    story.add_task(session, town, title="Open the second till", due_on=DUE)
    early = MORNING - timedelta(hours=1)
    assert digest.send_digests(session, now=early) == 0
    assert digest.send_digests(session, now=MORNING) == 1
    assert digest.send_digests(session, now=MORNING + timedelta(hours=3)) == 0
    (mail,) = mails(session)
    assert mail.subject == "1 thing waits for you at CXGame"
    assert "Open the second till" in mail.body and "Tasks (1)" in mail.body
    assert digest.send_digests(session, now=MORNING + timedelta(days=1)) == 1


def test_it_is_never_empty(session: Session, town: Town) -> None:
    give_address(session, town.bob)
    assert digest.send_digests(session, now=MORNING) == 0
    story.add_task(session, town, due_on=DUE)
    later = MORNING + timedelta(hours=5)
    assert digest.send_digests(session, now=later) == 0  # it was not at the hour
    assert mails(session) == []


def choose(session: Session, actor: Actor, **values: Any) -> None:
    choices.choose_mail(
        session,
        actor=actor,
        person_id=actor.person_id or 0,
        choice=MailChoice(**values),
        now=NOON,
    )


def test_each_chooses_hour_kinds_and_silence(session: Session, town: Town) -> None:
    give_address(session, town.bob)
    story.add_task(session, town, due_on=DUE)
    choose(session, town.bob, mail_at=9 * 60, left_out=(Kind.SIGN,))
    assert digest.send_digests(session, now=MORNING) == 0
    assert digest.send_digests(session, now=MORNING + timedelta(hours=2)) == 1
    choose(session, town.bob, left_out=(Kind.DO,))
    assert digest.send_digests(session, now=MORNING + timedelta(days=1)) == 0
    choose(session, town.bob, is_mailed=False)
    assert digest.send_digests(session, now=MORNING + timedelta(days=2)) == 0
    assert choices.mail_choice(session, actor=town.bob).is_mailed is False


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "minute", "is_due"),
    [
        (20 * 60, 6 * 60, 7 * 60, True),
        (20 * 60, 8 * 60, 7 * 60, False),
        (20 * 60, 8 * 60, 8 * 60, True),
        (7 * 60, 9 * 60, 8 * 60, False),
        (7 * 60, 9 * 60, 9 * 60, True),
        (7 * 60, 7 * 60, 7 * 60, True),
        (20 * 60, 6 * 60, 21 * 60, False),
    ],
)
def test_quiet_hours_may_lie_over_midnight(
    quiet_from: int, quiet_until: int, minute: int, is_due: bool
) -> None:
    choice = InboxChoice(person_id=1, quiet_from=quiet_from, quiet_until=quiet_until)
    assert digest.is_due(choice, minute) is is_due


def make(session: Session, town: Town) -> str:
    bob = town.bob.person_id or 0
    return choices.make_calendar(session, actor=town.bob, person_id=bob, now=NOON)


def events(session: Session, token: str, now: datetime) -> dict[str, Any]:
    """Return the events of a calendar by UID, as the parser of `icalendar` reads them back."""
    found = calendar.feed(session, token=token, now=now)
    assert found is not None
    read = Calendar.from_ical(found)
    return {str(one["uid"]): one for one in read.walk("VEVENT")}


def test_a_calendar_follows_what_changes(session: Session, town: Town) -> None:
    token = make(session, town)
    task = story.add_task(session, town, title="Count, then close; the till", due_on=DUE)
    ((uid, first),) = events(session, token, NOON).items()
    assert first.decoded("dtstart") == DUE
    assert str(first["summary"]) == "View: Count, then close; the till"
    assert (first["sequence"], str(first["status"])) == (0, "CONFIRMED")

    assert events(session, token, NOON)[uid]["sequence"] == 0  # nothing changed, nothing rises

    form = writing.read(session, session.get_one(writing.Card, task))
    later = {**vars(form), "due_on": DUE + timedelta(days=2)}
    service.change_card(
        session, actor=town.bob, card_id=task, form=type(form)(**later), version=1, now=NOON
    )
    moved = events(session, token, NOON)[uid]
    assert (moved["sequence"], moved.decoded("dtstart")) == (1, DUE + timedelta(days=2))

    service.cancel_card(
        session, actor=town.diana, card_id=task, reason="Not needed", version=2, now=NOON
    )
    gone = events(session, token, NOON)[uid]
    assert (gone["sequence"], str(gone["status"])) == (2, "CANCELLED")
    assert events(session, token, NOON + timedelta(days=29)).keys() == {uid}
    assert events(session, token, NOON + timedelta(days=31)) == {}


def test_an_address_is_revoked_and_made_anew(session: Session, town: Town) -> None:
    first = make(session, town)
    second = make(session, town)
    assert calendar.feed(session, token=first, now=NOON) is None
    assert calendar.feed(session, token=second, now=NOON) is not None
    assert choices.calendar_of(session, actor=town.bob) is not None
    bob = town.bob.person_id or 0
    choices.revoke_calendar(session, actor=town.bob, person_id=bob, now=NOON)
    assert calendar.feed(session, token=second, now=NOON) is None
    assert choices.calendar_of(session, actor=town.bob) is None


def test_who_left_has_no_calendar(session: Session, town: Town) -> None:
    token = make(session, town)
    session.get_one(Person, town.bob.person_id).is_active = False
    session.flush()
    assert calendar.feed(session, token=token, now=NOON) is None


def test_customers_words_stay_inside(session: Session, town: Town) -> None:
    starting.set_up_cases(session, actor=Actor.system(), now=NOON)
    store.write(session, [complaint(town.desk, "My dog was cold")], now=NOON)
    (case,) = (
        one for one in waiting.items(session, actor=town.diana, now=NOON) if one.kind is Kind.CASE
    )
    assert (case.title, case.outside) == ("My dog was cold", "Case 1")
    give_address(session, town.diana)
    assert digest.send_digests(session, now=MORNING) == 1
    (mail,) = mails(session)
    assert "Case 1" in mail.body and "cold" not in mail.body

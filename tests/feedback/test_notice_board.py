"""The notice board: the first three, a kind word for all, nobody last."""

from datetime import date, timedelta

from sqlmodel import Session

from cxgame.feedback import notice_board
from cxgame.feedback.kinds import Kind
from cxgame.feedback.notice_board import Mood
from tests.conftest import Town
from tests.feedback.analysis.story import answers, voices

TODAY = date(2026, 3, 31)
BEFORE = TODAY - timedelta(days=120)


def test_everyone_has_a_kind_word(session: Session, town: Town) -> None:
    answers(session, *[10] * 30, team_id=town.desk, day=TODAY)
    answers(session, *[2] * 30, team_id=town.desk, day=BEFORE)
    answers(session, *[2] * 30, team_id=town.clinic, day=TODAY)
    answers(session, *[10] * 30, team_id=town.clinic, day=BEFORE)
    answers(session, *[9] * 3, team_id=town.grooming, day=TODAY)
    voices(session, 4, kind=Kind.COMPLIMENT, team_id=town.desk, day=TODAY)

    made = notice_board.notice_board(session, today=TODAY)
    assert [(one.team, one.mood, one.answers) for one in made.teams] == [
        ("Clinic", Mood.LISTENING, 30),
        ("Front desk", Mood.ROSE, 30),
        ("Grooming", Mood.COLLECTING, 3),
    ]
    assert [row.team for row in made.first] == ["Front desk", "Clinic"]
    assert (made.together, made.compliments) == (1, 4)
    south = notice_board.notice_board(session, today=TODAY, unit="South")
    assert [one.team for one in south.teams] == ["Grooming"]


def test_what_chance_explains_is_steady(session: Session, town: Town) -> None:
    for day, happy in ((TODAY, 12), (BEFORE, 11)):
        answers(session, *[9] * happy, *[5] * 8, team_id=town.desk, day=day)
    made = notice_board.notice_board(session, today=TODAY)
    assert {one.team: one.mood for one in made.teams}["Front desk"] is Mood.STEADY


def test_an_empty_company_has_nobody_first(session: Session, town: Town) -> None:
    made = notice_board.notice_board(session, today=TODAY)
    assert (made.first, made.together, made.compliments) == ((), 0, 0)
    assert {one.mood for one in made.teams} == {Mood.COLLECTING}

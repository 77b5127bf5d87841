import re
from collections import Counter

import pytest
from sqlalchemy import func, text
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards.models import Board, BoardColumn, Card, CardRole, Consultation, Level
from cxgame.demo import story
from cxgame.direction import queries as objectives
from cxgame.direction.okr import Pace
from cxgame.feedback import leaderboards, rollup_check, surveys
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.ranking import State
from cxgame.game import ledger_check, rules, seasons
from cxgame.game.models import Kudos, PointEntry
from cxgame.learning import noted_points
from cxgame.learning.authoring import listing
from cxgame.learning.authoring.rules import State as DraftState
from cxgame.learning.models import AssignedPerson, ModuleRun
from cxgame.learning.practice.models import PracticeRun, ReviewEntry
from cxgame.people import audit, queries
from cxgame.people.actor import Actor
from cxgame.people.demo_accounts import DEMO_NAMES, DEMO_PASSWORD
from cxgame.people.models import Person
from cxgame.people.passwords import matches
from cxgame.people.rota.models import Leave, ShiftPattern
from cxgame.standards import sops
from cxgame.standards.models import SopStep
from cxgame.standards.signing.models import SopDecision
from cxgame.thread import objectives as thread
from cxgame.thread.models import RecordLink
from tests.demo.conftest import DAYS, NOW, actor

SYSTEM = Actor.system()

pytestmark = pytest.mark.slow


def count(session: Session, what: type, *where: object) -> int:
    return session.exec(select(func.count()).select_from(what).where(*where)).one()


def test_it_is_the_demo_with_three_units_eight_teams_and_about_sixty_people(
    told: Session,
) -> None:
    teams = queries.teams(told, actor=SYSTEM)

    assert queries.company(told).is_demo
    assert len(queries.units(told)) == 3
    assert len(teams) == 8
    assert 55 <= count(told, Person) <= 65
    assert all(team.members >= 3 for team in teams)


def test_everybody_shares_the_password_that_the_sign_in_page_shows(told: Session) -> None:
    people = told.exec(select(Person)).all()

    assert {person.sign_in_name for person in people} >= set(DEMO_NAMES)
    assert len({person.password_hash for person in people}) == 1
    assert matches(DEMO_PASSWORD, people[0].password_hash)


def test_its_roll_ups_are_those_of_its_records(told: Session) -> None:
    check = rollup_check.check(told)

    assert check.cells > 100
    assert check.differences == ()


def test_its_objectives_are_on_track_and_at_risk(told: Session) -> None:
    vera = actor(told, "vera")
    found = {one.form.title: one for one in objectives.objectives(told, actor=vera, now=NOW)}
    loyalty = found["Quem compra volta porque confia em nós"]
    conversion = found["Quem nos conhece passa a comprar"]
    assert (loyalty.pace, loyalty.stale) == (Pace.ON_TRACK, 0)
    assert (conversion.pace, conversion.stale) == (Pace.AT_RISK, 1)
    (closed,) = objectives.objectives(told, actor=vera, now=NOW, is_closed=True)
    assert closed.learned
    serving = thread.serving(told, actor=vera, now=NOW)
    assert {len(serving[one.id]) > 0 for one in found.values()} == {True}


def test_its_audit_is_whole(told: Session) -> None:
    entries, broken = audit.verify(told)

    assert entries > 300
    assert broken is None


def test_its_points_are_those_of_its_modules_and_practices(told: Session) -> None:
    earned: Counter[int] = Counter()
    for run in (ModuleRun, PracticeRun):
        for who, points in told.exec(select(run.person_id, run.points)):
            earned[who] += points
    learned = (rules.QUESTION, rules.SCENARIO, rules.MODULE, rules.REVIEW, rules.PRACTICE)
    written = (
        select(PointEntry.person_id, func.sum(PointEntry.points))
        .where(col(PointEntry.rule).in_(learned))
        .group_by(col(PointEntry.person_id))
    )
    ledger = dict(told.exec(written).all())

    assert sum(ledger.values()) > 1_000
    assert +earned == {who: points for who, points in ledger.items() if points}


def test_nothing_happens_in_the_future_or_before_it_begins(told: Session) -> None:
    today = clock.local_day(NOW)
    first, last = told.exec(
        select(func.min(FeedbackRecord.on_day), func.max(FeedbackRecord.on_day))
    ).one()

    assert (today - first).days == DAYS
    assert (today - last).days == 1


def test_no_sentence_keeps_an_open_place(told: Session) -> None:
    texts = told.exec(select(FeedbackRecord.text).where(FeedbackRecord.text != "")).all()

    assert len(texts) > 300
    assert [words for words in texts if re.search(r"[{}]|  ", words)] == []


def test_the_newest_comments_of_a_team_do_not_repeat(told: Session) -> None:
    for team in queries.teams(told, actor=SYSTEM):
        query = select(FeedbackRecord.text).where(
            FeedbackRecord.team_id == team.id, func.length(FeedbackRecord.text) > 40
        )
        newest = told.exec(query.order_by(col(FeedbackRecord.collected_at).desc()).limit(12)).all()

        assert len(set(newest)) == len(newest), team.name


def test_one_small_team_is_still_collecting(told: Session) -> None:
    rows = leaderboards.leaderboard(told, actor=SYSTEM, board="nps").rows
    collecting = [row.team for row in rows if row.state is State.COLLECTING]

    assert collecting == ["Leva e traz Batel"]
    assert len(rows) == 8


def test_every_team_has_an_open_survey(told: Session) -> None:
    found = surveys.surveys(told, actor=SYSTEM)

    assert len({one.team_id for one in found if one.is_open}) == len(story.TEAMS)


def test_a_flood_is_held_and_counts_nowhere(told: Session) -> None:
    assert count(told, FeedbackRecord, FeedbackRecord.is_held) == 6


def test_records_are_sorted_to_steps_of_their_touchpoint(told: Session) -> None:
    query = (
        select(FeedbackRecord, SopStep)
        .join(SopStep, col(SopStep.id) == col(FeedbackRecord.sop_step_id))
        .where(FeedbackRecord.sop_id == SopStep.sop_id)
    )

    assert len(told.exec(query).all()) > 20


def test_every_board_has_cards_in_every_column(told: Session) -> None:
    query = (
        select(Board.level, BoardColumn.key, func.count(col(Card.id)))
        .join(BoardColumn, col(BoardColumn.board_id) == col(Board.id))
        .outerjoin(Card, col(Card.column_id) == col(BoardColumn.id))
        .group_by(col(Board.level), col(BoardColumn.key))
    )
    found = {(level, key): cards for level, key, cards in told.exec(query)}

    assert min(found.values()) >= 1, found
    for level in Level:
        cards = sum(n for (of, _key), n in found.items() if of == level)
        assert 8 <= cards <= 16, level


def test_cards_tell_of_every_kind_of_decision(told: Session) -> None:
    assert count(told, Card, col(Card.cancelled_at).is_not(None)) >= 2
    assert count(told, Card, Card.approval == "rejected") >= 2
    assert count(told, Card, Card.approval == "waiting") >= 3
    assert count(told, Card, col(Card.done_asked_at).is_not(None)) >= 2
    assert count(told, Card, Card.due_on < clock.local_day(NOW), col(Card.done_at).is_(None)) >= 4
    assert count(told, Card, col(Card.serves_card_id).is_not(None)) >= 5
    assert count(told, Consultation, col(Consultation.answered_at).is_(None)) >= 2
    assert set(told.exec(select(CardRole.letter))) == set("RACI")


def test_one_complaint_led_to_a_task_and_to_a_training(told: Session) -> None:
    links = told.exec(select(RecordLink)).all()

    assert len({link.record_id for link in links if link.assignment_id}) == 1
    assert {bool(link.card_id) for link in links} == {True, False}


def test_modules_were_given_done_and_left_open(told: Session) -> None:
    passed = count(told, AssignedPerson, col(AssignedPerson.done_at).is_not(None))
    still_open = count(told, AssignedPerson, col(AssignedPerson.done_at).is_(None))
    begun = count(told, ModuleRun, col(ModuleRun.finished_at).is_(None))
    failed = count(told, ModuleRun, col(ModuleRun.finished_at).is_not(None), ~ModuleRun.is_passed)

    assert passed > 20
    assert still_open > 10
    assert begun >= 3
    assert failed >= 1


def test_observations_name_their_author_and_mood(told: Session) -> None:
    query = select(FeedbackRecord).where(FeedbackRecord.kind == "observation")
    query = query.where(FeedbackRecord.channel != "visit")  # seen by a leader, felt by nobody
    found = told.exec(query).all()

    assert len(found) > 20
    assert all(one.author_id and one.mood and one.touchpoint_id for one in found)


def test_it_plays_and_all_of_it_follows_from_the_ledger(told: Session) -> None:
    found = ledger_check.check(told, today=clock.local_day(NOW))
    assert found.differences == ()
    noted = noted_points.check(told)
    assert noted.differences == () and noted.runs > 100
    assert found.badges > 30
    assert found.kudos > 20
    compliments = select(func.count()).where(col(Kudos.record_id).is_not(None))
    assert told.exec(compliments).one() > 0
    assert seasons.current(told, today=clock.local_day(NOW))
    assert told.exec(select(func.count(col(Leave.id)))).one() > 5
    assert told.exec(select(func.count(col(ShiftPattern.id)))).one() > 50


def test_no_row_points_nowhere(told: Session) -> None:
    assert told.execute(text("PRAGMA foreign_key_check")).all() == []


def test_alice_and_bruno_are_of_the_frontline(told: Session) -> None:
    assert {actor(told, name).role for name in ("alice", "bruno")} == {"frontline"}


def test_some_practise_and_know_about_as_much_as_predicted(told: Session) -> None:
    reviews = told.exec(select(ReviewEntry).where(ReviewEntry.source == "practice")).all()
    finished = count(told, PracticeRun, col(PracticeRun.finished_at).is_not(None))

    assert finished == count(told, PracticeRun) >= 10
    assert len({review.person_id for review in reviews}) >= 3
    predicted = sum(review.recall or 0 for review in reviews) / len(reviews)
    right = sum(review.outcome == "right" for review in reviews) / len(reviews)
    assert abs(predicted - right) < 0.2


def test_an_sop_is_announced_and_a_draft_waits_for_approval(told: Session) -> None:
    today = clock.local_day(NOW)
    coming = {one.code: one.effective_on for one in sops.sops(told, actor=SYSTEM, today=today)}
    announced = [code for code, day in coming.items() if day > today]
    assert announced == ["POP-011"]
    (draft,) = listing.drafts(told, actor=SYSTEM)
    assert (draft.key, draft.state) == ("waiting-and-queues", DraftState.IN_REVIEW)
    assert count(told, SopDecision, SopDecision.due_on == coming["POP-011"]) == 1

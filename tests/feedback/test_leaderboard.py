from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback import leaderboards, rates, served, store
from cxgame.feedback.entries import Entry, new_key
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.leaderboards import Board, Leaderboard
from cxgame.feedback.scope import Cut
from cxgame.game.models import PointEntry
from cxgame.people import service
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from tests.conftest import NOON, Town
from tests.feedback.test_scores import answered, put

DAY = date(2026, 2, 1)
ONE_DAY = timedelta(days=1)


def board(session: Session, actor: Actor, kind: Board = "nps", **days: date) -> Leaderboard:
    return leaderboards.leaderboard(session, actor=actor, board=kind, now=NOON, **days)


def places(made: Leaderboard) -> list[tuple[int | None, str, int]]:
    return [(row.rank, row.team, row.n) for row in made.rows]


def answers(session: Session, team_id: int | None, promoters: int, passives: int, low: int) -> None:
    given = [10] * promoters + [8] * passives + [3] * low
    put(session, *(answered(score, team_id, DAY) for score in given))


def complain(session: Session, team_id: int | None, n: int, channel: Channel) -> None:
    entries = [
        Entry(
            submission_id=new_key("test"),
            kind=Kind.COMPLAINT,
            channel=channel,
            collected_at=clock.start_of(DAY),
            on_day=DAY,
            text="Slow",
            team_id=team_id,
        )
        for _ in range(n)
    ]
    store.write(session, entries, now=NOON)


def serve(session: Session, town: Town, team_id: int, customers: int) -> None:
    served.record_served(
        session,
        actor=town.root,
        team_id=team_id,
        from_day=DAY,
        to_day=DAY,
        customers=customers,
        now=NOON,
    )


def test_three_of_three_do_not_lead(session: Session, town: Town) -> None:
    answers(session, town.desk, 3, 0, 0)
    answers(session, town.clinic, 40, 10, 10)
    made = board(session, town.edu)
    assert places(made) == [(1, "Clinic", 60), (None, "Front desk", 3), (None, "Grooming", 0)]
    assert made.rows[1].state == "collecting"
    assert made.company.score == pytest.approx(100 * 33 / 63)


def test_the_companys_mean_counts_answers_without_a_team(session: Session, town: Town) -> None:
    answers(session, town.clinic, 20, 0, 0)
    answers(session, None, 0, 0, 20)
    made = board(session, town.edu)
    assert made.company.score == 0
    assert made.rows[0].shrunk == pytest.approx(100 * 20 / 50)


def test_the_frontline_sees_the_first_three_and_the_own_team(session: Session, town: Town) -> None:
    for number in range(4):
        team = service.add_team(
            session, actor=town.root, unit_id=town.south, name=f"Shop {number}", now=NOON
        )
        answers(session, team, 60 - 15 * number, 0, 40)
    answers(session, town.grooming, 0, 0, 60)

    assert len(board(session, town.diana).rows) == 7
    seen = board(session, town.charlie)
    assert [row.team for row in seen.rows] == ["Shop 0", "Shop 1", "Shop 2", "Grooming"]
    assert seen.teams == 7
    assert [row.team for row in board(session, town.alice).rows][-1] == "Front desk"


def test_closed_teams_are_not_ranked_but_count_for_the_company(
    session: Session, town: Town
) -> None:
    team = service.add_team(session, actor=town.root, unit_id=town.south, name="Shut", now=NOON)
    answers(session, team, 20, 0, 0)
    service.change_team(
        session,
        actor=town.root,
        team_id=team,
        name="Shut",
        unit_id=town.south,
        is_active=False,
        version=1,
        now=NOON,
    )
    made = board(session, town.edu)
    assert "Shut" not in [row.team for row in made.rows]
    assert made.company.score == 100


def test_units_add_up_their_teams_but_not_for_the_frontline(session: Session, town: Town) -> None:
    answers(session, town.desk, 10, 0, 0)
    answers(session, town.clinic, 0, 0, 30)
    made = board(session, town.diana)
    assert [(unit.name, unit.n, unit.score) for unit in made.units] == [("North", 40, -50)]
    assert made.at_rank == {1: 1, 2: 1}
    assert board(session, town.alice).units == ()


def test_days_are_included_at_both_ends(session: Session, town: Town) -> None:
    answers(session, town.desk, 10, 0, 0)
    assert board(session, town.edu, since=DAY, until=DAY).rows[0].n == 10
    assert board(session, town.edu, since=date(2026, 2, 2)).rows[0].n == 0


def test_complaints_are_ranked_by_customers_served(session: Session, town: Town) -> None:
    for team, customers in ((town.desk, 10_000), (town.clinic, 1_000), (town.grooming, 199)):
        serve(session, town, team, customers)
    complain(session, town.desk, 20, Channel.PUBLIC)
    complain(session, town.clinic, 20, Channel.API)

    made = board(session, town.edu, "complaints")
    assert places(made) == [
        (1, "Front desk", 10_000),
        (2, "Clinic", 1_000),
        (None, "Grooming", 199),
    ]
    assert [row.score for row in made.rows] == [2, 20, 0]
    assert made.company.score == pytest.approx(1_000 * 40 / 11_199)


def test_listening_is_never_punished(session: Session, town: Town) -> None:
    for team in (town.desk, town.clinic):
        serve(session, town, team, 1_000)
    complain(session, town.desk, 50, Channel.STAFF)
    complain(session, town.clinic, 3, Channel.PLATFORM)

    made = board(session, town.edu, "complaints")
    assert [row.team for row in made.rows[:2]] == ["Front desk", "Clinic"]
    assert made.heard == {town.desk: 50, town.clinic: 0}
    assert board(session, town.charlie, "complaints").heard[town.grooming] == 0


def test_points_are_ranked_per_member(session: Session, town: Town) -> None:
    assert town.alice.person_id
    for team, points in ((town.desk, 30), (None, 5)):
        session.add(
            PointEntry(
                person_id=town.alice.person_id,
                team_id=team,
                rule="module",
                object=f"m{points}",
                points=points,
                awarded_at=NOON,
                on_day=DAY,
            )
        )
    session.flush()
    made = board(session, town.edu, "points", since=DAY, until=DAY)
    assert [(row.team, row.n, row.score, row.rank) for row in made.rows][1] == (
        "Front desk",
        3,
        10,
        None,
    )
    assert board(session, town.edu, "points", until=date(2026, 1, 1)).rows[1].score == 0


def test_a_rate_has_its_series_and_its_reach(session: Session, town: Town) -> None:
    serve(session, town, town.desk, 500)
    serve(session, town, town.grooming, 500)
    complain(session, town.desk, 2, Channel.PUBLIC)
    complain(session, None, 1, Channel.PUBLIC)

    rate = rates.complaint_rate(session, actor=town.diana)
    assert (rate.count, rate.served, rate.score) == (2, 500, 4)
    assert rates.complaint_rate(session, actor=town.edu).count == 3
    assert rates.complaint_rate(session, actor=town.charlie).score == 0
    (point,) = rates.complaint_series(session, actor=town.edu, step="month", cut=Cut())
    assert (point.start, point.rate.count, point.rate.served) == (DAY, 3, 1_000)
    nothing = rates.complaint_rate(session, actor=town.edu, cut=Cut(until=date(2026, 1, 1)))
    assert nothing.score is None


def test_the_frontline_is_told_when_teams_are_left_out(session: Session, town: Town) -> None:
    for team, promoters in ((town.desk, 40), (town.clinic, 35), (town.grooming, 20)):
        answers(session, team, promoters, 1, 1)
    more = {}
    for name, promoters in (("Taxi", 30), ("Hotel", 15)):
        team = service.add_team(session, actor=town.root, unit_id=town.south, name=name, now=NOON)
        answers(session, team, promoters, 1, 1)
        more[name] = team

    fourth = board(session, town.charlie)  # after three teams that all are shown
    assert [row.team for row in fourth.rows] == ["Front desk", "Clinic", "Taxi", "Grooming"]
    assert not fourth.skips
    answers(session, more["Hotel"], 30, 0, 0)
    fifth = board(session, town.charlie)
    assert fifth.rows[-1].team == "Grooming" and fifth.skips
    assert not board(session, town.edu).skips


def earn(session: Session, actor: Actor, points: int, day: date) -> None:
    session.add(
        PointEntry(
            person_id=actor.person_id or 0,
            team_id=actor.team_id,
            rule="module_passed",
            object=f"{day}:{points}",
            points=points,
            awarded_at=NOON,
            on_day=day,
        )
    )
    session.flush()


def grow(session: Session, town: Town, team_id: int, n: int) -> None:
    for number in range(n):
        service.add_person(
            session,
            actor=Actor.system(),
            name=f"One {team_id} {number}",
            role=Role.FRONTLINE,
            team_id=team_id,
            now=NOON,
        )


def test_improvement_compares_each_person_with_the_window_before(
    session: Session, town: Town
) -> None:
    grow(session, town, town.desk, 2)  # five with alice, bob and diana
    grow(session, town, town.grooming, 4)  # five with charlie
    for actor, before, now in ((town.alice, 500, 510), (town.charlie, 10, 60)):
        earn(session, actor, before, DAY - 7 * ONE_DAY)
        earn(session, actor, before + 999, DAY - 14 * ONE_DAY)  # before both windows
        earn(session, actor, now, DAY)
    made = board(session, town.edu, "improvement", since=DAY - 6 * ONE_DAY, until=DAY)
    assert [(row.rank, row.team, row.score) for row in made.rows] == [
        (1, "Grooming", 10.0),
        (2, "Front desk", 2.0),
        (None, "Clinic", None),
    ]
    assert made.company.score == 6.0


def test_a_team_that_fell_back_is_not_hidden_and_small_ones_collect(
    session: Session, town: Town
) -> None:
    grow(session, town, town.desk, 2)
    earn(session, town.alice, 50, DAY - ONE_DAY)
    made = board(session, town.edu, "improvement", since=DAY, until=DAY)
    assert [(row.team, row.score) for row in made.rows if row.rank] == [("Front desk", -10.0)]


def test_improvement_needs_two_windows(session: Session, town: Town) -> None:
    for days in ({}, {"since": DAY}, {"since": DAY, "until": DAY - ONE_DAY}):
        with pytest.raises(InvalidInput):
            board(session, town.edu, "improvement", **days)

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback import scores, store
from cxgame.feedback.entries import Entry, new_key
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import SurveyKind, band, scale_for
from cxgame.feedback.scope import Cut
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter

NPS = SurveyKind.NPS


def answered(
    score: int,
    team_id: int | None,
    day: date = date(2026, 2, 1),
    *,
    kind: SurveyKind = NPS,
    scale: str | None = None,
    touchpoint_id: int | None = None,
    details: dict[str, str] | None = None,
) -> Entry:
    made = scale_for(kind, scale)
    return Entry(
        submission_id=new_key("test"),
        kind=Kind.SURVEY,
        channel=Channel.API,
        collected_at=clock.start_of(day),
        on_day=day,
        survey_kind=kind,
        scale=made,
        score=score,
        band=band(kind, made, score),
        team_id=team_id,
        touchpoint_id=touchpoint_id,
        details=details,
    )


def put(session: Session, *entries: Entry) -> None:
    store.write(session, entries, now=NOON)


def by(
    session: Session, town: Town, field: str, **cut: object
) -> dict[str | None, tuple[int, float]]:
    report = scores.scores(
        session,
        actor=town.edu,
        kind=NPS,
        by=field,
        cut=Cut(**cut),  # type: ignore[arg-type]
    )
    return {group.name: (group.score.n, round(group.score.score or 0)) for group in report.groups}


@pytest.fixture
def answers(session: Session, town: Town, counter: Counter) -> None:
    """Answers of three teams and of the company alone, over two months."""
    march = date(2026, 3, 1)
    south, north = {"region": "south"}, {"region": "north"}
    put(
        session,
        answered(10, town.desk, touchpoint_id=counter.till, details=south),
        answered(9, town.desk, march, touchpoint_id=counter.bath, details=north),
        answered(0, town.clinic, touchpoint_id=counter.till, details=north),
        answered(7, town.grooming, march),
        answered(10, None),
    )


@pytest.mark.usefixtures("answers")
def test_it_groups_by_everything(session: Session, town: Town) -> None:
    assert by(session, town, "team") == {
        "Clinic": (1, -100),
        "Front desk": (2, 100),
        "Grooming": (1, 0),
        None: (1, 100),
    }
    assert by(session, town, "unit") == {"North": (3, 33), "South": (1, 0), None: (1, 100)}
    assert by(session, town, "touchpoint") == {"Bath": (1, 100), "Till": (2, 0), None: (2, 50)}
    assert by(session, town, "month") == {"2026-02": (3, 33), "2026-03": (2, 50)}
    assert by(session, town, "region") == {"north": (2, 0), "south": (1, 100), None: (2, 50)}


@pytest.mark.usefixtures("answers")
def test_groups_add_up_to_the_total(session: Session, town: Town) -> None:
    for field in ("team", "unit", "touchpoint", "month", "region"):
        report = scores.scores(session, actor=town.edu, kind=NPS, by=field)
        assert sum(group.score.n for group in report.groups) == report.total.n == 5


@pytest.mark.usefixtures("answers")
def test_a_cut_keeps_its_part(session: Session, town: Town, counter: Counter) -> None:
    def n(**cut: object) -> int:
        return scores.score(session, actor=town.edu, kind=NPS, cut=Cut(**cut)).n  # type: ignore[arg-type]

    assert n(since=date(2026, 2, 1), until=date(2026, 2, 28)) == 3
    assert n(until=date(2026, 3, 1)) == 5  # the last day is included
    assert n(since=date(2026, 3, 2)) == 0
    assert n(team_id=town.desk) == 2
    assert n(unit_id=town.north) == 3
    assert n(touchpoint_id=counter.till) == 2
    assert by(session, town, "region", team_id=town.desk) == {"north": (1, 100), "south": (1, 100)}


@pytest.mark.usefixtures("answers")
def test_everybody_reads_the_own_teams(session: Session, town: Town) -> None:
    seen = {
        name: scores.score(session, actor=town.everybody[name], kind=NPS).n
        for name in ("alice", "charlie", "diana", "edu", "nobody")
    }
    assert seen == {"alice": 2, "charlie": 1, "diana": 3, "edu": 5, "nobody": 0}
    foreign = Cut(team_id=town.grooming)
    assert scores.score(session, actor=town.alice, kind=NPS, cut=foreign).n == 0
    fields = scores.scores(session, actor=town.alice, kind=NPS, by="region")
    assert sum(group.score.n for group in fields.groups) == 2


def test_other_kinds_are_shares_with_a_mean(session: Session, town: Town) -> None:
    put(session, *(answered(n, town.desk, kind=SurveyKind.CSAT) for n in (5, 4, 3, 1)))
    made = scores.score(session, actor=town.edu, kind=SurveyKind.CSAT)
    assert (made.score, made.promoters, made.passives, made.detractors) == (50, 2, 1, 1)
    assert made.mean == 3.25


def test_no_mean_is_made_of_two_scales(session: Session, town: Town) -> None:
    put(
        session,
        answered(7, town.desk, kind=SurveyKind.CES),
        answered(5, town.desk, kind=SurveyKind.CES, scale="1-5"),
    )
    made = scores.score(session, actor=town.edu, kind=SurveyKind.CES)
    assert (made.score, made.mean) == (100, None)


def test_without_answers_there_is_no_score(session: Session, town: Town) -> None:
    made = scores.score(session, actor=town.edu, kind=NPS)
    assert (made.n, made.score, made.low, made.standard_error) == (0, None, None, None)
    assert scores.score_series(session, actor=town.edu, kind=NPS, step="week") == []


def test_a_series_has_every_week_and_month(session: Session, town: Town) -> None:
    sunday = date(2026, 2, 1)
    put(session, answered(9, town.desk, sunday), answered(1, town.desk, sunday + timedelta(15)))
    weeks = scores.score_series(session, actor=town.edu, kind=NPS, step="week")
    assert [(point.start.isoformat(), point.score.score) for point in weeks] == [
        ("2026-01-26", 100),
        ("2026-02-02", None),
        ("2026-02-09", None),
        ("2026-02-16", -100),
    ]
    (month,) = scores.score_series(session, actor=town.edu, kind=NPS, step="month")
    assert (month.start, month.score.n) == (date(2026, 2, 1), 2)


def test_a_change_is_told_from_noise(session: Session, town: Town) -> None:
    first, second = date(2026, 1, 1), date(2026, 2, 1)
    put(
        session,
        *(answered(score, town.desk, first) for score in [9] * 10 + [1] * 30),
        *(answered(score, town.desk, second) for score in [9] * 30 + [1] * 10),
    )

    def change(since: date, until: date) -> scores.Change:
        cut = Cut(since=since, until=until)
        return scores.score_change(session, actor=town.edu, kind=NPS, cut=cut)

    found = change(date(2026, 2, 1), date(2026, 3, 3))
    assert (found.previous.n, found.current.n, found.is_change) == (40, 40, True)
    assert not change(date(2026, 2, 1), date(2026, 2, 2)).is_change  # nothing just before
    with pytest.raises(InvalidInput):
        scores.score_change(session, actor=town.edu, kind=NPS, cut=Cut())

from datetime import date, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.control.signals import Verdict
from cxgame.feedback import served, store
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import DEFAULT_SCALES, SurveyKind, band
from cxgame.insight import kpis
from cxgame.insight.kpis import KpiKey
from tests.conftest import NOON, Town

MONDAY = date(2026, 3, 2)
SCALE = DEFAULT_SCALES[SurveyKind.NPS]
# Twenty whole weeks of answers: the first nineteen move a little, the last one falls.
STEADY = [(6, 3, 1), (5, 3, 2)]
FALLEN = (1, 2, 7)


def answers(session: Session, team_id: int, weeks: int, *, last: tuple[int, int, int]) -> None:
    """Store ten answers a week, each week's on its Wednesday."""
    entries = []
    for week in range(weeks):
        day = MONDAY - timedelta(weeks=weeks - week) + timedelta(days=2)
        counts = last if week == weeks - 1 else STEADY[week % 2]
        for number, score in enumerate(
            s for s, n in zip((10, 8, 3), counts, strict=True) for _ in range(n)
        ):
            entries.append(
                Entry(
                    submission_id=f"{week}-{number}",
                    kind=Kind.SURVEY,
                    channel=Channel.PUBLIC,
                    collected_at=clock.start_of(day),
                    on_day=day,
                    survey_kind=SurveyKind.NPS,
                    scale=SCALE,
                    score=score,
                    band=band(SurveyKind.NPS, SCALE, score),
                    team_id=team_id,
                )
            )
    store.write(session, entries, now=NOON)


def nps(session: Session, town: Town, who: str = "edu") -> kpis.Kpi:
    actor = town.everybody[who]
    return kpis.kpi(session, KpiKey.NPS, actor=actor, today=MONDAY, step="week")


def test_a_steady_course_is_noise(session: Session, town: Town) -> None:
    answers(session, town.desk, 20, last=STEADY[1])

    assert nps(session, town).verdict is Verdict.NOISE
    assert nps(session, town).is_better is None


def test_a_fall_below_the_limits_is_a_signal_for_the_worse(session: Session, town: Town) -> None:
    answers(session, town.desk, 20, last=FALLEN)

    found = nps(session, town)
    assert found.verdict is Verdict.DOWN and found.is_better is False
    assert found.values[-1] == -60


def test_few_weeks_are_too_early_to_tell(session: Session, town: Town) -> None:
    answers(session, town.desk, 5, last=FALLEN)

    found = nps(session, town)
    assert found.verdict is Verdict.TOO_FEW and found.limits is None


def test_the_running_week_waits_until_it_is_whole(session: Session, town: Town) -> None:
    answers(session, town.desk, 20, last=FALLEN)
    wednesday = MONDAY + timedelta(days=2)

    found = kpis.kpi(session, KpiKey.NPS, actor=town.edu, today=wednesday, step="week")
    assert found.starts[-1] == MONDAY - timedelta(weeks=1)


def test_a_figure_keeps_to_the_actors_teams(session: Session, town: Town) -> None:
    answers(session, town.grooming, 20, last=FALLEN)

    assert nps(session, town, "diana").n == 0
    assert nps(session, town, "charlie").n > 0


def test_complaints_go_down_for_the_better(session: Session, town: Town) -> None:
    for week in range(20):
        day = MONDAY - timedelta(weeks=20 - week)
        served.record_served(
            session,
            actor=town.edu,
            team_id=town.desk,
            from_day=day,
            to_day=day,
            customers=1000,
            now=NOON,
        )
        n = 0 if week == 19 else 20
        store.write(
            session, [complaint(town.desk, day, week, number) for number in range(n)], now=NOON
        )

    found = kpis.kpi(session, KpiKey.COMPLAINTS, actor=town.edu, today=MONDAY, step="week")
    assert found.verdict is Verdict.DOWN and found.is_better is True


def complaint(team_id: int, day: date, week: int, number: int) -> Entry:
    return Entry(
        submission_id=f"c{week}-{number}",
        kind=Kind.COMPLAINT,
        channel=Channel.PUBLIC,
        collected_at=clock.start_of(day),
        on_day=day,
        text="late again",
        team_id=team_id,
    )


def test_weeks_with_few_answers_are_no_points(session: Session, town: Town) -> None:
    answers(session, town.desk, 20, last=(1, 1, 0))

    found = nps(session, town)
    assert len(found.values) == 19
    assert found.verdict is Verdict.NOISE

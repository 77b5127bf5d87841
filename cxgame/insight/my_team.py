"""What a manager needs to know now about the teams in reach, gathered from every room."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import overview, waiting
from cxgame.boards.models import Level
from cxgame.boards.overview import StageCount
from cxgame.boards.waiting import Waiting
from cxgame.feedback import inbox
from cxgame.feedback.inbox import Filter, RecordView
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scope import Cut
from cxgame.insight import kpis
from cxgame.insight.kpis import Kpi
from cxgame.learning import assignments, progress
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.queries import PersonView, TeamView
from cxgame.standards import sops
from cxgame.standards.signing import duties
from cxgame.standards.signing.duties import ToSign

COMMENTS = 6
STEPS = 8  # the weakest ones; the whole map is a page of its own
NEW_COMPLAINT = timedelta(days=14)


@dataclass(frozen=True)
class StepLine:
    """One SOP step: by team id, the share (0-1) of first tries that were right and of how many.

    A team that is missing was never tested on the step.
    """

    sop_code: str
    key: str
    title: str
    shares: dict[int, tuple[float, int]]


@dataclass(frozen=True)
class MyTeam:
    """The manager's view; `unplaced` are fresh complaints that nobody tied to an SOP step yet."""

    today: date
    teams: tuple[TeamView, ...]
    waiting: tuple[Waiting, ...]
    to_sign: tuple[ToSign, ...]
    unplaced: tuple[RecordView, ...]
    overdue_training: dict[int, int]
    kpis: tuple[Kpi, ...]
    comments: tuple[RecordView, ...]
    steps: tuple[StepLine, ...]
    columns: tuple[StageCount, ...]
    people: tuple[PersonView, ...]


def read(session: Session, *, actor: Actor, now: datetime, team_id: int | None = None) -> MyTeam:
    """Return what the teams in reach need, or one of them."""
    day = clock.local_day(now)
    cut = Cut(team_id=team_id)
    teams = people.teams(session, actor=actor)
    shown = [team.id for team in teams if team_id in (None, team.id)]
    late = assignments.overdue_by_team(session, actor=actor, today=day)
    columns = overview.cards_by_stage(session, actor=actor, now=now)
    return MyTeam(
        today=day,
        teams=tuple(teams),
        waiting=tuple(waiting.waiting_for(session, actor=actor, now=now)),
        to_sign=tuple(duties.to_sign(session, actor=actor)),
        unplaced=_unplaced(session, actor, day, team_id),
        overdue_training={team: n for team, n in late.items() if team in shown and n},
        kpis=tuple(kpis.kpis(session, actor=actor, today=day, step="week", cut=cut)),
        comments=inbox.records(
            session, actor=actor, wanted=Filter(cut=cut, has_text=True), limit=COMMENTS
        ).records,
        steps=step_lines(session, actor, shown),
        columns=tuple(count for count in columns if count.level is Level.OPERATIONAL),
        people=tuple(one for one in people.people(session, actor=actor) if one.team_id in shown),
    )


def step_lines(session: Session, actor: Actor, team_ids: list[int]) -> tuple[StepLine, ...]:
    """Return the SOP steps that were tested in these teams, the weakest first."""
    results = progress.step_results(session, actor=actor, team_ids=team_ids)
    named = {step.id: step for step in sops.steps(session, actor=actor)}
    shares: dict[int, dict[int, tuple[float, int]]] = {}
    for result in results:
        if result.tried and result.step_id in named:
            share = (result.right / result.tried, result.tried)
            shares.setdefault(result.step_id, {})[result.team_id] = share
    lines = [
        StepLine(named[step_id].sop_code, named[step_id].key, named[step_id].title, found)
        for step_id, found in shares.items()
    ]
    return tuple(sorted(lines, key=lambda line: min(line.shares.values()))[:STEPS])


def _unplaced(
    session: Session, actor: Actor, day: date, team_id: int | None
) -> tuple[RecordView, ...]:
    wanted = Filter(cut=Cut(since=day - NEW_COMPLAINT, team_id=team_id), kinds=(Kind.COMPLAINT,))
    found = inbox.records(session, actor=actor, wanted=wanted, limit=50).records
    return tuple(record for record in found if record.sop_step_id is None)

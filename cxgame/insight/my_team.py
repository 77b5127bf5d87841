"""What a manager needs to know now about the teams in reach, gathered from every room."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import overview, waiting
from cxgame.boards.models import Level
from cxgame.boards.overview import StageCount
from cxgame.boards.waiting import Waiting
from cxgame.feedback import inbox
from cxgame.feedback.cases import listing
from cxgame.feedback.cases.listing import CasePage
from cxgame.feedback.inbox import Filter, RecordView
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scope import Cut
from cxgame.insight import kpis
from cxgame.insight.knowledge import overview as knowledge
from cxgame.insight.knowledge.overview import Row
from cxgame.insight.kpis import Kpi
from cxgame.learning import assignments, progress
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.queries import PersonView, TeamView
from cxgame.standards.signing import duties
from cxgame.standards.signing.duties import ToSign

COMMENTS = 6
STEPS = 8  # the weakest ones; the whole map is a page of its own
NEW_COMPLAINT = timedelta(days=14)
SOON = timedelta(days=1)  # own cases that come due stand here too


@dataclass(frozen=True)
class MyTeam:
    """The manager's view; `unplaced` are fresh complaints that nobody tied to an SOP step yet.

    `steps` are those of the knowledge map that these teams remember worst, `practised` tells by
    team how many people answered a question this week.
    """

    today: date
    teams: tuple[TeamView, ...]
    waiting: tuple[Waiting, ...]
    to_sign: tuple[ToSign, ...]
    cases: CasePage
    unplaced: tuple[RecordView, ...]
    overdue_training: dict[int, int]
    kpis: tuple[Kpi, ...]
    comments: tuple[RecordView, ...]
    steps: tuple[Row, ...]
    practised: dict[int, int]
    columns: tuple[StageCount, ...]
    people: tuple[PersonView, ...]


def read(session: Session, *, actor: Actor, now: datetime, team_id: int | None = None) -> MyTeam:
    """Return what the teams in reach need, or one of them."""
    day = clock.local_day(now)
    cut, monday = Cut(team_id=team_id), day - timedelta(days=day.weekday())
    teams = people.teams(session, actor=actor)
    shown = [team.id for team in teams if team_id in (None, team.id)]
    late = assignments.overdue_by_team(session, actor=actor, today=day)
    columns = overview.cards_by_stage(session, actor=actor, now=now)
    return MyTeam(
        today=day,
        teams=tuple(teams),
        waiting=tuple(waiting.waiting_for(session, actor=actor, now=now)),
        to_sign=tuple(duties.to_sign(session, actor=actor)),
        cases=listing.waiting_cases(
            session, actor=actor, now=now, until=now + SOON, team_id=team_id
        ),
        unplaced=_unplaced(session, actor, day, team_id),
        overdue_training={team: n for team, n in late.items() if team in shown and n},
        kpis=tuple(kpis.kpis(session, actor=actor, today=day, step="week", cut=cut)),
        comments=inbox.records(
            session, actor=actor, wanted=Filter(cut=cut, has_text=True), limit=COMMENTS
        ).records,
        steps=weakest_steps(session, actor=actor, today=day, team_ids=shown),
        practised=progress.practised(session, actor=actor, since=monday),
        columns=tuple(count for count in columns if count.level is Level.OPERATIONAL),
        people=tuple(one for one in people.people(session, actor=actor) if one.team_id in shown),
    )


def weakest_steps(
    session: Session, *, actor: Actor, today: date, team_ids: Collection[int]
) -> tuple[Row, ...]:
    """Return the tested SOP steps of these teams, the weakest first, as the actor may see them."""
    whole = knowledge.knowledge_map(session, actor=actor, today=today)
    found = [(min(recalls), row) for row in whole.rows if (recalls := _recalls(row, team_ids))]
    found.sort(key=lambda pair: pair[0])
    return tuple(row for _recall, row in found[:STEPS])


def _recalls(row: Row, team_ids: Collection[int]) -> list[float]:
    cells = (row.cells[team_id] for team_id in team_ids if team_id in row.cells)
    return [cell.recall for cell in cells if cell.recall is not None]


def _unplaced(
    session: Session, actor: Actor, day: date, team_id: int | None
) -> tuple[RecordView, ...]:
    wanted = Filter(cut=Cut(since=day - NEW_COMPLAINT, team_id=team_id), kinds=(Kind.COMPLAINT,))
    found = inbox.records(session, actor=actor, wanted=wanted, limit=50).records
    return tuple(record for record in found if record.sop_step_id is None)

"""What a frontline person needs to know today, gathered from every room."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import waiting
from cxgame.boards.waiting import Waiting
from cxgame.feedback import inbox, scores
from cxgame.feedback.inbox import Compliment
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.game import queries as game
from cxgame.insight import kept, kpis
from cxgame.insight.kpis import Kpi, KpiKey
from cxgame.learning import assignments, tracks
from cxgame.learning.assignments import AssignmentView
from cxgame.learning.practice.outlook import Outlook, outlook
from cxgame.learning.tracks import ModuleLine
from cxgame.people import queries as people
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class Today:
    """The day of one person.

    `practice` tells which cards are due; `module` is what to learn next, None when everything is
    passed; `to_learn` counts what is left. `nps` is the home team's, None for somebody without
    one; `company_nps` is the mark that every team is shown beside.
    """

    today: date
    practice: Outlook
    module: ModuleLine | None
    to_learn: int
    has_modules: bool
    assigned: tuple[AssignmentView, ...]
    waiting: tuple[Waiting, ...]
    compliment: Compliment | None
    team: str
    nps: Kpi | None
    company_nps: float | None
    points: int


def read(session: Session, *, actor: Actor, now: datetime) -> Today:
    """Return what the actor's day holds; `points` are those of the running week."""
    day = clock.local_day(now)
    given = assignments.assignments_of(session, actor=actor, person_id=actor.person_id or 0)
    left = tracks.to_learn(session, actor=actor)
    kind_words = inbox.compliments(session, actor=actor, limit=1)
    monday = day - timedelta(days=day.weekday())
    points = game.by_day(
        session, actor=actor, person_id=actor.person_id or 0, since=monday, until=day
    )
    return Today(
        today=day,
        practice=outlook(session, actor=actor, now=now),
        module=left[0] if left else None,
        to_learn=len(left),
        has_modules=bool(tracks.modules(session, actor=actor)),
        assigned=tuple(given),
        waiting=tuple(waiting.waiting_for(session, actor=actor, now=now)),
        compliment=kind_words[0] if kind_words else None,
        team=people.team_names(session).get(actor.team_id or 0, ""),
        nps=_team_nps(session, actor, day),
        company_nps=company_nps(session, day),
        points=sum(points.values()),
    )


def company_nps(session: Session, day: date) -> float | None:
    """Return the company's NPS of the last 90 days, whoever asks."""
    system, cut = Actor.system(), Cut(since=day - kpis.WINDOW + timedelta(days=1), until=day)
    made = kept.figure(
        session,
        system,
        ("company", day),
        lambda: scores.score(session, actor=system, kind=SurveyKind.NPS, cut=cut),
    )
    return made.score


def _team_nps(session: Session, actor: Actor, day: date) -> Kpi | None:
    if actor.team_id is None:
        return None
    cut = Cut(team_id=actor.team_id)
    return kpis.kpi(session, KpiKey.NPS, actor=actor, today=day, step="week", cut=cut)

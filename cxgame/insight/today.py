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
from cxgame.learning.tracks import ModuleLine, State
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards.signing import duties
from cxgame.standards.signing.duties import ToSign


@dataclass(frozen=True)
class Today:
    """The day of one person.

    `module` is what to practise next, None when everything is passed; `to_learn` counts what is
    left. `nps` is the home team's, None for somebody without one; `company_nps` is the mark that
    every team is shown beside.
    """

    today: date
    module: ModuleLine | None
    to_learn: int
    has_modules: bool
    assigned: tuple[AssignmentView, ...]
    to_sign: tuple[ToSign, ...]
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
    left = _left(session, actor, {line.slug for line in given})
    kind_words = inbox.compliments(session, actor=actor, limit=1)
    monday = day - timedelta(days=day.weekday())
    points = game.by_day(
        session, actor=actor, person_id=actor.person_id or 0, since=monday, until=day
    )
    return Today(
        today=day,
        module=left[0] if left else None,
        to_learn=len(left),
        has_modules=bool(tracks.modules(session, actor=actor)),
        assigned=tuple(given),
        to_sign=tuple(duties.to_sign(session, actor=actor)),
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


def _left(session: Session, actor: Actor, asked_for: set[str]) -> list[ModuleLine]:
    """Return what is left to learn: what somebody asked for, what was begun, then the track."""
    lines = {
        line.slug: line
        for track in tracks.tracks(session, actor=actor)
        for line in track.modules
        if (track.is_mine and line.state is not State.PASSED) or line.slug in asked_for
    }
    return sorted(
        lines.values(),
        key=lambda line: (line.slug not in asked_for, line.state is not State.STARTED),
    )

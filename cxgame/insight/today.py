"""What a frontline person needs to know today, gathered from every room."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import waiting
from cxgame.boards.waiting import Waiting
from cxgame.feedback import inbox, scores
from cxgame.feedback.cases import listing
from cxgame.feedback.cases.listing import CasePage
from cxgame.feedback.inbox import Compliment
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.game import mission_board
from cxgame.game import queries as game
from cxgame.game.mission_board import MissionView
from cxgame.game.queries import StreakView
from cxgame.insight import kept, kpis, praise
from cxgame.insight.kpis import Kpi, KpiKey
from cxgame.insight.praise import Praise
from cxgame.learning import assignments, tracks
from cxgame.learning.assignments import AssignmentView
from cxgame.learning.practice.outlook import Outlook, outlook
from cxgame.learning.tracks import ModuleLine
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards.signing import duties
from cxgame.standards.signing.duties import ToSign

AHEAD = timedelta(days=60)  # own cases of these days wait for a person
PRAISE_LASTS = timedelta(days=14)  # then a compliment for the team takes its place


@dataclass(frozen=True)
class Today:
    """The day of one person.

    `practice` tells which cards are due; `module` is what to learn next, None when everything is
    passed; `to_learn` counts what is left. `praise` are thanks of the last two weeks to this very
    person, if any. `nps` is the home team's, None for somebody without one; `company_nps` is the
    mark that every team is shown beside.
    """

    today: date
    practice: Outlook
    module: ModuleLine | None
    to_learn: int
    has_modules: bool
    assigned: tuple[AssignmentView, ...]
    to_sign: tuple[ToSign, ...]
    waiting: tuple[Waiting, ...]
    cases: CasePage
    compliment: Compliment | None
    praise: Praise | None
    streak: StreakView
    mission: MissionView | None
    team: str
    nps: Kpi | None
    company_nps: float | None


def read(session: Session, *, actor: Actor, now: datetime) -> Today:
    """Return what the actor's day holds."""
    day = clock.local_day(now)
    given = assignments.assignments_of(session, actor=actor, person_id=actor.person_id or 0)
    left = tracks.to_learn(session, actor=actor)
    kind_words = inbox.compliments(session, actor=actor, limit=1)
    own = actor.person_id or 0
    return Today(
        today=day,
        practice=outlook(session, actor=actor, now=now),
        module=left[0] if left else None,
        to_learn=len(left),
        has_modules=bool(tracks.modules(session, actor=actor)),
        assigned=tuple(given),
        to_sign=tuple(duties.to_sign(session, actor=actor)),
        waiting=tuple(waiting.waiting_for(session, actor=actor, now=now)),
        cases=listing.waiting_cases(session, actor=actor, now=now, until=now + AHEAD),
        compliment=kind_words[0] if kind_words else None,
        praise=_newest_praise(session, actor, day),
        streak=game.streak(session, actor=actor, person_id=own, today=day),
        mission=mission_board.running_mission(session, actor=actor, today=day),
        team=people.team_names(session).get(actor.team_id or 0, ""),
        nps=_team_nps(session, actor, day),
        company_nps=company_nps(session, day),
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


def _newest_praise(session: Session, actor: Actor, day: date) -> Praise | None:
    newest = praise.praise_of(session, actor=actor, limit=1)
    return newest[0] if newest and day - newest[0].on_day <= PRAISE_LASTS else None


def _team_nps(session: Session, actor: Actor, day: date) -> Kpi | None:
    if actor.team_id is None:
        return None
    cut = Cut(team_id=actor.team_id)
    return kpis.kpi(session, KpiKey.NPS, actor=actor, today=day, step="week", cut=cut)

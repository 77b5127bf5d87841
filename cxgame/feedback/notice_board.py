"""What hangs on the wall about the teams: the first three, and a kind word for everyone."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from sqlmodel import Session

from cxgame.feedback import leaderboards, rates
from cxgame.feedback.kinds import Kind
from cxgame.feedback.leaderboards import TOP
from cxgame.feedback.ranking import Row, State
from cxgame.feedback.scope import Cut
from cxgame.people.actor import Actor

WINDOW = timedelta(days=90)


class Mood(StrEnum):
    """What is said of a team; nothing is said that would put it last."""

    ROSE = "rose"  # really better than before
    STEADY = "steady"  # no real change
    LISTENING = "listening"  # customers speak, and that is what counts
    COLLECTING = "collecting"  # too few answers so far


@dataclass(frozen=True, slots=True)
class Notice:
    """One team and what is said of it; `answers` of this window."""

    team: str
    mood: Mood
    answers: int


@dataclass(frozen=True, slots=True)
class NoticeBoard:
    """The first three of the ranking by NPS, every team by name, and what customers praised.

    `together` counts the teams that share the last place shown here, those not shown too.
    """

    since: date
    until: date
    first: tuple[Row, ...]
    together: int
    teams: tuple[Notice, ...]
    compliments: int


def notice_board(session: Session, *, today: date, unit: str = "") -> NoticeBoard:
    """Return the notice board of the last 90 days, for one unit's teams or all.

    It is made to hang where everybody passes, so it is the same for every reader and holds no
    figure of a team but of the first three.
    """
    since = today - WINDOW + timedelta(days=1)
    everybody = Actor.system("notice board")
    best = leaderboards.leaderboard(session, actor=everybody, board="nps", since=since, until=today)
    changes = leaderboards.leaderboard(
        session, actor=everybody, board="nps_change", since=since, until=today
    )
    first = tuple(row for row in best.rows if row.state is State.RANKED)[:TOP]
    said = [row for row in changes.rows if not unit or changes.unit_of[row.team_id] == unit]
    heard = rates.voice_counts(session, actor=everybody, cut=Cut(since, today))[Kind.COMPLIMENT]
    return NoticeBoard(
        since=since,
        until=today,
        first=first,
        together=best.at_rank[first[-1].rank] if first and first[-1].rank else 0,
        teams=tuple(
            sorted((_notice(row) for row in said), key=lambda one: (one.team.casefold(), one.team))
        ),
        compliments=heard.sent + heard.heard,
    )


def _notice(row: Row) -> Notice:
    if row.state is State.COLLECTING or row.low is None or row.high is None:
        return Notice(row.team, Mood.COLLECTING, row.n)
    if row.low > 0:
        return Notice(row.team, Mood.ROSE, row.n)
    return Notice(row.team, Mood.LISTENING if row.high < 0 else Mood.STEADY, row.n)

"""Seasons: some weeks that teams play together, which end quietly and begin anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from cxgame import clock, i18n
from cxgame.game import rules
from cxgame.game.models import PointEntry, Season
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people.models import Person
from cxgame.settings import get_settings

NAMES = (
    N_("Season of listening"),
    N_("Season of the warm welcome"),
    N_("Season of promises kept"),
    N_("Season of clear words"),
    N_("Season of second chances"),
    N_("Season of small gestures"),
    N_("Season of working together"),
    N_("Season of returning customers"),
)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
# What a team did; nobody is told a place, so that nobody has lost.
ENDED = N_(
    "{season} is over. Together your team passed {modules} modules, finished {practices} practices "
    "and got {kudos} kudos. The next one has begun."
)
ENDED_ALONE = N_("{season} is over. The next one has begun.")


@dataclass(frozen=True)
class SeasonView:
    """A season with its name (a message id); both days are part of it."""

    number: int
    name: str
    starts_on: date
    ends_on: date


def name(number: int) -> str:
    """Return the name (a message id) of the n-th season, counted from 1; names come round again."""
    return NAMES[(number - 1) % len(NAMES)]


def current(session: Session, *, today: date) -> SeasonView | None:
    """Return the season of a day; None before the first one was opened."""
    query = select(Season).where(Season.starts_on <= today, Season.ends_on >= today)
    row = session.exec(query).first()
    return _view(row) if row else None


def past(session: Session, *, today: date, limit: int = 6) -> list[SeasonView]:
    """Return the seasons that are over, newest first."""
    query = select(Season).where(Season.ends_on < today).order_by(col(Season.number).desc())
    return [_view(row) for row in session.exec(query.limit(limit))]


def turn(session: Session, *, now: datetime) -> int:
    """Open the season of today where there is none, and close the one before; return how many.

    Closing tells everybody once what their team did. Seasons that nobody was there for are opened
    and closed in silence, so that none is missing. Safe to run twice.
    """
    today, count = clock.local_day(now), 0
    latest = _latest(session)
    if latest is None:
        monday = today - timedelta(days=today.weekday())
        latest, count = _open(session, 1, monday), 1
    while latest.ends_on < today:
        following = _open(session, latest.number + 1, latest.ends_on + DAY)
        if latest.closed_at is None:
            latest.closed_at = now
            if following.ends_on >= today:
                _tell(session, latest, now)
        latest, count = following, count + 1
    session.flush()
    return count


def _latest(session: Session) -> Season | None:
    return session.exec(select(Season).order_by(col(Season.number).desc()).limit(1)).first()


def _open(session: Session, number: int, starts_on: date) -> Season:
    length = get_settings().season_weeks * WEEK
    season = Season(number=number, starts_on=starts_on, ends_on=starts_on + length - DAY)
    session.add(season)
    session.flush()
    return season


def _tell(session: Session, season: Season, now: datetime) -> None:
    """Tell everybody, in their own language, what their team did together."""
    done = _done_by_team(session, season)
    default = get_settings().language
    people = session.exec(
        select(Person.id, Person.team_id, Person.language).where(Person.is_active)
    ).all()
    groups: dict[tuple[int | None, str], list[int]] = {}
    for person_id, team_id, language in people:
        groups.setdefault((team_id, language or default), []).append(person_id)
    for (team_id, locale), members in groups.items():
        deeds = done.get(team_id or 0)
        notices.tell(
            session,
            people=members,
            key=f"season:{season.number}",
            message=ENDED if deeds else ENDED_ALONE,
            link="leaderboard?board=points",
            now=now,
            season=i18n.translate(locale, name(season.number)),
            **(deeds or {}),
        )


def _done_by_team(session: Session, season: Season) -> Mapping[int, dict[str, int]]:
    """Return by team how many modules, practices and kudos its people made."""
    names = {rules.MODULE: "modules", rules.PRACTICE: "practices", rules.KUDOS: "kudos"}
    query = (
        select(col(PointEntry.team_id), col(PointEntry.rule), func.count())
        .where(
            col(PointEntry.team_id).is_not(None),
            col(PointEntry.rule).in_(names),
            PointEntry.on_day >= season.starts_on,
            PointEntry.on_day <= season.ends_on,
        )
        .group_by(col(PointEntry.team_id), col(PointEntry.rule))
    )
    done: dict[int, dict[str, int]] = {}
    for team_id, rule, count in session.exec(query):
        deeds = done.setdefault(team_id or 0, dict.fromkeys(names.values(), 0))
        deeds[names[rule]] = count
    return done


def _view(row: Season) -> SeasonView:
    return SeasonView(row.number, name(row.number), row.starts_on, row.ends_on)

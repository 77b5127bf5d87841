"""What the invented company asks people to sign, and who gets round to it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.demo import story
from cxgame.demo.people import Cast
from cxgame.learning.assigning import service as assigning
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.standards import sops
from cxgame.standards.signing import duties, service
from cxgame.standards.signing.asks import Kind
from cxgame.standards.signing.service import Wish

RULED_AGO, RULED, MONTHS = 25, "welcome", 12
DECIDES, SIGNS = timedelta(hours=8, minutes=40), timedelta(hours=10)


@dataclass(frozen=True)
class Round:
    """An SOP to sign, decided `ago` days before the end; `share` of the people do within the time.

    The newest are still running: those who have not signed find it in their day.
    """

    ago: int
    code: str
    kind: Kind
    due_in: int
    share: float
    teams: tuple[str, ...] = ()


ROUNDS = (
    Round(story.IMPROVED + 4, "POP-001", Kind.SIGN, 10, 0.96),
    Round(9, "POP-006", Kind.SIGN, 12, 0.7),
    Round(4, "POP-012", Kind.QUIZ, 7, 0.0, (story.TRYING,)),
)


def spend_day(session: Session, cast: Cast, *, day: date, ago: int) -> None:
    """Decide what is to be signed from this day on, and let those sign who do so today."""
    for one in ROUNDS:
        if one.ago == ago:
            _decide(session, cast, one, day)
        elif one.ago > ago >= one.ago - one.due_in and one.kind is Kind.SIGN:
            _sign(session, cast, one, day, ago)
    if ago == RULED_AGO:
        assigning.add_recertification(
            session,
            actor=_director(cast),
            module_slug=RULED,
            role=Role.FRONTLINE,
            every_months=MONTHS,
            on_major_change=True,
            now=clock.start_of(day) + DECIDES,
        )


def _decide(session: Session, cast: Cast, one: Round, day: date) -> None:
    actor = _director(cast)
    service.decide(
        session,
        actor=actor,
        code=one.code,
        revision=sops.sop(session, actor=actor, code=one.code).revision,
        wish=Wish(
            one.kind,
            roles=(Role.FRONTLINE,),
            team_ids=tuple(cast.teams[team] for team in one.teams),
            due_on=day + timedelta(days=one.due_in),
        ),
        questions=1,
        now=clock.start_of(day) + DECIDES,
    )


def _sign(session: Session, cast: Cast, one: Round, day: date, ago: int) -> None:
    """Let those sign whose day it is, one after the other."""
    revision = sops.sop(session, actor=_director(cast), code=one.code).revision
    morning = clock.start_of(day) + SIGNS
    for actor in _today(cast, one, ago):
        if not any(ask.code == one.code for ask in duties.to_sign(session, actor=actor)):
            continue  # the story began after the decision
        service.sign_sop(
            session,
            actor=actor,
            person_id=actor.person_id or 0,
            code=one.code,
            revision=revision,
            now=morning + _minutes(one, actor),
        )


def _today(cast: Cast, one: Round, ago: int) -> list[Actor]:
    """Return who signs on this day, by the hour at which they do."""
    people = [person for team in cast.members.values() for person in team]
    found = [person for person in people if _signs_ago(one, person) == ago]
    return sorted(found, key=lambda person: (_minutes(one, person), person.person_id))


def _signs_ago(one: Round, actor: Actor) -> int | None:
    dice = story.dice("signs", actor.name, one.code)
    willing, within = dice.random() < one.share, dice.randrange(one.due_in)
    return one.ago - 1 - within if willing else None


def _minutes(one: Round, actor: Actor) -> timedelta:
    return timedelta(minutes=story.dice("minutes", actor.name, one.code).randrange(540))


def _director(cast: Cast) -> Actor:
    return next(actor for actor in cast.people.values() if actor.role is Role.DIRECTOR)

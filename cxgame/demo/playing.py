"""How the invented company plays: shifts and leave, seasons, missions, thanks, badges on show."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.demo import people, story, words
from cxgame.demo.people import Cast
from cxgame.errors import Conflict, Refused
from cxgame.feedback import inbox
from cxgame.feedback.inbox import Filter
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scope import Cut
from cxgame.game import badging, kudos, missions, seasons, showcase
from cxgame.game.measures import Measure
from cxgame.game.models import BadgeAward
from cxgame.people.actor import Actor
from cxgame.people.rota import service as rota
from cxgame.people.rota.models import LeaveKind
from cxgame.thread import service as thread

MONDAY = 0
# Days off of a week of six shifts, as trades have them; the clinic and the taxi rest on Sunday.
REST = {"shop": range(5), "grooming": (0, 1), "clinic": (6,), "hotel": range(7), "taxi": (6,)}
VACATION_EVERY, VACATION = 300, (10, 20)  # days
SICK_ONE_IN, SICK = 900, (1, 3)  # person-days, days
LATELY, THANKS_LATELY, THANKS_BEFORE = 120, 1.3, 0.3  # days ago; kudos a week and team
PASSED_ON_FOR = 200  # days ago from which compliments are passed on
SHARE = 0.4  # of the people who show their badges
UNSEEN = 5  # days; younger badges still wait to be celebrated


@dataclass(frozen=True)
class Quest:
    """A mission made `ago` days before the end; `team` None: each team has it."""

    ago: int
    name: dict[str, str]
    measure: Measure
    target: int
    length: int
    team: str | None = None


QUESTS = (
    Quest(
        529,
        {"pt-BR": "Todo mundo sabe acolher", "en": "Everybody knows how to welcome"},
        Measure.MODULES,
        1,
        45,
    ),
    Quest(
        395,
        {"pt-BR": "Reclamação é presente", "en": "A complaint is a gift"},
        Measure.MODULES,
        5,
        40,
        story.IMPROVING,
    ),
    Quest(
        120,
        {"pt-BR": "Semana do obrigado", "en": "Thank-you fortnight"},
        Measure.KUDOS,
        3,
        14,
        "shop-moema",
    ),
    Quest(
        19,
        {"pt-BR": "A voz do cliente no papel", "en": "The customer’s voice, written down"},
        Measure.MODULES,
        1,
        25,
    ),
    Quest(
        9,
        {"pt-BR": "Obrigado em dobro", "en": "Thanks, twice over"},
        Measure.KUDOS,
        8,
        20,
        story.IMPROVING,
    ),
)


def begin(session: Session, cast: Cast, *, now: datetime) -> None:
    """Give everybody a week, and let some decide to show their badges."""
    for team in story.TEAMS:
        for person in _home(cast, team.key):
            dice = story.dice("rota", person.name)
            rest = {dice.choice(tuple(REST[team.kind]))}
            rota.set_shifts(
                session,
                actor=people.SYSTEM,
                person_id=person.person_id or 0,
                weekdays=set(range(7)) - rest,
                now=now,
            )
            if dice.random() < SHARE:
                showcase.share_badges(
                    session, actor=person, person_id=person.person_id or 0, is_shared=True, now=now
                )


def spend_day(session: Session, cast: Cast, *, day: date, ago: int) -> None:
    """Turn the season, note who is away, thank, and reward what was reached."""
    morning, evening = clock.start_of(day) + timedelta(hours=9), clock.start_of(day)
    evening += timedelta(hours=20)
    for quest in QUESTS:
        if quest.ago == ago:
            _begin_quest(session, cast, quest, day, morning)
    _leave(session, cast, day, ago, morning)
    for sender, receiver, at in _thanks(cast, day, ago):
        _thank(session, cast, sender, receiver, at)
    if day.weekday() != MONDAY and ago != 1:
        return
    seasons.turn(session, now=morning)
    if ago < PASSED_ON_FOR:
        _pass_on(session, cast, day, evening)
    missions.settle(session, now=evening)
    _celebrate(session, cast, evening)


def _home(cast: Cast, team: str) -> list[Actor]:
    """Return the people of a team, its manager too where the team is home."""
    manager = cast.managers[team]
    own = [manager] if manager.team_id == cast.teams[team] else []
    return [*cast.members[team], *own]


def _begin_quest(session: Session, cast: Cast, quest: Quest, day: date, now: datetime) -> None:
    director = next(one for one in cast.people.values() if one.sees_all)
    missions.add_mission(
        session,
        actor=cast.managers[quest.team] if quest.team else director,
        name=quest.name[cast.language],
        measure=quest.measure,
        target=quest.target,
        team_id=cast.teams[quest.team] if quest.team else None,
        starts_on=day,
        ends_on=day + timedelta(days=quest.length),
        now=now,
    )


def _leave(session: Session, cast: Cast, day: date, ago: int, now: datetime) -> None:
    """Send people on vacation about once a year, and let some be ill for a day or two."""
    for team in story.TEAMS:
        for person in cast.members[team.key]:
            turn = story.dice("vacation", person.name).randrange(VACATION_EVERY)
            dice = story.dice("away", person.name, ago)
            is_ill = dice.randrange(SICK_ONE_IN) == 0
            if ago % VACATION_EVERY == turn:
                _away(session, cast, team.key, person, LeaveKind.VACATION, day, VACATION, now)
            elif is_ill:
                _away(session, cast, team.key, person, LeaveKind.SICKNESS, day, SICK, now)


def _away(
    session: Session,
    cast: Cast,
    team: str,
    person: Actor,
    kind: LeaveKind,
    day: date,
    length: tuple[int, int],
    now: datetime,
) -> None:
    days = story.dice("length", person.name, day).randint(*length)
    with suppress(Conflict):  # away already
        rota.add_leave(
            session,
            actor=cast.managers[team],
            person_id=person.person_id or 0,
            kind=kind,
            starts_on=day,
            ends_on=day + timedelta(days=days - 1),
            now=now,
        )


def _thanks(cast: Cast, day: date, ago: int) -> Iterator[tuple[Actor, Actor, datetime]]:
    """Yield who thanks whom on a day, mostly within a team."""
    a_week = THANKS_LATELY if ago <= LATELY else THANKS_BEFORE
    for team in story.TEAMS:
        dice = story.dice("thanks", team.key, ago)
        if dice.random() * 7 >= a_week:
            continue
        sender, receiver = dice.sample(_home(cast, team.key), 2)
        minutes = dice.randrange(9 * 60, 19 * 60)
        yield sender, receiver, clock.start_of(day) + timedelta(minutes=minutes)


def _thank(session: Session, cast: Cast, sender: Actor, receiver: Actor, at: datetime) -> None:
    told = story.dice("kudos", sender.name, at).choice(words.read("kudos"))
    with suppress(Refused):  # thanked last week already
        kudos.give_kudos(
            session,
            actor=sender,
            sender_id=sender.person_id or 0,
            person_id=receiver.person_id or 0,
            value=told["reason"],
            text=told["text"][cast.language],
            now=at,
        )


def _pass_on(session: Session, cast: Cast, day: date, now: datetime) -> None:
    """Let managers pass on the compliments of the week that name somebody of the team."""
    for team in story.TEAMS:
        wanted = Filter(
            cut=Cut(since=day - timedelta(days=6), until=day, team_id=cast.teams[team.key]),
            kinds=(Kind.COMPLIMENT,),
            has_text=True,
        )
        manager = cast.managers[team.key]
        for record in inbox.records(session, actor=manager, wanted=wanted).records:
            for person in cast.members[team.key]:
                if people.first_name(person.name) in record.text.split():
                    _praise(session, manager, record.id, person, now)


def _praise(session: Session, manager: Actor, record_id: int, person: Actor, now: datetime) -> None:
    with suppress(Conflict):  # passed on already
        thread.pass_on_compliment(
            session,
            actor=manager,
            record_id=record_id,
            person_id=person.person_id or 0,
            now=now,
        )


def _celebrate(session: Session, cast: Cast, now: datetime) -> None:
    """Let everybody have seen their badges but for the newest ones."""
    query = select(BadgeAward.person_id).where(
        col(BadgeAward.seen_at).is_(None), BadgeAward.awarded_at < now - timedelta(days=UNSEEN)
    )
    waiting = set(session.exec(query))
    for actor in cast.people.values():
        if actor.person_id in waiting:
            badging.mark_seen(session, actor=actor, person_id=actor.person_id or 0, now=now)

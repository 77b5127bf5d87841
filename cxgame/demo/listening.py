"""What the invented company does with its customers' voices: stores them, sorts them, learns."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from cxgame import clock
from cxgame.demo import customers, people, story, voices
from cxgame.demo.customers import Voice
from cxgame.demo.people import Cast
from cxgame.demo.voices import Speaker
from cxgame.feedback import answers, inbox, intake, review, served, surveys
from cxgame.feedback import voice as staff
from cxgame.feedback.inbox import Filter, RecordView
from cxgame.feedback.kinds import Channel, Kind, ObservationKind, Severity
from cxgame.feedback.scope import Cut
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.standards import sops, touchpoints

TILL = Actor.integration("till")
CLOSES = timedelta(hours=21)
MONDAY, SUNDAY = 0, 6
TYPED_DAILY = 28  # days; what was served before was typed by week
LEFT_UNSORTED = 3  # days of which nothing is sorted yet
SORTED = {Kind.COMPLAINT: 0.9, Kind.SURVEY: 0.3}  # how many of the records with words
FLOOD_AGO, FLOOD_TEAM, FLOOD_EXTRA = 5, "shop-batel", 6
FLOOD_SCORES = (10, 9, 8, 10, 7, 9, 5, 10, 8, 9)
TAGS = {
    "waiting": {"pt-BR": "atraso", "en": "late"},
    "checkout": {"pt-BR": "fila", "en": "queue"},
    "after-sales": {"pt-BR": "troca", "en": "exchange"},
    "phone-whatsapp": {"pt-BR": "sem resposta", "en": "no answer"},
    "online": {"pt-BR": "aplicativo", "en": "app"},
    "facilities": {"pt-BR": "estrutura", "en": "building"},
}
SURVEY_NAMES = {"pt-BR": "Como foi? {team}", "en": "How was it? {team}"}


@dataclass
class Listening:
    """Everything that is needed to store a day: the cast, the speaker, ids of places."""

    cast: Cast
    speaker: Speaker
    touchpoints: dict[str, int]
    steps: dict[str, int]  # by "POP-001/orient"
    tokens: dict[str, str]  # of the teams' surveys
    about: dict[int, str] = field(default_factory=dict)  # record -> touchpoint that it is about
    counted: dict[str, tuple[int, int]] = field(default_factory=dict)  # days, customers so far
    turning_point: int = 0  # the record of this week that a task and a training came from


def begin(session: Session, cast: Cast, speaker: Speaker, *, now: datetime) -> Listening:
    """Give every team its survey and return what the days need."""
    for key, manager in cast.managers.items():
        name = SURVEY_NAMES[cast.language].format(team=cast.team_names[key])
        surveys.add_survey(session, actor=manager, name=name, team_id=cast.teams[key], now=now)
    by_team = {one.team_id: one.token for one in surveys.surveys(session, actor=people.SYSTEM)}
    steps = sops.steps(session, actor=people.SYSTEM, today=clock.local_day(now))
    return Listening(
        cast=cast,
        speaker=speaker,
        touchpoints=touchpoints.touchpoint_ids(session),
        steps={f"{step.sop_code}/{step.key}": step.id for step in steps},
        tokens={key: by_team[team_id] for key, team_id in cast.teams.items()},
    )


def spend_day(session: Session, at: Listening, *, day: date, ago: int) -> None:
    """Store what customers and colleagues said on one day, and sort last week's on a Monday."""
    sent: list[intake.Item] = []
    closing = clock.start_of(day) + CLOSES
    for team in story.TEAMS:
        names = [people.first_name(one.name) for one in at.cast.members[team.key]]
        told = customers.team_day(team, day, ago, at.speaker, names, at.cast.team_names[team.key])
        _count(session, at, team.key, day, ago, told.served, closing)
        sent += _store(session, at, team.key, told.voices)
    if sent:
        intake.record_feedback(session, actor=TILL, items=sent, now=closing)
    if ago == FLOOD_AGO:
        _flood(session, at, day)
    if day.weekday() == MONDAY:
        _sort(session, at, day=day, ago=ago)


def _count(
    session: Session, at: Listening, team: str, day: date, ago: int, customers: int, now: datetime
) -> None:
    """Let the manager type how many were served: once a week, of late every evening."""
    days, total = at.counted.get(team, (0, 0))
    at.counted[team] = (days + 1, total + customers)
    if ago > TYPED_DAILY and day.weekday() != SUNDAY:
        return
    del at.counted[team]
    if total + customers:
        served.record_served(
            session,
            actor=at.cast.managers[team],
            team_id=at.cast.teams[team],
            from_day=day - timedelta(days=days),
            to_day=day,
            customers=total + customers,
            now=now,
        )


def _store(session: Session, at: Listening, team: str, said: Iterable[Voice]) -> list[intake.Item]:
    """Store what came by the public page and by staff; return what the till's system sends."""
    sent = []
    for number, voice in enumerate(said):
        key = f"{team}-{voice.at:%Y%m%d}-{number}"
        match voice.channel:
            case Channel.PUBLIC:
                record_id = _by_page(session, at, team, voice, key)
                at.about[record_id] = voice.touchpoint
            case Channel.STAFF:
                _by_staff(session, at, team, voice, key)
            case _:
                sent.append(_item(at, team, voice, key))
    return sent


def _by_page(session: Session, at: Listening, team: str, voice: Voice, key: str) -> int:
    return answers.answer_survey(
        session,
        actor=Actor.nobody(at.cast.language),
        token=at.tokens[team],
        form_token=key,
        kind=voice.kind,
        score=voice.score if voice.kind is Kind.SURVEY else None,
        text=voice.text,
        contact=voice.contact,
        customer=voice.customer,
        language=at.cast.language,
        now=voice.at,
    ).record_id


def _by_staff(session: Session, at: Listening, team: str, voice: Voice, key: str) -> None:
    dice = story.dice("staff", key)
    author = dice.choice(at.cast.members[team])
    place: dict[str, Any] = {
        "team_id": at.cast.teams[team],
        "touchpoint_id": at.touchpoints[voice.touchpoint],
    }
    if voice.kind is Kind.OBSERVATION:
        staff.record_observation(
            session,
            actor=author,
            kind=ObservationKind(voice.heard_as),
            text=voice.text,
            mood=voice.mood,
            form_token=key,
            now=voice.at,
            **place,
        )
        return
    staff.record_complaint(
        session,
        actor=author,
        text=voice.text,
        severity=dice.choice(tuple(Severity)),
        customer=voice.customer,
        contact=voice.contact,
        form_token=key,
        now=voice.at,
        **place,
    )


def _item(at: Listening, team: str, voice: Voice, key: str) -> intake.Item:
    is_score = voice.kind is Kind.SURVEY
    return intake.Item(
        submission_id=f"till:{key}",
        kind="" if is_score else voice.kind,
        survey=voice.survey,
        score=voice.score if is_score else None,
        text=voice.text,
        team=at.cast.team_names[team],
        touchpoint=voice.touchpoint,
        collected_at=voice.at,
        customer=voice.customer,
        channel=voice.channel,
        language=at.cast.language,
    )


def _flood(session: Session, at: Listening, day: date) -> None:
    """Let somebody answer much too often within a minute: what is too much is held."""
    limit = get_settings().survey_posts_per_minute
    start = clock.start_of(day) + timedelta(hours=13)
    for number in range(limit + FLOOD_EXTRA if limit else 0):
        answers.answer_survey(
            session,
            actor=Actor.nobody(at.cast.language),
            token=at.tokens[FLOOD_TEAM],
            form_token=f"flood-{day:%Y%m%d}-{number}",
            score=FLOOD_SCORES[number % len(FLOOD_SCORES)],
            sender="203.0.113.7",
            language=at.cast.language,
            now=start + timedelta(seconds=number),
        )


def _sort(session: Session, at: Listening, *, day: date, ago: int) -> None:
    """Let the managers say what last week's complaints and comments were about."""
    since, until = day - timedelta(days=7), day - timedelta(days=1)
    until = min(until, day + timedelta(days=ago - LEFT_UNSORTED))
    for manager in dict.fromkeys(at.cast.managers.values()):
        wanted = Filter(cut=Cut(since, until), kinds=tuple(SORTED), has_text=True, is_held=False)
        page = inbox.records(session, actor=manager, wanted=wanted, limit=inbox.MOST_ROWS)
        for number, record in enumerate(page.records):
            now = clock.start_of(day) + timedelta(hours=10, seconds=20 * number)
            _classify(session, at, manager, record, now)


def _classify(
    session: Session, at: Listening, manager: Actor, record: RecordView, now: datetime
) -> None:
    """Set the SOP step of a record that says what went wrong; not every one is looked at."""
    dice = story.dice("sort", record.on_day, record.customer, record.score)
    is_bad = record.kind is Kind.COMPLAINT or (record.score or 0) < 7
    if record.sop_step_id or not is_bad or dice.random() > SORTED[record.kind]:
        return
    team = next(one for one in story.TEAMS if at.cast.teams[one.key] == record.team_id)
    keys = {place: key for key, place in at.touchpoints.items() if key in team.moments}
    touchpoint = keys.get(record.touchpoint_id or 0) or at.about.get(record.id)
    if not touchpoint:
        return
    review.classify_record(
        session,
        actor=manager,
        record_id=record.id,
        touchpoint_id=at.touchpoints[touchpoint],
        sop_step_id=at.steps[voices.step_of(team.kind, touchpoint)],
        tags=[TAGS[touchpoint][at.cast.language]] if touchpoint in TAGS else [],
        version=record.version,
        now=now,
    )

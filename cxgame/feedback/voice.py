"""What staff writes down: a customer's complaint, an observation in three taps."""

from datetime import date, datetime

from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback import alerts, places, store
from cxgame.feedback.entries import Entry, check_day, new_key, tidy_tags, tidy_text, tidy_word
from cxgame.feedback.kinds import MOODS, Channel, Kind, ObservationKind, Severity
from cxgame.feedback.models import FeedbackRecord
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

LONGEST_OBSERVATION = 500  # characters: a sentence


def record_complaint(
    session: Session,
    *,
    actor: Actor,
    team_id: int | None,
    text: str,
    touchpoint_id: int | None = None,
    sop_step_id: int | None = None,
    severity: Severity | None = None,
    customer: str = "",
    contact: str = "",
    tags: tuple[str, ...] = (),
    on_day: date | None = None,
    form_token: str = "",
    now: datetime,
) -> int:
    """Write down a complaint that a customer made in person, and return the record's id.

    It counts as heard by us: no rank and no point is lost by it. The same form_token twice is
    one record. Raise InvalidInput without words or for a day to come, NotFound for a closed
    team or an unknown touchpoint or step.
    """
    permissions.require(actor, "feedback.record_complaint", team_id=team_id)
    places.check_team(session, team_id)
    entry = _entry(actor, Kind.COMPLAINT, team_id, text, form_token, now)
    _set_place(session, entry, touchpoint_id, sop_step_id)
    entry.severity = severity
    entry.customer, entry.contact = tidy_word(customer), tidy_word(contact)
    entry.tags = tidy_tags(tags)
    if on_day is not None:
        _move_to(entry, on_day, now)
    record_id, is_new = _stored(session, actor, entry, now)
    if is_new:
        alerts.tell_of_complaint(
            session, record_id=record_id, team_id=team_id, teller=actor, now=now
        )
    return record_id


def record_observation(
    session: Session,
    *,
    actor: Actor,
    team_id: int | None,
    kind: ObservationKind,
    text: str,
    touchpoint_id: int | None = None,
    mood: int | None = None,
    form_token: str = "",
    now: datetime,
) -> int:
    """Store what somebody noticed (where, what, how the customer felt) and return its id.

    mood goes from 1, very bad, to 5, very good. The same form_token twice is one record. Raise
    InvalidInput without words or for another mood, NotFound for an unknown touchpoint.
    """
    permissions.require(actor, "feedback.record_observation", team_id=team_id)
    places.check_team(session, team_id)
    if mood is not None and mood not in MOODS:
        raise InvalidInput("The mood goes from {low} to {high}.", low=MOODS[0], high=MOODS[-1])
    entry = _entry(actor, Kind.OBSERVATION, team_id, text, form_token, now)
    tidy_text(text, LONGEST_OBSERVATION)
    _set_place(session, entry, touchpoint_id, None)
    entry.observation_kind, entry.mood = kind, mood
    return _stored(session, actor, entry, now)[0]


def _entry(
    actor: Actor,
    kind: Kind,
    team_id: int | None,
    text: str,
    form_token: str,
    now: datetime,
) -> Entry:
    words = tidy_text(text)
    if not words:
        raise InvalidInput("Please write a few words.")
    return Entry(
        submission_id=new_key("staff", tidy_word(form_token) or ""),
        kind=kind,
        channel=Channel.STAFF,
        collected_at=now,
        on_day=clock.local_day(now),
        text=words,
        team_id=team_id,
        author_id=actor.person_id,
    )


def _set_place(
    session: Session, entry: Entry, touchpoint_id: int | None, sop_step_id: int | None
) -> None:
    found = places.place(session, touchpoint_id=touchpoint_id, sop_step_id=sop_step_id)
    entry.touchpoint_id = found.touchpoint_id
    entry.sop_id, entry.sop_step_id = found.sop_id, found.sop_step_id


def _move_to(entry: Entry, day: date, now: datetime) -> None:
    """Date a record on an earlier day, when it was heard rather than typed."""
    today = clock.local_day(now)
    check_day(day, today)
    if day > today:
        raise InvalidInput("This day is still to come.")
    if day < today:
        entry.on_day, entry.collected_at = day, clock.start_of(day)


def _stored(session: Session, actor: Actor, entry: Entry, now: datetime) -> tuple[int, bool]:
    record_id = store.write(session, [entry], now=now).get(entry.submission_id)
    if record_id is None:
        known = select(FeedbackRecord.id).where(FeedbackRecord.submission_id == entry.submission_id)
        return session.exec(known).one(), False
    audit.note(session, actor, f"feedback.record_{entry.kind}", "record", record_id, now=now)
    return record_id, True

"""Records that another system sends, one or many at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput, Reason
from cxgame.feedback import entries, store
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import FROM_CUSTOMERS, Channel, Kind
from cxgame.feedback.lookup import Teams
from cxgame.feedback.scales import SurveyKind, band, parse_score, scale_for
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.names import fold
from cxgame.standards import touchpoints

MOST_ITEMS = 1_000
CHANNELS = (Channel.API, Channel.PLATFORM, Channel.OMBUDSMAN)


@dataclass(frozen=True, slots=True)
class Item:
    """What another system sends; either `survey` with a score, or `kind` with words."""

    submission_id: str = ""
    kind: str = ""
    survey: str = ""
    score: int | float | str | None = None
    scale: str = ""
    text: str = ""
    team: str = ""
    touchpoint: str = ""
    collected_at: datetime | None = None
    customer: str = ""
    channel: str = ""
    language: str = ""
    tags: Sequence[str] = ()
    metadata: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why the item at a position (from 0) was not stored."""

    index: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Intake:
    """How many items became records, were known already, or were refused."""

    created: int
    duplicates: int
    rejected: tuple[Rejection, ...]


def record_feedback(
    session: Session, *, actor: Actor, items: Sequence[Item], now: datetime
) -> Intake:
    """Store the good items, each submission_id once, and say what is wrong with the others.

    Teams are found by name; a touchpoint that is new is added. Raise InvalidInput for more than
    1,000 items.
    """
    permissions.require(actor, "feedback.record_feedback")
    if len(items) > MOST_ITEMS:
        raise InvalidInput("Send at most {n} records at a time.", n=MOST_ITEMS)
    reader = Reader(session, actor, now)
    good: list[Entry] = []
    rejected: list[Rejection] = []
    for index, item in enumerate(items):
        try:
            good.append(reader.entry(item))
        except CxgameError as error:
            rejected.append(Rejection(index, Reason(error.message, error.values)))
    created = len(store.write(session, good, now=now))
    if created:
        audit.note(
            session, actor, "feedback.record_feedback", "record", None, now=now, created=created
        )
    return Intake(created, len(good) - created, tuple(rejected))


class Reader:
    """Turn items into entries, looking names up once."""

    def __init__(self, session: Session, actor: Actor, now: datetime) -> None:
        self.session, self.actor, self.now = session, actor, now
        self.today = clock.local_day(now)
        self.teams = Teams(session)
        self.touchpoints = touchpoints.touchpoint_ids(session)

    def entry(self, item: Item) -> Entry:
        """Return an item as an entry; raise InvalidInput or NotFound with what is wrong."""
        kind, survey_kind = _what(item)
        at = item.collected_at or self.now
        entries.check_day(at.date(), self.today)  # before zones, which know no year 1
        if at.tzinfo is None:
            at = at.replace(tzinfo=clock.zone())
        day = clock.local_day(at)
        entry = Entry(
            submission_id=entries.tidy_word(item.submission_id) or entries.new_key("api"),
            kind=kind,
            channel=_channel(item.channel),
            collected_at=at,
            on_day=day,
            text=entries.tidy_text(item.text),
            language=entries.tidy_word(item.language),
            team_id=self.teams.id_of(item.team) if item.team.strip() else None,
            customer=entries.tidy_word(item.customer),
            tags=entries.tidy_tags(item.tags),
            details=entries.tidy_details(item.metadata),
        )
        if survey_kind is not None:
            _score(entry, survey_kind, item)
        elif not entry.text:
            raise InvalidInput("The text is missing.")
        entry.touchpoint_id = self._touchpoint(item.touchpoint)
        return entry

    def _touchpoint(self, name: str) -> int | None:
        if not name.strip():
            return None
        key = fold(name)
        if key not in self.touchpoints:
            self.touchpoints[key] = touchpoints.add_touchpoint(
                self.session, actor=self.actor, name=name, now=self.now
            )
        return self.touchpoints[key]


def _what(item: Item) -> tuple[Kind, SurveyKind | None]:
    """Return what an item is; a survey kind may stand in either of the two fields."""
    survey = item.survey or (item.kind if item.kind in set(SurveyKind) else "")
    if survey:
        if survey not in set(SurveyKind) or item.kind not in ("", Kind.SURVEY, survey):
            raise InvalidInput("Unknown survey. Use one of: {kinds}.", kinds=", ".join(SurveyKind))
        return Kind.SURVEY, SurveyKind(survey)
    if item.kind not in FROM_CUSTOMERS:
        raise InvalidInput(
            'Say what it is: "survey" one of {surveys}, or "kind" one of {kinds}.',
            surveys=", ".join(SurveyKind),
            kinds=", ".join(FROM_CUSTOMERS),
        )
    return Kind(item.kind), None


def _score(entry: Entry, kind: SurveyKind, item: Item) -> None:
    if item.score is None or item.score == "":
        raise InvalidInput("The score is missing.")
    entry.survey_kind, entry.scale = kind, scale_for(kind, item.scale or None)
    entry.score = parse_score(item.score, entry.scale)
    entry.band = band(kind, entry.scale, entry.score)


def _channel(name: str) -> Channel:
    if not name:
        return Channel.API
    if name not in CHANNELS:
        raise InvalidInput("Unknown channel. Use one of: {channels}.", channels=", ".join(CHANNELS))
    return Channel(name)

"""A record before it is stored: plain values, checked and tidied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_hex

from cxgame.errors import InvalidInput
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Band, Scale, SurveyKind

LONGEST_TEXT = 10_000  # characters; the public page allows 2,000
LONGEST_WORD = 200  # of a key, a customer, a contact, a value of the metadata
LONGEST_TAG = 60
MOST_TAGS = 20
MOST_DETAILS = 50
EARLIEST = date(1970, 1, 1)
AHEAD = timedelta(days=366)  # a date further in the future is a slip of the pen


@dataclass(slots=True)
class Entry:
    """One thing that was heard, ready for the writer; `on_day` is the company's day."""

    submission_id: str
    kind: Kind
    channel: Channel
    collected_at: datetime
    on_day: date
    survey_kind: SurveyKind | None = None
    scale: Scale | None = None
    score: int | None = None
    band: Band | None = None
    text: str = ""
    language: str | None = None
    team_id: int | None = None
    touchpoint_id: int | None = None
    sop_id: int | None = None
    sop_step_id: int | None = None
    survey_id: int | None = None
    customer: str | None = None
    contact: str | None = None
    tags: list[str] | None = None
    details: dict[str, str] | None = None
    author_id: int | None = None
    observation_kind: str | None = None
    mood: int | None = None
    severity: str | None = None
    held_reason: str | None = None
    is_secret: bool = False

    @property
    def tells(self) -> bool:
        """Tell whether it says who spoke, about which team, or what: a secret one must not."""
        return bool(self.text or self.contact or self.customer or self.details or self.team_id)


def new_key(prefix: str, token: str = "") -> str:
    """Return a submission id of our own: the form's token, or a random one."""
    return f"{prefix}:{token or token_hex(16)}"


def tidy_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return a text without outer spaces and null bytes; raise InvalidInput when too long."""
    tidy = text.strip().replace("\x00", "").replace("\r\n", "\n")
    if len(tidy) > longest:
        raise InvalidInput("The text has at most {n} characters.", n=longest)
    return tidy


def tidy_word(word: str) -> str | None:
    """Return a short value such as a customer's key, None when empty."""
    tidy = word.replace("\x00", "").strip()
    if len(tidy) > LONGEST_WORD:
        raise InvalidInput("A key, a customer or a contact has at most {n} characters.", n=200)
    return tidy or None


def tidy_tags(tags: Iterable[str]) -> list[str] | None:
    """Return tags without spaces around and repetitions, None when there are none."""
    tidy = list(dict.fromkeys(" ".join(tag.replace("\x00", "").split()) for tag in tags))
    kept = [tag for tag in tidy if tag]
    if len(kept) > MOST_TAGS or any(len(tag) > LONGEST_TAG for tag in kept):
        raise InvalidInput(
            "At most {n} tags of {length} characters.", n=MOST_TAGS, length=LONGEST_TAG
        )
    return kept or None


def tidy_details(details: Mapping[str, object]) -> dict[str, str] | None:
    """Return metadata as texts under single-line names, without empty values."""
    kept: dict[str, str] = {}
    for name, value in details.items():
        key = " ".join(name.replace("\x00", "").replace('"', "").split())
        words = tidy_text("" if value is None else str(value), LONGEST_TEXT)
        if key and words:
            kept[key] = words
    if len(kept) > MOST_DETAILS or any(len(key) > LONGEST_WORD for key in kept):
        raise InvalidInput("At most {n} further values, with short names.", n=MOST_DETAILS)
    return kept or None


def check_day(day: date, today: date) -> None:
    """Raise InvalidInput for a date that nobody can have meant."""
    if not EARLIEST <= day <= today + AHEAD:
        raise InvalidInput("This date lies too far away. Check the date format.")

"""Type in what somebody wrote of us on a social network or a complaint platform."""

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback import places, platforms, store
from cxgame.feedback.entries import Entry, check_day, new_key, tidy_details, tidy_text, tidy_word
from cxgame.feedback.kinds import FROM_CUSTOMERS, Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

LINK = "link"
LONGEST_LINK = 500  # characters
PLATFORMS = {
    platforms.RECLAME_AQUI: "Reclame AQUI",
    platforms.CONSUMIDOR_GOV_BR: "consumidor.gov.br",
    "google": "Google",
    "instagram": "Instagram",
    "facebook": "Facebook",
    "tripadvisor": "Tripadvisor",
    "x": "X",
    "tiktok": "TikTok",
}
OF_5 = frozenset({"google", "facebook", "tripadvisor", platforms.CONSUMIDOR_GOV_BR})


@dataclass(frozen=True)
class Post:
    """What was written where; `grade` as it stands there, on that platform's own scale."""

    platform: str
    kind: Kind
    text: str
    on_day: date | None = None
    link: str = ""
    handle: str = ""
    grade: str = ""
    is_answered: bool = False
    team_id: int | None = None
    touchpoint_id: int | None = None


def record_platform(
    session: Session, *, actor: Actor, post: Post, form_token: str = "", now: datetime
) -> int:
    """Keep a post as a record that a customer sent, and return its id; the same link is one record.

    Raise InvalidInput for an unknown platform, no words, a link that is none, a grade off the
    platform's scale or a day to come, NotFound for a closed team or an unknown touchpoint.
    """
    permissions.require(actor, "feedback.record_platform", team_id=post.team_id)
    places.check(session, team_id=post.team_id, touchpoint_id=post.touchpoint_id)
    entry = _entry(post, form_token, now)
    entry.author_id = actor.person_id
    stored = store.write(session, [entry], now=now).get(entry.submission_id)
    if stored is None:
        known = select(FeedbackRecord.id).where(FeedbackRecord.submission_id == entry.submission_id)
        return session.exec(known).one()
    audit.note(session, actor, "feedback.record_platform", "record", stored, now=now)
    return stored


def grade_field(platform: str) -> str:
    """Return under which name a platform's grade is kept: the two scales never add up."""
    return platforms.GRADE_OF_5 if platform in OF_5 else platforms.GRADE


def _entry(post: Post, form_token: str, now: datetime) -> Entry:
    if post.platform not in PLATFORMS:
        raise InvalidInput("Choose the platform.")
    if post.kind not in FROM_CUSTOMERS:
        raise InvalidInput("Choose what kind it was.")
    words, today = tidy_text(post.text), clock.local_day(now)
    if not words:
        raise InvalidInput("Please write a few words.")
    day = post.on_day or today
    check_day(day, today)
    if day > today:
        raise InvalidInput("This day is still to come.")
    link = _link(post.link)
    return Entry(
        submission_id=new_key("post", _key(link) if link else form_token),
        kind=post.kind,
        channel=Channel.PLATFORM,
        collected_at=now if day == today else clock.start_of(day),
        on_day=day,
        text=words,
        team_id=post.team_id,
        touchpoint_id=post.touchpoint_id,
        customer=tidy_word(post.handle),
        details=tidy_details(_details(post, link)),
    )


def _details(post: Post, link: str) -> dict[str, object]:
    field = grade_field(post.platform)
    grade = platforms.read_grade(field, post.grade) if post.grade.strip() else None
    return {
        platforms.PLATFORM: post.platform,
        platforms.ANSWERED: platforms.YES if post.is_answered else platforms.NO,
        field: grade or "",
        LINK: link,
    }


def _key(link: str) -> str:
    return sha256(link.encode()).hexdigest()


def _link(words: str) -> str:
    link = words.strip().replace("\x00", "")
    if not link:
        return ""
    parts = urlsplit(link)
    if parts.scheme not in ("http", "https") or not parts.netloc or len(link) > LONGEST_LINK:
        raise InvalidInput("Copy the whole link, beginning with https://.")
    return link

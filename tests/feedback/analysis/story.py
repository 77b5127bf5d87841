"""Answers to part and compare: whatever a test needs, told in one line each."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import count as numbers

from sqlmodel import Session

from cxgame.feedback import store
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Scale, SurveyKind, band
from tests.conftest import NOON

DAY = date(2026, 3, 2)  # a Monday
_SCALES = {SurveyKind.NPS: Scale(0, 10), SurveyKind.CSAT: Scale(1, 5), SurveyKind.CES: Scale(1, 7)}
_number = numbers()


def answers(
    session: Session,
    *given: int,
    kind: SurveyKind = SurveyKind.NPS,
    day: date = DAY,
    channel: Channel = Channel.PUBLIC,
    **facts: object,
) -> None:
    """Store answers of one kind, day and set of further facts."""
    scale = _SCALES[kind]
    _store(
        session,
        [
            Entry(
                **_basics(day, channel, Kind.SURVEY),
                survey_kind=kind,
                scale=scale,
                score=score,
                band=band(kind, scale, score),
                **facts,  # type: ignore[arg-type]
            )
            for score in given
        ],
    )


def voices(
    session: Session,
    n: int = 1,
    *,
    kind: Kind = Kind.COMPLAINT,
    day: date = DAY,
    channel: Channel = Channel.PUBLIC,
    **facts: object,
) -> None:
    """Store complaints, or others that bear no score."""
    _store(
        session,
        [Entry(**_basics(day, channel, kind), **facts) for _ in range(n)],  # type: ignore[arg-type]
    )


def _basics(day: date, channel: Channel, kind: Kind) -> dict[str, object]:
    return {
        "submission_id": f"told-{next(_number)}",
        "kind": kind,
        "channel": channel,
        "collected_at": datetime(day.year, day.month, day.day, 15, tzinfo=UTC),
        "on_day": day,
    }


def _store(session: Session, entries: Sequence[Entry]) -> None:
    store.write(session, entries, now=NOON)

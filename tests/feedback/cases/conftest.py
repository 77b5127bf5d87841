"""Cases of the people of the stories."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock
from cxgame.feedback import store
from cxgame.feedback.cases import starting
from cxgame.feedback.cases.models import Case
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Scale, SurveyKind, band
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town

SCALE = Scale(0, 10)
Said = Callable[..., Case | None]


def answer(
    team_id: int | None, score: int = 3, *, ago: timedelta = timedelta(0), **more: object
) -> Entry:
    """Return an answer to an NPS survey, given so long before noon."""
    at = NOON - ago
    return Entry(
        submission_id=f"{team_id}:{score}:{ago}:{sorted(more.items())}",
        kind=Kind.SURVEY,
        channel=Channel.API,
        collected_at=at,
        on_day=clock.local_day(at),
        survey_kind=SurveyKind.NPS,
        scale=SCALE,
        score=score,
        band=band(SurveyKind.NPS, SCALE, score),
        team_id=team_id,
        **more,  # type: ignore[arg-type]
    )


def complaint(team_id: int | None, text: str = "Nobody said hello", **more: object) -> Entry:
    """Return a complaint that came in by the public page."""
    return Entry(
        submission_id=f"c:{team_id}:{text}:{sorted(more.items())}",
        kind=Kind.COMPLAINT,
        channel=Channel.PUBLIC,
        collected_at=NOON,
        on_day=clock.local_day(NOON),
        text=text,
        team_id=team_id,
        **more,  # type: ignore[arg-type]
    )


def case_of(session: Session, record_id: int) -> Case | None:
    """Return the case of a record, None where there is none."""
    return session.exec(select(Case).where(Case.record_id == record_id)).first()


@pytest.fixture
def rules(session: Session) -> None:
    """The rules, reasons and ready answers that every company starts with."""
    starting.set_up_cases(session, actor=Actor.system(), now=NOON)


@pytest.fixture
def said(session: Session, town: Town, rules: None) -> Said:
    """Let something be heard, and return the case that it opened, if any."""

    def heard(entry: Entry, **how: int) -> Case | None:
        stored = store.write(session, [entry], now=NOON, **how)  # type: ignore[arg-type]
        return case_of(session, stored[entry.submission_id])

    return heard

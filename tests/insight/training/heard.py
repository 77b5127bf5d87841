"""Complaints, answers and customers served, made directly."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlmodel import Session

from cxgame.feedback import served, store
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Scale, SurveyKind, band
from cxgame.people.actor import Actor
from tests.conftest import NOON
from tests.insight.crowd import TODAY

SCALE = Scale(0, 10)


@dataclass
class Heard:
    """What customers said, some days ago."""

    session: Session
    made: int = 0

    def complain(
        self, team_id: int, step_id: int | None, n: int = 1, *, ago: int = 5, by_staff: bool = False
    ) -> list[int]:
        """Store complaints and return their ids."""
        entries = []
        for _ in range(n):
            entry = self._entry(Kind.COMPLAINT, ago)
            entry.channel = Channel.STAFF if by_staff else Channel.PUBLIC
            entry.team_id, entry.text = team_id, "late again"
            entries.append(entry)
        ids = list(store.write(self.session, entries, now=NOON).values())
        for record_id in ids:
            self.session.get_one(FeedbackRecord, record_id).sop_step_id = step_id
        self.session.flush()
        return ids

    def scored(self, team_id: int, *scores: int, ago: int) -> None:
        entries = []
        for score in scores:
            entry = self._entry(Kind.SURVEY, ago)
            entry.team_id, entry.survey_kind, entry.scale = team_id, SurveyKind.NPS, SCALE
            entry.score, entry.band = score, band(SurveyKind.NPS, SCALE, score)
            entries.append(entry)
        store.write(self.session, entries, now=NOON)

    def served(self, team_id: int, customers: int, *, since: int = 399, until: int = 0) -> None:
        """Store so many customers a day, from so many days ago on."""
        for ago in range(until, since + 1, 30):
            first = min(since, ago + 29)
            served.record_served(
                self.session,
                actor=Actor.system(),
                team_id=team_id,
                from_day=TODAY - timedelta(days=first),
                to_day=TODAY - timedelta(days=ago),
                customers=customers * (first - ago + 1),
                now=NOON,
            )

    def _entry(self, kind: Kind, ago: int) -> Entry:
        self.made += 1
        day = TODAY - timedelta(days=ago)
        return Entry(
            submission_id=f"heard {self.made}",
            kind=kind,
            channel=Channel.PUBLIC,
            collected_at=at(day),
            on_day=day,
        )


def at(day: date) -> datetime:
    """Return noon of a day."""
    return datetime.combine(day, time(15), NOON.tzinfo)

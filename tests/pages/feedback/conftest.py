"""What the pages of feedback are tried on."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from cxgame import clock, db
from cxgame.feedback import answers, served, store, surveys, voice
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Scale, SurveyKind, band
from cxgame.people.actor import Actor
from cxgame.standards import touchpoints
from tests.conftest import Town

SCALE = Scale(0, 10)


@dataclass(frozen=True)
class Heard:
    """What customers of the town said: ids of the records that the tests open."""

    till: int
    bath: int
    survey: int
    token: str
    complaint: int  # from the front desk's customers, with a phone number in its words
    elsewhere: int  # of the grooming team, outside diana's scope
    held: int


def scores(team_id: int, *given: int) -> list[Entry]:
    """Return answers of a team, one a day back from today."""
    now = clock.now()
    return [
        Entry(
            submission_id=f"{team_id}:{n}",
            kind=Kind.SURVEY,
            channel=Channel.PUBLIC,
            collected_at=now - timedelta(days=n),
            on_day=clock.local_day(now - timedelta(days=n)),
            survey_kind=SurveyKind.NPS,
            scale=SCALE,
            score=score,
            band=band(SurveyKind.NPS, SCALE, score),
            team_id=team_id,
        )
        for n, score in enumerate(given)
    ]


@pytest.fixture
def heard(town: Town) -> Heard:
    """Front desk: 12 answers of 9; clinic: 12 of 3; grooming: 3 of 10, still collecting."""
    now, system = clock.now(), Actor.system()
    with db.transaction() as session:
        till, bath = (
            touchpoints.add_touchpoint(session, actor=system, name=name, name_pt=pt, now=now)
            for name, pt in (("Till", "Caixa"), ("Bath", "Banho"))
        )
        survey = surveys.add_survey(
            session, actor=system, name="Counter", team_id=town.desk, now=now
        )
        token = surveys.surveys(session, actor=system)[0].token
        store.write(session, scores(town.desk, *[9] * 12), now=now)
        store.write(session, scores(town.clinic, *[3] * 12), now=now)
        store.write(session, scores(town.grooming, *[10] * 3), now=now)
        for team in (town.desk, town.clinic):
            served.record_served(
                session,
                actor=system,
                team_id=team,
                from_day=clock.local_day(now),
                to_day=clock.local_day(now),
                customers=500,
                now=now,
            )
        complaint = answers.answer_survey(
            session,
            actor=Actor.nobody(),
            token=token,
            form_token="complaint",
            kind=Kind.COMPLAINT,
            text="Ninguém avisou do atraso, liguem para (31) 98765-4321",
            now=now,
        ).record_id
        elsewhere = voice.record_complaint(
            session, actor=town.charlie, team_id=town.grooming, text="A toalha sumiu", now=now
        )
        flood = Entry("flood", Kind.COMPLAINT, Channel.PUBLIC, now, clock.local_day(now))
        flood.text, flood.team_id, flood.held_reason = "spam", town.desk, "burst"
        held = store.write(session, [flood], now=now)["flood"]
    return Heard(till, bath, survey, token, complaint, elsewhere, held)

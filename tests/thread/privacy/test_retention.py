"""What is past its time is emptied by the rule that names most; what is not over stays."""

from datetime import date, datetime, timedelta

import pytest
from sqlmodel import Session, select

from cxgame import db
from cxgame.errors import InvalidInput
from cxgame.feedback import store
from cxgame.feedback.cases.models import Case
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Band, Scale, SurveyKind
from cxgame.jobs import forgetting
from cxgame.people.actor import Actor
from cxgame.thread.privacy import retention, rules
from cxgame.thread.privacy.models import Depth, Erasure, RetentionRun
from cxgame.thread.privacy.rules import months_before
from tests.conftest import NOON, Town
from tests.feedback.conftest import assert_rollups_hold

SYSTEM = Actor.system()
MONTH = timedelta(days=31)


def said(session: Session, town: Town, kind: Kind, months: int, **more: object) -> FeedbackRecord:
    at = NOON - months * MONTH
    entry = Entry(f"{kind}:{months}", kind, Channel.STAFF, at, at.date(), team_id=town.desk)
    if kind is Kind.SURVEY:
        entry.survey_kind, entry.scale = SurveyKind.NPS, Scale(0, 10)
        entry.score, entry.band = 9, Band.PROMOTER
    entry.text = "Liguem para a Ana"
    for name, value in more.items():
        setattr(entry, name, value)
    stored = store.write(session, [entry], now=at)
    return session.get_one(FeedbackRecord, stored[entry.submission_id])


def keep(session: Session, months: int, kind: Kind | None = None, **more: Depth) -> int:
    depth = more.get("depth", Depth.ERASE)
    return rules.set_retention(
        session, actor=SYSTEM, kind=kind, channel=None, months=months, depth=depth, now=NOON
    )


def case(session: Session, record: FeedbackRecord, closed_at: datetime | None) -> None:
    session.add(
        Case(
            record_id=record.id,
            purpose="recover",
            priority="normal",
            status="closed" if closed_at else "new",
            length=1,
            unit="days",
            opened_at=record.collected_at,
            opened_on=record.on_day,
            due_at=record.collected_at,
            closed_at=closed_at,
        )
    )
    session.flush()


@pytest.fixture
def heard(session: Session, town: Town) -> dict[str, FeedbackRecord]:
    old = said(session, town, Kind.SURVEY, 30, customer="ana")
    session.add(Customer(key="ana", name="Ana", created_at=NOON - 40 * MONTH))
    session.add(Customer(key="bia", opted_out_at=NOON, created_at=NOON - 40 * MONTH))
    found = {
        "old": old,
        "young": said(session, town, Kind.SURVEY, 3),
        "praise": said(session, town, Kind.COMPLIMENT, 14),
        "open": said(session, town, Kind.COMPLAINT, 31),
        "closed lately": said(session, town, Kind.COMPLAINT, 32),
        "closed": said(session, town, Kind.COMPLAINT, 33),
    }
    case(session, found["open"], None)
    case(session, found["closed lately"], NOON - MONTH)
    case(session, found["closed"], NOON - 26 * MONTH)
    return found


def test_a_dry_run_counts_and_changes_nothing(
    session: Session, heard: dict[str, FeedbackRecord]
) -> None:
    keep(session, 24)
    keep(session, 12, Kind.COMPLIMENT, depth=Depth.ANONYMISE)
    run = session.get_one(RetentionRun, retention.try_retention(session, actor=SYSTEM, now=NOON))
    assert [(line["kind"], line["records"]) for line in run.lines] == [(None, 2), ("compliment", 1)]
    assert run.is_dry and all(record.text for record in heard.values())


def test_the_job_empties_what_is_over_and_keeps_a_report(
    session: Session, heard: dict[str, FeedbackRecord]
) -> None:
    ids = {name: record.id for name, record in heard.items()}
    keep(session, 24)
    keep(session, 12, Kind.COMPLIMENT, depth=Depth.ANONYMISE)
    session.commit()
    for expected in (4, 0):  # three records, and the customer whom nothing names any more
        assert forgetting.forget_past(now=NOON) == expected
    with db.transaction() as again:
        texts = {name: again.get_one(FeedbackRecord, id_).text for name, id_ in ids.items()}
        assert {name for name, text in texts.items() if not text} == {"old", "closed"}
        assert again.exec(select(Customer.key)).all() == ["bia"]
        [run] = again.exec(select(RetentionRun)).all()
        assert (run.is_dry, run.customers, sum(line["records"] for line in run.lines)) == (
            *(False, 1, 3),
        )
        assert len(again.exec(select(Erasure)).all()) == 3
        assert_rollups_hold(again)


def test_without_rules_everything_is_kept(
    session: Session, heard: dict[str, FeedbackRecord]
) -> None:
    rule_id = keep(session, 24)
    assert keep(session, 36) == rule_id
    rules.drop_retention(session, actor=SYSTEM, rule_id=rule_id, now=NOON)
    with pytest.raises(InvalidInput):
        keep(session, 0)
    assert retention.apply_retention(session, actor=SYSTEM, now=NOON).is_over
    assert all(record.text for record in heard.values())


@pytest.mark.parametrize(
    ("day", "months", "before"),
    [
        (date(2026, 3, 2), 24, date(2024, 3, 2)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
    ],
)
def test_months_end_with_their_month(day: date, months: int, before: date) -> None:
    assert months_before(day, months) == before

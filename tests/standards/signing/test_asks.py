from datetime import date, datetime, timedelta

from cxgame.standards.signing import asks
from cxgame.standards.signing.asks import Ask, Kind, Member, Method, Signed
from tests.conftest import NOON

DUE = date(2026, 3, 10)
DECIDED = date(2026, 3, 2)
ASK = Ask(1, 1, 5, Kind.SIGN, ("frontline",), (7, 8), DUE, NOON, DECIDED)
ALICE = Member(3, "Alice", "frontline", 7, None, date(2025, 1, 1))
HOUR = timedelta(hours=1)


def signed(
    version_id: int, at: datetime = NOON + HOUR, method: Method = Method.READ, seq: int = 1
) -> Signed:
    return Signed(seq, 3, 1, version_id, 2, method, None, None, at)


def with_kind(kind: Kind) -> Ask:
    return Ask(1, 1, 5, kind, ("frontline",), (), DUE, NOON, DECIDED)


def test_role_and_team_of_today_count() -> None:
    assert asks.is_meant(ASK, ALICE)
    assert not asks.is_meant(ASK, Member(3, "", "manager", 7, None, DUE))
    assert not asks.is_meant(ASK, Member(3, "", "frontline", 9, None, DUE))
    assert not asks.is_meant(ASK, Member(3, "", "frontline", None, None, DUE))
    assert asks.is_meant(with_kind(Kind.SIGN), Member(3, "", "frontline", None, None, DUE))


def test_the_very_version_meets_it_whenever_it_was_signed() -> None:
    assert asks.meets(ASK, signed(5, NOON - HOUR))


def test_a_later_version_meets_it_only_when_signed_since() -> None:
    assert asks.meets(ASK, signed(6, NOON + HOUR))
    assert not asks.meets(ASK, signed(6, NOON - HOUR))
    assert not asks.meets(ASK, signed(4, NOON + HOUR))


def test_a_quiz_asks_for_a_quiz_and_a_quiz_is_reading_too() -> None:
    assert not asks.meets(with_kind(Kind.QUIZ), signed(5))
    assert asks.meets(with_kind(Kind.QUIZ), signed(5, method=Method.QUIZ))
    assert asks.meets(ASK, signed(5, method=Method.QUIZ))


def test_the_first_signature_that_meets_it_counts() -> None:
    duty = asks.duty(ASK, ALICE, [signed(4, seq=1), signed(6, seq=3), signed(5, seq=2)])
    assert duty.signed is not None
    assert duty.signed.seq == 2
    assert not duty.is_overdue(DUE + timedelta(days=9))


def test_who_joins_late_has_a_week() -> None:
    fresh = Member(4, "Ana", "frontline", 7, None, DUE + timedelta(days=1))
    assert asks.duty(ASK, fresh, []).due_on == DUE + timedelta(days=8)
    known = Member(4, "Ana", "frontline", 7, None, DECIDED)
    assert asks.duty(ASK, known, []).due_on == asks.duty(ASK, ALICE, []).due_on == DUE
    assert asks.duty(ASK, ALICE, []).is_overdue(DUE + timedelta(days=1))
    assert not asks.duty(ASK, ALICE, []).is_overdue(DUE)


def test_the_default_day_is_the_one_it_takes_effect() -> None:
    assert asks.default_due(DUE, DUE - timedelta(days=20)) == DUE
    assert asks.default_due(DUE, DUE) == DUE + timedelta(days=7)

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, Refused
from cxgame.feedback import voice
from cxgame.feedback.cases import queries, rescoring, ruling, service
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import EventKind, Means, Outcome, Priority, Status
from cxgame.game.models import PointEntry
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer, case_of, complaint

HOUR = timedelta(hours=1)


def settle(session: Session, town: Town, case: Case, **more: object) -> None:
    reason = ruling.case_reasons(session)[0].id
    given = {
        "reason_id": reason,
        "root_cause": "Two baths at the same hour",
        "recovery": "An apology, and the next bath on us",
        "recovery_cents": 4_590,
        "next_step": "",
        "next_on": None,
        "priority": Priority.NORMAL,
        **more,
    }
    service.settle_case(
        session,
        actor=town.diana,
        case_id=case.id,
        version=case.version,
        now=NOON + HOUR,
        **given,  # type: ignore[arg-type]
    )


def call(session: Session, town: Town, case: Case, after: timedelta = HOUR) -> None:
    service.note_contact(
        session,
        actor=town.diana,
        case_id=case.id,
        means=Means.PHONE,
        outcome=Outcome.REACHED,
        text="She accepts the apology",
        now=NOON + after,
    )


def move(session: Session, town: Town, case: Case, to: Status, words: str = "", h: int = 2) -> None:
    service.move_case(
        session,
        actor=town.diana,
        case_id=case.id,
        to=to,
        words=words,
        version=case.version,
        now=NOON + h * HOUR,
    )


def refused(session: Session, town: Town, case: Case, to: Status, words: str = "") -> list[str]:
    with pytest.raises(Refused) as caught:
        move(session, town, case, to, words)
    return [reason.message for reason in caught.value.reasons]


@pytest.fixture
def case(town: Town, said: Said) -> Case:
    made = said(answer(town.desk, 3, text="Nobody said hello"))
    assert made is not None
    return made


def test_the_first_contact_takes_a_case_up_and_stops_its_clock(
    session: Session, town: Town, case: Case
) -> None:
    call(session, town, case, 3 * HOUR)
    assert (case.status, case.contact_minutes) == ("in_contact", 180)
    call(session, town, case, 5 * HOUR)
    assert case.contact_minutes == 180
    service.note_contact(  # one that was forgotten, and was earlier
        session,
        actor=town.diana,
        case_id=case.id,
        means=Means.WHATSAPP,
        outcome=Outcome.NO_ANSWER,
        at=NOON + HOUR,
        now=NOON + 6 * HOUR,
    )
    assert case.contact_minutes == 60
    for at in (NOON - HOUR, NOON + 9 * HOUR):
        with pytest.raises(InvalidInput):
            service.note_contact(
                session,
                actor=town.diana,
                case_id=case.id,
                means=Means.PHONE,
                outcome=Outcome.REACHED,
                at=at,
                now=NOON + 6 * HOUR,
            )


def test_a_solution_needs_a_contact_a_reason_and_a_deed(
    session: Session, town: Town, case: Case
) -> None:
    assert refused(session, town, case, Status.SOLVED) == [
        "Note the contact with the customer first.",
        "Choose the reason first.",
        "Write first what was done for the customer.",
    ]
    call(session, town, case)
    settle(session, town, case)
    move(session, town, case, Status.SOLVED)
    assert (case.status, case.solved_minutes, case.is_in_time) == ("solved", 120, True)
    move(session, town, case, Status.CLOSED)
    assert case.closed_at == NOON + 2 * HOUR
    assert refused(session, town, case, Status.SOLVED) == [
        "From here the case can't take this step."
    ]


def test_to_thank_needs_no_reason(session: Session, town: Town, said: Said) -> None:
    thanks = said(answer(town.desk, 10, text="Lovely", contact="ana@example.com"))
    assert thanks is not None
    call(session, town, thanks)
    move(session, town, thanks, Status.SOLVED)
    assert thanks.status == "solved"


def test_what_is_reopened_has_its_whole_time_again_and_is_counted(
    session: Session, town: Town, case: Case
) -> None:
    call(session, town, case)
    settle(session, town, case)
    move(session, town, case, Status.SOLVED, h=50)
    assert not case.is_in_time
    case.escalated_at = NOON
    assert refused(session, town, case, Status.IN_CONTACT) == ["Please write why."]
    move(session, town, case, Status.IN_CONTACT, "It happened again", h=60)

    assert (case.times_reopened, case.solved_at, case.escalated_at) == (1, None, None)
    assert case.due_at == NOON + 108 * HOUR
    events = queries.case_view(session, actor=town.diana, case_id=case.id).events
    assert (events[0].kind, events[0].text) == (EventKind.STATUS, "It happened again")
    assert events[-1].kind is EventKind.OPENED


def test_a_case_without_a_solution_is_closed_with_a_reason(
    session: Session, town: Town, case: Case
) -> None:
    assert refused(session, town, case, Status.CLOSED) == ["Please write why."]
    move(session, town, case, Status.CLOSED, "The same customer wrote twice")
    assert (case.is_dismissed, case.is_in_time) == (True, False)
    with pytest.raises(Conflict, match="closed"):
        call(session, town, case)


def test_a_stale_version_changes_nothing(session: Session, town: Town, case: Case) -> None:
    seen = case.version
    call(session, town, case)
    with pytest.raises(Conflict, match="meanwhile"):
        service.move_case(
            session, actor=town.diana, case_id=case.id, to=Status.SOLVED, version=seen, now=NOON
        )


def test_findings_are_kept_and_a_cost_below_zero_is_none(
    session: Session, town: Town, case: Case
) -> None:
    settle(session, town, case, priority=Priority.HIGH)
    view = queries.case_view(session, actor=town.diana, case_id=case.id)
    assert (view.recovery_cents, view.root_cause) == (4_590, "Two baths at the same hour")
    assert view.line.priority is Priority.HIGH
    assert view.events[0].kind is EventKind.PRIORITY
    with pytest.raises(InvalidInput, match="cost"):
        settle(session, town, case, recovery_cents=-1)


def test_the_score_is_asked_again_when_the_case_is_solved(
    session: Session, town: Town, case: Case
) -> None:
    def rescore(score: int) -> None:
        rescoring.rescore_case(session, actor=town.diana, case_id=case.id, score=score, now=NOON)

    with pytest.raises(Conflict, match="solved"):
        rescore(9)
    call(session, town, case)
    settle(session, town, case)
    move(session, town, case, Status.SOLVED)
    with pytest.raises(InvalidInput, match="0 to 10"):
        rescore(11)
    rescore(9)
    view = queries.case_view(session, actor=town.diana, case_id=case.id)
    assert (view.line.score, view.score_after) == (3, 9)


def test_a_complaint_has_no_score_to_compare_with(session: Session, town: Town, said: Said) -> None:
    other = said(complaint(town.desk))
    assert other is not None
    other.status = Status.SOLVED
    with pytest.raises(Conflict, match="no score"):
        rescoring.rescore_case(session, actor=town.diana, case_id=other.id, score=9, now=NOON)


def test_the_time_is_extended_once_and_with_a_reason(
    session: Session, town: Town, said: Said
) -> None:
    made = said(complaint(town.desk))
    assert made is not None
    before = made.due_at

    def extend(words: str) -> None:
        service.extend_case(
            session,
            actor=town.diana,
            case_id=made.id,
            words=words,
            version=made.version,
            now=NOON,
        )

    with pytest.raises(InvalidInput, match="why"):
        extend(" ")
    extend("The laboratory needs a week")
    assert made.due_at == before + timedelta(days=7)
    with pytest.raises(Conflict, match="extended"):
        extend("Once more")


def close(session: Session, town: Town, case: Case, h: int = 2) -> list[PointEntry]:
    call(session, town, case)
    settle(session, town, case)
    move(session, town, case, Status.SOLVED, h=h)
    move(session, town, case, Status.CLOSED, h=h)
    return list(session.exec(select(PointEntry).where(PointEntry.rule == "case_closed")))


def test_a_case_closed_well_brings_its_owner_points_once(
    session: Session, town: Town, case: Case
) -> None:
    [entry] = close(session, town, case)
    assert (entry.person_id, entry.points) == (town.diana.person_id, 10)
    move(session, town, case, Status.IN_CONTACT, "Not yet")
    move(session, town, case, Status.SOLVED)
    move(session, town, case, Status.CLOSED)
    assert len(session.exec(select(PointEntry)).all()) == 1


def test_a_late_one_brings_none(session: Session, town: Town, case: Case) -> None:
    assert close(session, town, case, h=49) == []


def test_what_somebody_wrote_down_alone_brings_them_none(
    session: Session, town: Town, rules: None
) -> None:
    record_id = voice.record_complaint(
        session, actor=town.diana, team_id=town.desk, text="Nobody said hello", now=NOON
    )
    own = case_of(session, record_id)
    assert own is not None
    assert own.owner_id == town.diana.person_id
    assert close(session, town, own) == []

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback import review, store
from cxgame.feedback.cases import opening, ruling
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.ruling import RuleForm
from cxgame.feedback.cases.words import OwnerRule, Priority, Purpose, SlaUnit, Status
from cxgame.feedback.customers.register import Known, note_customer
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord, ImportBatch
from cxgame.notices.models import Notice
from cxgame.people.rota import service as rota
from cxgame.people.rota.models import LeaveKind
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer, case_of, complaint

TODAY = clock.local_day(NOON)


def test_a_detractor_opens_a_case_of_48_hours_for_the_manager(
    session: Session, town: Town, said: Said
) -> None:
    case = said(answer(town.desk, 3))

    assert case is not None
    assert (case.status, case.purpose, case.priority) == ("new", "recover", "normal")
    assert case.owner_id == town.diana.person_id
    assert case.due_at == NOON + timedelta(hours=48)
    assert (case.team_id, case.opened_on, case.is_history) == (town.desk, TODAY, False)


def test_a_complaint_has_seven_days_of_the_calendar(town: Town, said: Said) -> None:
    case = said(complaint(town.desk))

    assert case is not None
    local = case.due_at.astimezone(clock.zone())
    assert (local.date() - TODAY, f"{local:%H:%M}") == (timedelta(days=7), "23:59")


def test_the_ombudsman_has_thirty_days(town: Town, said: Said) -> None:
    entry = complaint(town.desk)
    entry.channel = Channel.OMBUDSMAN
    case = said(entry)

    assert case is not None
    due = case.due_at.astimezone(clock.zone()).date()
    assert (case.priority, due - TODAY) == ("high", timedelta(days=30))


def test_passives_and_wordless_promoters_open_none(town: Town, said: Said) -> None:
    assert said(answer(town.desk, 8)) is None
    assert said(answer(town.desk, 10)) is None
    assert said(answer(town.desk, 10, text="Lovely")) is None  # nobody to thank


def test_a_promoter_who_can_be_reached_is_to_be_thanked(
    session: Session, town: Town, said: Said
) -> None:
    case = said(answer(town.desk, 10, text="Lovely", contact="ana@example.com"))
    assert case is not None
    assert (case.purpose, case.priority) == ("thank", "low")
    key = note_customer(session, Known(key="C-1", phone="11 98765-4321"), now=NOON)
    assert said(answer(town.desk, 9, text="Lovely", customer=key)) is not None


def test_one_record_has_one_case(session: Session, town: Town, said: Said) -> None:
    entry = answer(town.desk)
    case = said(entry)
    assert case is not None
    store.write(session, [entry], now=NOON)
    assert len(session.exec(select(Case)).all()) == 1
    with pytest.raises(Conflict, match="already"):
        opening.open_case(session, actor=town.diana, record_id=case.record_id, now=NOON)


def test_a_held_record_opens_its_case_when_it_is_released(
    session: Session, town: Town, said: Said
) -> None:
    entry = complaint(town.desk, held_reason="burst")
    assert said(entry) is None
    record_id = id_of(session, entry.submission_id)
    with pytest.raises(Conflict, match="held"):
        opening.open_case(session, actor=town.diana, record_id=record_id, now=NOON)
    later = NOON + timedelta(days=1)
    review.release_held(session, actor=town.diana, record_id=record_id, now=later)
    case = case_of(session, record_id)
    assert case is not None
    assert case.opened_at == later


def id_of(session: Session, submission_id: str) -> int:
    query = select(FeedbackRecord.id).where(FeedbackRecord.submission_id == submission_id)
    return session.exec(query).one()


def test_history_opens_cases_of_its_last_fourteen_days_and_tells_nobody(
    session: Session, town: Town, rules: None
) -> None:
    frontline = RuleForm(
        {"en": "Members"}, Purpose.RECOVER, Priority.HIGH, 1, SlaUnit.DAYS, OwnerRule.MEMBERS
    )
    for view in ruling.case_rules(session):
        ruling.change_case_rule(
            session, actor=town.root, rule_id=view.id, form=frontline, version=1, now=NOON
        )
    batch = ImportBatch(
        kind="feedback",
        file_name="f",
        file_hash="0",
        mapping={},
        options={},
        state="running",
        actor="x",
        created_at=NOON,
    )
    session.add(batch)
    session.flush()
    entries = [answer(town.desk, 2, ago=timedelta(days=n)) for n in (0, 13, 14, 15, 400)]

    assert opening.count_by_rules(session, entries, now=NOON) == 3
    store.write(session, entries, now=NOON, batch_id=batch.id)
    cases = session.exec(select(Case)).all()
    assert len(cases) == 3
    assert all(case.is_history and case.owner_id for case in cases)
    assert session.exec(select(Notice)).all() == []


def test_the_first_rule_that_fits_decides(session: Session, town: Town, said: Said) -> None:
    rule_id = ruling.add_case_rule(
        session,
        actor=town.root,
        form=RuleForm(
            name={"pt-BR": "Advogado", "en": "Lawyer"},
            purpose=Purpose.RECOVER,
            priority=Priority.HIGH,
            length=4,
            unit=SlaUnit.BUSINESS_HOURS,
            owner=OwnerRule.MANAGER,
            words=("Advogado", "PROCON", "justiça"),
        ),
        now=NOON,
    )
    [rule] = [one for one in ruling.case_rules(session) if one.id == rule_id]
    ruling.change_case_rule(
        session,
        actor=town.root,
        rule_id=rule_id,
        form=rule.form,
        position=1,
        version=rule.version,
        now=NOON,
    )

    assert ruling.case_rules(session)[0].id == rule_id
    case = said(complaint(town.desk, "Vou ao Procon e à JUSTICA amanhã"))
    assert case is not None
    assert (case.rule_id, case.priority) == (rule_id, "high")
    assert case.due_at == NOON + timedelta(hours=4)
    other = said(complaint(town.desk, "Desprocondizente"))  # inside a word it is none
    assert other is not None
    assert other.rule_id != rule_id


def test_a_rule_that_is_off_opens_nothing(session: Session, town: Town, said: Said) -> None:
    for rule in ruling.case_rules(session):
        form = RuleForm(**{**vars(rule.form), "is_on": False})
        ruling.change_case_rule(
            session, actor=town.root, rule_id=rule.id, form=form, version=1, now=NOON
        )
    assert said(complaint(town.desk)) is None
    with pytest.raises(Conflict):
        ruling.change_case_rule(
            session, actor=town.root, rule_id=rule.id, form=form, version=1, now=NOON
        )


def test_a_rule_promises_a_time_that_can_be_kept(session: Session, town: Town) -> None:
    for length, unit in ((0, SlaUnit.DAYS), (91, SlaUnit.DAYS), (721, SlaUnit.HOURS)):
        form = RuleForm({"en": "x"}, Purpose.RECOVER, Priority.LOW, length, unit, OwnerRule.MANAGER)
        with pytest.raises(InvalidInput):
            ruling.add_case_rule(session, actor=town.root, form=form, now=NOON)


def test_members_take_turns_by_the_rota_and_managers_stand_in(
    session: Session, town: Town, said: Said
) -> None:
    [*_, rule] = [one for one in ruling.case_rules(session) if one.form.kind is Kind.COMPLAINT]
    form = RuleForm(**{**vars(rule.form), "owner": OwnerRule.MEMBERS})
    ruling.change_case_rule(
        session, actor=town.root, rule_id=rule.id, form=form, version=rule.version, now=NOON
    )

    def owners(*texts: str) -> list[int | None]:
        entries = [complaint(town.desk, text) for text in texts]
        stored = store.write(session, entries, now=NOON)
        found = [case_of(session, stored[entry.submission_id]) for entry in entries]
        return [case.owner_id if case else None for case in found]

    alice, bob = town.alice.person_id, town.bob.person_id
    assert owners("one", "two", "three") == [alice, bob, alice]
    assert owners("four") == [bob]
    told = session.exec(select(Notice.person_id)).all()
    assert sorted(told) == sorted([alice, alice, bob, bob])
    rota.set_shifts(session, actor=town.diana, person_id=alice or 0, weekdays=[5], now=NOON)
    assert owners("five", "six") == [bob, bob]
    rota.add_leave(
        session,
        actor=town.diana,
        person_id=bob or 0,
        kind=LeaveKind.VACATION,
        starts_on=TODAY,
        ends_on=TODAY,
        now=NOON,
    )
    assert owners("seven") == [town.diana.person_id]


def test_what_concerns_the_company_alone_waits_for_an_owner(town: Town, said: Said) -> None:
    case = said(complaint(None))
    assert case is not None
    assert (case.owner_id, case.status) == (None, Status.NEW)


def test_a_case_is_opened_by_hand_of_any_record(session: Session, town: Town, said: Said) -> None:
    entry = answer(town.desk, 8, text="So-so")
    assert said(entry) is None
    record_id = id_of(session, entry.submission_id)
    case_id = opening.open_case(
        session, actor=town.diana, record_id=record_id, priority=Priority.HIGH, now=NOON
    )
    case = session.get_one(Case, case_id)
    assert (case.owner_id, case.priority, case.rule_id) == (town.diana.person_id, "high", None)

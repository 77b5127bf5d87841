"""The gates on plain values."""

from dataclasses import replace

import pytest

from cxgame.boards import raci
from cxgame.boards.raci import Approval, Facts, Holder, Stage

DIANA, BOB, CARLA = Holder(1, "Diana"), Holder(2, "Bob"), Holder(3, "Carla")
PLAN = Facts(
    is_plan=True,
    stage=Stage.DRAFT,
    accountable=(DIANA,),
    responsible=(BOB,),
    editor_id=BOB.id,
)
APPROVED = replace(PLAN, stage=Stage.DO, approval=Approval.APPROVED)
TASK = replace(PLAN, is_plan=False)


def messages(reasons: list[raci.Reason]) -> str:
    return " ".join(reason.message.format(**reason.values) for reason in reasons)


def test_a_plan_with_one_a_and_an_r_may_leave_draft() -> None:
    assert raci.against_move(PLAN, Stage.REVIEW, BOB.id) == []


def test_without_a_and_r_both_reasons_are_told_at_once() -> None:
    bare = replace(PLAN, accountable=(), responsible=())
    assert len(raci.against_move(bare, Stage.REVIEW, BOB.id)) == 2


def test_two_a_are_named_and_refused() -> None:
    crowded = replace(PLAN, accountable=(DIANA, CARLA))
    assert "Diana, Carla" in messages(raci.against_letters(crowded))


def test_somebody_who_left_can_not_hold_a_letter() -> None:
    gone = replace(PLAN, responsible=(replace(BOB, is_active=False),))
    assert "Bob no longer works here" in messages(raci.against_letters(gone))


@pytest.mark.parametrize("change", [{"second": CARLA}, {"is_second_waived": True}])
def test_a_may_be_r_with_a_second_approver_or_a_waiver(change: dict[str, object]) -> None:
    alone = replace(PLAN, responsible=(DIANA,))
    assert "second approver" in messages(raci.against_letters(alone))
    assert raci.against_letters(replace(alone, **change)) == []  # type: ignore[arg-type]


def test_on_a_plain_task_a_may_be_r() -> None:
    assert raci.against_letters(replace(TASK, responsible=(DIANA,))) == []


@pytest.mark.parametrize(
    ("approval", "said"),
    [
        (Approval.DRAFT, "Ask Diana"),
        (Approval.WAITING, "Waiting for the approval of Diana"),
        (Approval.REJECTED, "Diana (A) said no"),
    ],
)
@pytest.mark.parametrize("to", [Stage.DO, Stage.CHECK, Stage.DONE])
def test_without_approval_no_plan_goes_on(approval: Approval, said: str, to: Stage) -> None:
    waiting = replace(PLAN, stage=Stage.REVIEW, approval=approval)
    assert said in messages(raci.against_move(waiting, to, BOB.id))


def test_a_plain_task_needs_no_approval_to_start() -> None:
    assert raci.against_move(TASK, Stage.DO, BOB.id) == []


def test_an_open_consultation_keeps_a_card_from_starting() -> None:
    reasons = raci.against_move(replace(TASK, awaited=(CARLA,)), Stage.DO, BOB.id)
    assert "Carla" in messages(reasons)


def test_an_approval_that_fell_stops_a_plan_that_is_under_way() -> None:
    fallen = replace(APPROVED, approval=Approval.WAITING)
    assert raci.against_move(fallen, Stage.CHECK, BOB.id)
    assert raci.against_move(fallen, Stage.DRAFT, BOB.id) == []


def test_only_a_reopens_what_is_done() -> None:
    done = replace(APPROVED, stage=Stage.DONE)
    assert "Only Diana" in messages(raci.against_move(done, Stage.DO, BOB.id))
    assert raci.against_move(done, Stage.DO, DIANA.id) == []


def test_whoever_made_the_last_change_does_not_approve_it() -> None:
    waiting = replace(PLAN, stage=Stage.REVIEW, approval=Approval.WAITING)
    assert raci.against_approval(waiting, DIANA.id) == []
    own = replace(waiting, editor_id=DIANA.id)
    assert "last change" in messages(raci.against_approval(own, DIANA.id))


def test_nobody_says_yes_twice() -> None:
    half = replace(
        PLAN,
        stage=Stage.REVIEW,
        approval=Approval.WAITING,
        responsible=(DIANA,),
        second=CARLA,
        is_first_approved=True,
    )
    assert "second yes" in messages(raci.against_approval(half, DIANA.id))
    assert raci.against_approval(half, CARLA.id) == []


def test_all_reasons_against_an_approval_are_told_at_once() -> None:
    bad = replace(PLAN, editor_id=DIANA.id, awaited=(CARLA,), responsible=())
    assert len(raci.against_approval(bad, DIANA.id)) == 4


@pytest.mark.parametrize("field", sorted(raci.MATERIAL))
def test_a_material_change_takes_the_approval_away(field: str) -> None:
    assert raci.is_voided_by(frozenset({field}), Approval.APPROVED)


@pytest.mark.parametrize("field", ["why", "priority", "informed", "consulted", "question"])
def test_a_small_change_does_not(field: str) -> None:
    assert not raci.is_voided_by(frozenset({field}), Approval.APPROVED)


def test_the_second_approver_of_a_task_decides_nothing() -> None:
    assert not raci.approves(replace(TASK, second=CARLA), CARLA.id)
    assert raci.approves(replace(PLAN, second=CARLA), CARLA.id)

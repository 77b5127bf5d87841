"""The gates of RACI on one card: pure functions that name every reason against a step."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from cxgame.boards.plans.pdca import PlanFacts
from cxgame.boards.stages import Stage as Stage  # read beside the letters
from cxgame.boards.stages import is_before
from cxgame.errors import Reason
from cxgame.i18n import N_


class Letter(StrEnum):
    """What somebody is on a card."""

    ACCOUNTABLE = "A"
    RESPONSIBLE = "R"
    CONSULTED = "C"
    INFORMED = "I"


class Approval(StrEnum):
    """Where a plan stands with its A."""

    DRAFT = "draft"
    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class Stance(StrEnum):
    """What somebody who is consulted thinks of it."""

    AGREE = "agree"
    OBJECT = "object"
    COMMENT = "comment"


@dataclass(frozen=True)
class Holder:
    """A person as the gates need to know one."""

    id: int
    name: str
    is_active: bool = True


@dataclass(frozen=True)
class Facts:
    """What the gates look at; a card that is no plan is a plain operational task.

    `awaited` are those with a C who have neither answered nor been done without. `second` is the
    second approver; each of the two has approved or not. `editor_id` is who last changed the text
    or put it forward. `plan` is what a plan promises, None on a task.
    """

    is_plan: bool
    stage: Stage
    approval: Approval = Approval.DRAFT
    accountable: tuple[Holder, ...] = ()
    responsible: tuple[Holder, ...] = ()
    consulted: tuple[Holder, ...] = ()
    informed: tuple[Holder, ...] = ()
    awaited: tuple[Holder, ...] = ()
    editor_id: int | None = None
    is_first_approved: bool = False
    second: Holder | None = None
    is_second_approved: bool = False
    is_second_waived: bool = False
    plan: PlanFacts | None = None
    is_on_hold: bool = False


# Changing one of these after the approval asks for a new one. Scope, date, owner, target.
MATERIAL = frozenset(
    {
        "title",
        "description",
        "what",
        "how",
        "cost_cents",
        "place",
        "target",
        "starts_on",
        "due_on",
        "team_id",
        "accountable",
        "responsible",
        "second_approver_id",
        "root_cause",
        "kpi",
        "kpi_name",
        "baseline",
        "goal",
        "check_on",
        "verifier_id",
    }
)


def against_letters(facts: Facts) -> list[Reason]:
    """Return what the letters lack: exactly one A, an R, all still here, four eyes on a plan."""
    reasons: list[Reason] = []
    if not facts.accountable:
        reasons.append(Reason("Nobody is Accountable (A) yet: name exactly one person."))
    if len(facts.accountable) > 1:
        reasons.append(
            Reason("Only one person can be Accountable (A): {names}.", _named(facts.accountable))
        )
    if not facts.responsible:
        reasons.append(Reason("Nobody is Responsible (R) yet: name at least one person."))
    gone = tuple(who for who in facts.accountable + facts.responsible if not who.is_active)
    if gone:
        reasons.append(
            Reason("{names} no longer works here: give the letter to somebody else.", _named(gone))
        )
    if lacks_second(facts):
        reasons.append(
            Reason(
                "{names} is both Accountable and Responsible: name a second approver, "
                "or record why none is needed.",
                _named(facts.accountable),
            )
        )
    return reasons


def against_move(facts: Facts, to: Stage, person_id: int | None) -> list[Reason]:
    """Return everything that keeps this person from bringing the card to a column of this stage.

    Every other column asks for the letters. Backwards a card may go once it has them, but only A
    reopens what is done. Whether somebody's move to the last column finishes the card,
    `is_accountable` tells.
    """
    reasons = _against_hold(facts) + against_letters(facts)
    if to is facts.stage:
        return reasons
    if facts.stage is Stage.DONE and facts.accountable and not is_accountable(facts, person_id):
        reasons.append(Reason("Only {names} (A) reopens what is done.", _named(facts.accountable)))
    if is_before(to, facts.stage):
        return reasons
    if facts.is_plan and to is Stage.REVIEW:
        return reasons + against_plan(facts)
    if is_before(to, Stage.DO):
        return reasons
    reasons += against_approval_lacking(facts) + against_awaited(facts)
    return reasons + _against_unchecked(facts, to)


def against_submission(facts: Facts) -> list[Reason]:
    """Return everything that keeps a plan from being put before its A."""
    if not facts.is_plan:
        return [Reason("A task needs no approval before the work starts.")]
    if facts.approval is Approval.APPROVED:
        return [Reason("This plan is already approved.")]
    return _against_hold(facts) + against_letters(facts) + against_plan(facts)


def against_approval(
    facts: Facts, person_id: int | None, real_id: int | None = None
) -> list[Reason]:
    """Return everything that keeps this approver, A or the second one, from approving the plan.

    `real_id` is who decides in A's place, where somebody does: they may not have written last.
    """
    writer = real_id or person_id
    reasons: list[Reason] = []
    if facts.approval is not Approval.WAITING:
        reasons.append(Reason("There is nothing to approve: nobody has asked for it yet."))
    if facts.second and _has_approved(facts, person_id):
        reasons.append(Reason("You have said yes already; the second yes is still missing."))
    if writer is not None and writer == facts.editor_id:
        reasons.append(
            Reason(
                "You made the last change yourself: somebody else has to look it over "
                "and ask for the approval."
            )
        )
    reasons += _against_hold(facts) + against_letters(facts) + against_plan(facts)
    return reasons + against_awaited(facts)


def against_plan(facts: Facts) -> list[Reason]:
    """Return what a plan has to say before it is put before its A; nothing on a task."""
    if not facts.is_plan or facts.plan is None:
        return []
    reasons = list(facts.plan.missing)
    if facts.plan.verifier_id in {who.id for who in facts.responsible}:
        reasons.append(Reason("Who checks the effect can't be Responsible (R): name another one."))
    return reasons


def against_verification(facts: Facts, person_id: int | None) -> list[Reason]:
    """Return everything that keeps somebody from saying whether a plan worked."""
    if facts.plan is None:
        return [Reason("A task promises no figure: there is nothing to check.")]
    reasons = _against_hold(facts)
    if person_id is not None and person_id in {who.id for who in facts.responsible}:
        reasons.append(Reason("You are Responsible (R): somebody else looks at the effect."))
    if facts.approval is not Approval.APPROVED or facts.plan.is_open:
        reasons.append(Reason("Only an approved plan that promised a figure is checked."))
    if facts.stage not in (Stage.WAIT, Stage.CHECK):
        reasons.append(Reason("A plan is checked once its work is done: move it to the wait."))
    if facts.plan.is_verified:
        reasons.append(Reason("This plan was checked already."))
    return reasons


def against_awaited(facts: Facts) -> list[Reason]:
    """Return the consultations that are still open, as one reason."""
    if not facts.awaited:
        return []
    return [
        Reason(
            "Still to be heard: {names}. They answer, or A records why not.", _named(facts.awaited)
        )
    ]


def against_approval_lacking(facts: Facts) -> list[Reason]:
    """Return what a plan waits for while A has not approved it; nothing on a task."""
    if not facts.is_plan or facts.approval is Approval.APPROVED or not facts.accountable:
        return []
    sentences = {
        Approval.DRAFT: N_("Ask {names} (A) for the approval first."),
        Approval.WAITING: N_("Waiting for the approval of {names} (A)."),
        Approval.REJECTED: N_("{names} (A) said no: change the plan and ask again."),
    }
    return [Reason(sentences[facts.approval], _named(facts.accountable))]


def lacks_second(facts: Facts) -> bool:
    """Tell whether a plan whose A is also R has neither a second approver nor a waiver."""
    both = {who.id for who in facts.accountable} & {who.id for who in facts.responsible}
    return facts.is_plan and bool(both) and facts.second is None and not facts.is_second_waived


def is_accountable(facts: Facts, person_id: int | None) -> bool:
    """Tell whether the person is the card's one A."""
    return person_id is not None and [who.id for who in facts.accountable] == [person_id]


def approves(facts: Facts, person_id: int | None) -> bool:
    """Tell whether the person's yes counts: A's, and on a plan the second approver's."""
    is_second = facts.second is not None and facts.second.id == person_id
    return is_accountable(facts, person_id) or (facts.is_plan and is_second)


def acting_as(facts: Facts, person_id: int | None, stands_in_for: Collection[int]) -> int | None:
    """Return as whom the person decides: A, where they stand in for A today; else themselves.

    Who is R does not decide in A's place, and a second approver stays the second pair of eyes.
    """
    if person_id is None or approves(facts, person_id):
        return person_id
    if any(who.id == person_id for who in facts.responsible):
        return person_id
    held = [who.id for who in facts.accountable]
    return held[0] if len(held) == 1 and held[0] in stands_in_for else person_id


def is_voided_by(changed: frozenset[str], approval: Approval) -> bool:
    """Tell whether changing these fields takes an approval away."""
    return approval is Approval.APPROVED and bool(changed & MATERIAL)


def _against_hold(facts: Facts) -> list[Reason]:
    return [Reason("This card is on hold: take it up again first.")] if facts.is_on_hold else []


def _against_unchecked(facts: Facts, to: Stage) -> list[Reason]:
    """Return why a plan can't go past its check: nobody has looked at the figure yet."""
    is_past = not is_before(to, Stage.ACT)
    if facts.plan is None or not is_past or facts.plan.is_verified:
        return []
    return [Reason("Somebody who is not R looks first whether the promised figure changed.")]


def _has_approved(facts: Facts, person_id: int | None) -> bool:
    if is_accountable(facts, person_id):
        return facts.is_first_approved
    return facts.is_second_approved


def _named(people: tuple[Holder, ...]) -> dict[str, object]:
    return {"names": ", ".join(dict.fromkeys(who.name for who in people))}

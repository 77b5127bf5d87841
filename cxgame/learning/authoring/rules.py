"""What may be done with a draft in which state, and by whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cxgame.errors import Reason
from cxgame.standards.signing import asks


class Kind(StrEnum):
    """What a draft is of."""

    SOP = "sop"
    MODULE = "module"


class State(StrEnum):
    """Where a draft stands on its way."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class What(StrEnum):
    """What happened to a draft."""

    OPENED = "opened"
    CHANGED = "changed"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    APPROVED = "approved"
    REBASED = "rebased"
    PUBLISHED = "published"
    HELD_UP = "held_up"
    WITHDRAWN = "withdrawn"


CLOSED = frozenset({State.PUBLISHED, State.WITHDRAWN})
WRITING = frozenset({State.DRAFT, State.SENT_BACK})
CLOSED_REASON = Reason("This draft is closed. Open a new one.")


@dataclass(frozen=True)
class Facts:
    """What the gates ask about a draft; people are ids, None where no person did it."""

    state: State
    author: int | None
    editor: int | None
    is_stale: bool = False  # another version took the place of the one that it began from
    has_changed: bool = True  # it says something else than what stands
    faults: int = 0
    effective_on: date | None = None
    asked: asks.Kind = asks.Kind.NOTHING  # of the people that an SOP is for
    questions: int = 0  # that a quiz on the SOP could ask
    not_before: date | None = None  # the day of a version that was announced and is still to come


def against_change(facts: Facts) -> list[Reason]:
    """Return why a draft can't be changed; nothing when it can."""
    return [CLOSED_REASON] if facts.state in CLOSED else []


def against_submission(facts: Facts, today: date) -> list[Reason]:
    """Return why a draft can't be handed in; nothing when it can."""
    if facts.state in CLOSED:
        return [CLOSED_REASON]
    if facts.state not in WRITING:
        return [Reason("This draft was handed in already.")]
    return [*_unfit(facts), *_against_day(facts, today)]


def against_decision(facts: Facts, person_id: int | None) -> list[Reason]:
    """Return why this person can't decide on a draft, for or against."""
    if facts.state is not State.IN_REVIEW:
        return [Reason("This draft does not wait for approval.")]
    if person_id is not None and person_id in (facts.author, facts.editor):
        return [Reason("Somebody else must approve what you wrote yourself.")]
    return []


def against_approval(facts: Facts, person_id: int | None) -> list[Reason]:
    """Return why this person can't approve a draft; nothing when they can."""
    return against_decision(facts, person_id) or _unfit(facts)


def against_publication(facts: Facts) -> list[Reason]:
    """Return why an approved draft can't be published; nothing when it can."""
    if facts.state is not State.APPROVED:
        return [Reason("This draft is not approved.")]
    return _unfit(facts)


def is_due(effective_on: date | None, asked: asks.Kind, today: date) -> bool:
    """Tell whether an approved draft is to be published now.

    What people sign or take a quiz on is announced at once: they must be able to read it before
    its day. Anything else comes in on its day.
    """
    return asked is not asks.Kind.NOTHING or is_in_force(effective_on, today)


def is_in_force(effective_on: date | None, today: date) -> bool:
    """Tell whether a published version counts already, or is only announced."""
    return effective_on is None or effective_on <= today


def state_after_change(state: State) -> State:
    """Return where a changed draft stands: an approval is for the words that were read."""
    return State.DRAFT if state is State.APPROVED else state


def _unfit(facts: Facts) -> list[Reason]:
    """Return why a draft can't be published as it is, whoever asks."""
    reasons = []
    if facts.is_stale:
        reasons.append(
            Reason(
                "A newer version took the place of the one this draft began from. "
                "Compare them, then let the draft go on from the newer one."
            )
        )
    if facts.faults:
        reasons.append(Reason("Put right first what is listed ({n}).", {"n": facts.faults}))
    elif not facts.has_changed:
        reasons.append(Reason("Nothing in this draft differs from what stands."))
    if facts.asked is asks.Kind.QUIZ and not facts.questions:
        reasons.append(
            Reason(
                "No module asks about this SOP yet, so there is no question for a quiz. "
                "Let people read and sign it, or write questions first."
            )
        )
    return reasons


def _against_day(facts: Facts, today: date) -> list[Reason]:
    if facts.effective_on is None:
        return [Reason("Say from which day it is in force.")]
    if facts.effective_on < today:
        return [Reason("The day it takes effect must be today or later.")]
    if facts.not_before and facts.effective_on < facts.not_before:
        return [
            Reason(
                "The version before this one takes effect later. "
                "Choose that day or one after it: the SOP’s page names it."
            )
        ]
    return []

"""What may be done with a draft in which state, and by whom."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cxgame.errors import Reason


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


class Decision(StrEnum):
    """What the people of an SOP are asked to do about its new version."""

    NOTHING = "nothing"
    SIGN = "sign"
    QUIZ = "quiz"


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


def against_change(facts: Facts) -> list[Reason]:
    """Return why a draft can't be changed; nothing when it can."""
    return [CLOSED_REASON] if facts.state in CLOSED else []


def against_submission(facts: Facts, today: date) -> list[Reason]:
    """Return why a draft can't be handed in; nothing when it can."""
    if facts.state in CLOSED:
        return [CLOSED_REASON]
    if facts.state not in WRITING:
        return [Reason("This draft was handed in already.")]
    return [*_unfit(facts), *_against_day(facts.effective_on, today)]


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


def is_due(effective_on: date | None, today: date) -> bool:
    """Tell whether an approved draft is to be published now."""
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
    return reasons


def _against_day(effective_on: date | None, today: date) -> list[Reason]:
    if effective_on is None:
        return [Reason("Say from which day it is in force.")]
    if effective_on < today:
        return [Reason("The day it takes effect must be today or later.")]
    return []

"""The steps of a case: which may follow which, and what stands in the way. Pure."""

from dataclasses import dataclass

from cxgame.errors import Reason
from cxgame.feedback.cases.words import Purpose, Status

STEPS = {
    Status.NEW: (Status.IN_CONTACT, Status.SOLVED, Status.CLOSED),
    Status.IN_CONTACT: (Status.SOLVED, Status.CLOSED),
    Status.SOLVED: (Status.CLOSED, Status.IN_CONTACT),
    Status.CLOSED: (Status.IN_CONTACT,),
}


@dataclass(frozen=True)
class Standing:
    """What the gate of a step looks at."""

    status: Status
    purpose: Purpose
    is_contacted: bool
    has_reason: bool
    has_recovery: bool


def is_reopening(now: Status, to: Status) -> bool:
    """Tell whether a step takes up again what was finished."""
    return now in (Status.SOLVED, Status.CLOSED) and to is Status.IN_CONTACT


def is_dismissal(now: Status, to: Status) -> bool:
    """Tell whether a step ends a case of which nothing was solved."""
    return now in (Status.NEW, Status.IN_CONTACT) and to is Status.CLOSED


def against(standing: Standing, to: Status, words: str) -> list[Reason]:
    """Return every reason against a step, none when it may be taken.

    Whoever reopens a case, or closes one without a solution, says why. A case that puts something
    right is solved when the customer was contacted, the reason is known and something was done.
    """
    now = standing.status
    if to not in STEPS[now]:
        return [Reason("From here the case can't take this step.")]
    if (is_reopening(now, to) or is_dismissal(now, to)) and not words:
        return [Reason("Please write why.")]
    if to is not Status.SOLVED:
        return []
    found = []
    if not standing.is_contacted:
        found.append(Reason("Note the contact with the customer first."))
    if standing.purpose is Purpose.RECOVER and not standing.has_reason:
        found.append(Reason("Choose the reason first."))
    if standing.purpose is Purpose.RECOVER and not standing.has_recovery:
        found.append(Reason("Write first what was done for the customer."))
    return found

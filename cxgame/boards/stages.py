"""What the columns of boards mean, in the order of the work."""

from enum import StrEnum


class Stage(StrEnum):
    """What a column means; plans go through all, tasks through the first, do and done."""

    DRAFT = "draft"
    REVIEW = "review"
    DO = "do"
    WAIT = "wait"  # the work is done, the figure has to be given its time
    CHECK = "check"
    ACT = "act"
    DONE = "done"


_PLACE = {stage: place for place, stage in enumerate(Stage)}


def is_before(one: Stage, other: Stage) -> bool:
    """Tell whether a stage comes before another one."""
    return _PLACE[one] < _PLACE[other]

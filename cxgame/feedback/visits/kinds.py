"""The words that tell visits, their questions and what happened to them apart."""

from enum import StrEnum


class VisitKind(StrEnum):
    """Who looks: somebody whom the team does not know, or a leader who stands beside."""

    MYSTERY = "mystery"
    FIELD = "field"


class VisitState(StrEnum):
    """How far a visit came; what was sent back is a draft again."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


class ItemKind(StrEnum):
    """How a question is answered."""

    YES_NO = "yes_no"
    SCALE = "scale"  # 1, not at all, to 5, fully


class EventKind(StrEnum):
    """What happened to a visit, in its history."""

    PLANNED = "planned"
    LINK = "link"  # a new link for the visitor from outside
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    CORRECTED = "corrected"
    ACCEPTED = "accepted"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


YES, NO, NOT_APPLICABLE = "yes", "no", "na"
SCALE = range(1, 6)
REVIEWED = (VisitState.ACCEPTED, VisitState.PUBLISHED)  # counts in the figures of leaders

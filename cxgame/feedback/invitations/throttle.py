"""Rule of how often a customer may be asked."""

from datetime import datetime, timedelta

from cxgame.feedback.invitations.models import WhyNot


def why_not(
    *,
    opted_out: bool,
    asked_at: datetime | None,
    due_at: datetime,
    days: int,
) -> WhyNot | None:
    """Return why a customer must not be asked at a moment, None when nothing speaks against it.

    `asked_at` is the moment nearest to it at which the customer was, or will be, asked.
    """
    if opted_out:
        return WhyNot.OPTED_OUT
    if asked_at is not None and abs(due_at - asked_at) < timedelta(days=days):
        return WhyNot.ASKED_BEFORE
    return None

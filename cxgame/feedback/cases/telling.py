"""Tell people of cases: a new owner, a deadline that comes near or has passed."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import Purpose
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import queries as people
from cxgame.people.models import Person, Role

YOURS = N_("A customer waits to hear from you: a case was given to you.")
TO_THANK = N_("A customer praised you all: say thank you.")
SOON = N_("A case of yours is due soon.")
LATE = N_("A case of {team} is late: the customer still waits.")
STILL_LATE = N_("A case of {team} is still late a day after its manager was told.")


def key_of(case: Case) -> str:
    """Return what names a case for good: ids come again after an import was taken back."""
    return f"case:{case.id}:{case.opened_at:%Y%m%d%H%M%S}"


def tell_owners(session: Session, *, case_ids: Collection[int], now: datetime) -> None:
    """Tell frontline owners of new cases; managers find theirs at the top of their page."""
    query = (
        select(Case)
        .join(Person, col(Person.id) == col(Case.owner_id))
        .where(col(Case.id).in_(case_ids), Person.role == Role.FRONTLINE)
    )
    for case in session.exec(query).all():
        tell_owner(session, case, now=now)


def tell_owner(session: Session, case: Case, *, now: datetime) -> None:
    """Tell the owner that a case is theirs now."""
    if case.owner_id is not None:
        message = YOURS if case.purpose == Purpose.RECOVER else TO_THANK
        tell(session, case, [case.owner_id], f"owner:{case.version}", message, now=now)


def tell(
    session: Session,
    case: Case,
    persons: Iterable[int],
    what: str,
    message: str,
    *,
    now: datetime,
) -> int:
    """Put a notice about a case into inboxes, once for each `what`; return how many are new."""
    return notices.tell(
        session,
        people=persons,
        key=f"{key_of(case)}:{what}",
        message=message,
        link=f"case?id={case.id}",
        now=now,
        team=people.team_names(session).get(case.team_id or 0, ""),
    )

"""What promoters allow us to show of their words, and where."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback.cases import history, scope
from cxgame.feedback.cases.models import Case, Testimonial
from cxgame.feedback.cases.words import EventKind
from cxgame.i18n import N_
from cxgame.people import audit, permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.names import LONGEST

LONGEST_WORDS = 2_000  # characters
# What customers agree to. Whoever words it anew counts the version up.
CONSENT_VERSION = 1
CONSENT = N_("I allow {company} to show my words, and the name I gave, in the places named here.")


class Place(StrEnum):
    """Where a testimonial may be shown."""

    STORE = "store"
    WEBSITE = "website"
    SOCIAL = "social"
    PRINT = "print"


@dataclass(frozen=True)
class TestimonialView:
    """Words with the consent behind them; `withdrawn_at` is set when they may be shown no more."""

    id: int
    case_id: int
    words: str
    shown_name: str
    places: tuple[Place, ...]
    team: str
    consent: str
    consent_version: int
    consented_on: date
    withdrawn_at: datetime | None


def note_testimonial(
    session: Session,
    *,
    actor: Actor,
    case_id: int,
    words: str,
    shown_name: str,
    places: Collection[Place],
    consent: str,
    consented_on: date,
    now: datetime,
) -> int:
    """Keep what a customer allowed to be shown and return its id.

    `consent` is the sentence as the customer saw or heard it. Raise InvalidInput without words, a
    place or the consent, or for a day to come, Conflict where the case has one already.
    """
    case = scope.reached(session, actor, "feedback.note_testimonial", case_id)
    text, agreed = history.tidy(words, LONGEST_WORDS), history.tidy(consent, LONGEST_WORDS)
    _check(text, agreed, places, consented_on, now)
    known = select(Testimonial.id).where(Testimonial.case_id == case_id)
    if session.exec(known).first() is not None:
        raise Conflict("The testimonial of this case is noted already.")
    row = Testimonial(
        case_id=case_id,
        words=text,
        shown_name=history.tidy(shown_name, LONGEST),
        places=sorted(set(places)),
        consent=agreed,
        consent_version=CONSENT_VERSION,
        consented_on=consented_on,
        noted_by=actor.person_id,
        created_at=now,
    )
    session.add(row)
    session.flush()
    history.add(session, case, EventKind.TESTIMONIAL, actor, now=now)
    audit.note(session, actor, "feedback.note_testimonial", "testimonial", row.id, now=now)
    return row.id


def withdraw_testimonial(
    session: Session, *, actor: Actor, testimonial_id: int, now: datetime
) -> None:
    """Note that a customer wants the words shown no more; a second call changes nothing."""
    row = session.get(Testimonial, testimonial_id, with_for_update=True)
    case = session.get(Case, row.case_id) if row else None
    permissions.require(
        actor, "feedback.withdraw_testimonial", team_id=case.team_id if case else None
    )
    if row is None:
        raise NotFound("There is no such testimonial.")
    if row.withdrawn_at is None:
        row.withdrawn_at = now
        session.flush()
        audit.note(
            session, actor, "feedback.withdraw_testimonial", "testimonial", testimonial_id, now=now
        )


def _check(
    words: str, consent: str, places: Collection[Place], on_day: date, now: datetime
) -> None:
    if not words:
        raise InvalidInput("Please write a few words.")
    if not consent or not places:
        raise InvalidInput("Say what the customer agreed to, and where it may be shown.")
    if on_day > clock.local_day(now):
        raise InvalidInput("This day is still to come.")


def testimonials(
    session: Session, *, actor: Actor, case_id: int | None = None, with_withdrawn: bool = False
) -> list[TestimonialView]:
    """Return the testimonials of the cases that the actor sees, newest first."""
    query = select(Testimonial, Case.team_id).join(Case).where(scope.visible(actor))
    if case_id is not None:
        query = query.where(Testimonial.case_id == case_id)
    if not with_withdrawn:
        query = query.where(col(Testimonial.withdrawn_at).is_(None))
    teams = people.team_names(session)
    newest = query.order_by(col(Testimonial.consented_on).desc(), col(Testimonial.id).desc())
    return [
        TestimonialView(
            id=row.id,
            case_id=row.case_id,
            words=row.words,
            shown_name=row.shown_name,
            places=tuple(map(Place, row.places)),
            team=teams.get(team_id or 0, ""),
            consent=row.consent,
            consent_version=row.consent_version,
            consented_on=row.consented_on,
            withdrawn_at=row.withdrawn_at,
        )
        for row, team_id in session.exec(newest)
    ]

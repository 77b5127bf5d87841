"""Read customers: a list to search in, and one with what was heard of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session, col

from cxgame.errors import NotFound
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.customers.scope import known_to
from cxgame.people.actor import Actor

MOST_CHOICES = 100


@dataclass(frozen=True, slots=True)
class CustomerView:
    """A customer; contact whole: whoever shows it hides it, or asks `unmask_customer` first."""

    id: int
    key: str
    name: str
    email: str
    phone: str
    language: str
    segment_value: str
    segment_need: str
    opted_out_at: datetime | None
    asked_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class Segments:
    """The words in use for the value of customers and for what they need."""

    values: tuple[str, ...]
    needs: tuple[str, ...]


def customers(
    session: Session,
    *,
    actor: Actor,
    search: str = "",
    segment_value: str = "",
    segment_need: str = "",
    limit: int = 50,
    offset: int = 0,
) -> tuple[list[CustomerView], bool]:
    """Return the customers that the actor may know, by name, and whether there are more.

    The search finds beginnings of a name, of any of its words, of a key; an e-mail address or a
    phone number it finds only whole, so that nobody can guess one piece by piece.
    """
    query: Select[Customer] = select(Customer).where(*known_to(actor))
    if search.strip():
        query = query.where(or_(*_matches(" ".join(search.split()))))
    if segment_value:
        query = query.where(col(Customer.segment_value) == segment_value)
    if segment_need:
        query = query.where(col(Customer.segment_need) == segment_need)
    query = query.order_by(col(Customer.name), col(Customer.id))
    rows = list(session.scalars(query.limit(limit + 1).offset(offset)))
    return [_view(row) for row in rows[:limit]], len(rows) > limit


def customer(session: Session, *, actor: Actor, customer_id: int) -> CustomerView:
    """Return one customer; raise NotFound when there is none that the actor may know."""
    query = select(Customer).where(col(Customer.id) == customer_id, *known_to(actor))
    row = session.scalars(query).first()
    if row is None:
        raise NotFound("There is no such customer.")
    return _view(row)


def customer_id_of(session: Session, *, actor: Actor, key: str) -> int | None:
    """Return whose key this is, None where it is a pseudonym that we know no more of."""
    query = select(col(Customer.id)).where(col(Customer.key) == key, *known_to(actor))
    return session.scalars(query).first()


def segments(session: Session) -> Segments:
    """Return the segments in use, for filters and forms."""
    return Segments(_words(session, Customer.segment_value), _words(session, Customer.segment_need))


def _matches(search: str) -> list[ColumnElement[bool]]:
    name = func.lower(col(Customer.name))
    low = search.lower()
    found: list[ColumnElement[bool]] = [
        name.startswith(low, autoescape=True),
        name.contains(f" {low}", autoescape=True),
        col(Customer.key).startswith(search, autoescape=True),
    ]
    if "@" in low:
        found.append(col(Customer.email) == low)
    digits = "".join(filter(str.isdigit, low))
    if len(digits) >= 10:  # an area code and a number
        tails = [f"+{digits}", f"+55{digits}"]
        found.append(col(Customer.phone).in_(tails))
    return found


def _words(session: Session, column: str | None) -> tuple[str, ...]:
    """Return the values of an indexed column, jumping from one to the next."""
    value = col(column)
    found: list[str] = []
    last = ""
    while len(found) < MOST_CHOICES:
        following = session.scalar(select(func.min(value)).where(value > last))
        if following is None:
            break
        found.append(following)
        last = following
    return tuple(found)


def _view(row: Customer) -> CustomerView:
    return CustomerView(
        id=row.id,
        key=row.key,
        name=row.name,
        email=row.email or "",
        phone=row.phone or "",
        language=row.language or "",
        segment_value=row.segment_value or "",
        segment_need=row.segment_need or "",
        opted_out_at=row.opted_out_at,
        asked_at=row.asked_at,
        version=row.version,
    )

"""Find or note thousands of customers at once, by the rules of one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, exists, func, select
from sqlmodel import Session, col

from cxgame.feedback.customers import register
from cxgame.feedback.customers.models import Customer, CustomerChange
from cxgame.feedback.customers.register import Known
from cxgame.feedback.models import FeedbackRecord

_ASKED_AT_ONCE = 5_000  # values of one question; databases bound them


def note_customers(
    session: Session, told: Sequence[Known], *, now: datetime, batch_id: int | None = None
) -> list[str | None]:
    """Do what `note_customer` does for each in turn, and return their keys in the same order.

    What is told must be tidied. Whoever is new remembers the import that told of them.
    """
    people = _People(session, told)
    keys: list[str | None] = []
    for known in told:
        if not known.finds_somebody:
            keys.append(None)
            continue
        customer = people.find(known)
        if is_new := customer is None:
            customer = register.new_customer(known, now=now)
            customer.batch_id = batch_id
            session.add(customer)
        changed = register.take_over(customer, known)
        if batch_id is not None and not is_new and customer.batch_id != batch_id:
            _remember_before(session, batch_id, customer.id, changed)
        people.remember(customer)
        keys.append(customer.key)
    session.flush()
    return keys


def count_of(session: Session, batch_id: int) -> int:
    """Return how many customers an import told of first."""
    query = select(func.count()).select_from(Customer).where(col(Customer.batch_id) == batch_id)
    return int(session.execute(query).scalar_one())


class Rehearsal:
    """What noting customers would do, told some thousands at a time; nothing is stored."""

    def __init__(self) -> None:
        self._met: dict[str, Customer] = {}

    def count_new(self, session: Session, told: Sequence[Known], *, now: datetime) -> int:
        """Return how many of those told would be new; the next rows know them."""
        people = _People(session, told)
        for one in self._met.values():
            people.remember(one)
        created = 0
        for known in told:
            customer = people.find(known)
            if customer is None:
                customer = register.new_customer(known, now=now)
                created += 1
            elif customer.key not in self._met:
                customer = Customer(**customer.model_dump())  # the stored one stays as it is
            register.take_over(customer, known)
            self._met[customer.key] = customer
            people.remember(customer)
        return created


def restore_customers(session: Session, batch_id: int) -> int:
    """Give customers back what an import changed of them, and return how many those are.

    What somebody changed since stays as it is.
    """
    query = select(CustomerChange).where(col(CustomerChange.batch_id) == batch_id)
    restored: set[int] = set()
    for change in session.scalars(query.order_by(col(CustomerChange.id).desc())).all():
        customer = session.get_one(Customer, change.customer_id)
        if getattr(customer, change.field) == change.after:
            setattr(customer, change.field, change.before)
            restored.add(customer.id)
        session.delete(change)
    session.flush()
    return len(restored)


def forget_customers(session: Session, batches: Select[int]) -> int:
    """Remove the customers whom these imports told of and nothing else does; return how many.

    Who was asked a survey meanwhile, who wants no more mail and who has another record stays.
    """
    table = FeedbackRecord
    has_record = exists().where(col(table.customer) == col(Customer.key))
    gone = session.execute(
        delete(Customer)
        .where(col(Customer.batch_id).in_(batches))
        .where(col(Customer.asked_at).is_(None), col(Customer.opted_out_at).is_(None))
        .where(~has_record)
        .execution_options(synchronize_session=False)
    )
    return int(gone.rowcount)  # type: ignore[attr-defined]  # a CursorResult


def _remember_before(
    session: Session,
    batch_id: int,
    customer_id: int,
    changed: dict[str, tuple[str | None, str]],
) -> None:
    for name, (before, after) in changed.items():
        session.add(
            CustomerChange(
                batch_id=batch_id, customer_id=customer_id, field=name, before=before, after=after
            )
        )


class _People:
    """Customers by key, address and number; of several at one address, the first noted."""

    def __init__(self, session: Session, told: Sequence[Known]) -> None:
        self.by_key: dict[str, Customer] = {}
        self.by_email: dict[str, list[Customer]] = defaultdict(list)
        self.by_phone: dict[str, list[Customer]] = defaultdict(list)
        loaded: dict[int, Customer] = {}
        for condition in _conditions(told):
            for customer in session.scalars(select(Customer).where(condition)):
                loaded[customer.id] = customer
        for _id, customer in sorted(loaded.items()):
            self.remember(customer)

    def find(self, known: Known) -> Customer | None:
        """Return whom this tells of, by the key if there is one."""
        if known.key:
            return self.by_key.get(known.key)
        for one in self.by_email.get(known.email, ()):
            if one.email == known.email:
                return one
        for one in self.by_phone.get(known.phone, ()):
            if one.phone == known.phone:
                return one
        return None

    def remember(self, customer: Customer) -> None:
        """Know a customer by what was just told of them."""
        self.by_key[customer.key] = customer
        for value, found in ((customer.email, self.by_email), (customer.phone, self.by_phone)):
            if value and customer not in found[value]:
                found[value].append(customer)


def _conditions(told: Sequence[Known]) -> Iterator[ColumnElement[bool]]:
    keys = {known.key for known in told if known.key}
    emails = {known.email for known in told if known.email and not known.key}
    phones = {known.phone for known in told if known.phone and not known.key}
    for column, values in (
        (Customer.key, keys),
        (Customer.email, emails),
        (Customer.phone, phones),
    ):
        for some in _portions(values):
            yield col(column).in_(some)


def _portions(values: Iterable[str]) -> Iterator[list[str]]:
    rest = sorted(values)
    for start in range(0, len(rest), _ASKED_AT_ONCE):
        yield rest[start : start + _ASKED_AT_ONCE]

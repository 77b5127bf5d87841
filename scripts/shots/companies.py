"""The companies that are photographed: the demonstration, an empty one, one with long names."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from cxgame import clock, db, migrate
from cxgame.boards import service as boards
from cxgame.boards.models import Board, BoardColumn, Card, CardRole, Level
from cxgame.boards.plans.models import Plan
from cxgame.demo import company, story
from cxgame.direction.models import Objective
from cxgame.feedback import surveys
from cxgame.feedback.cases.models import Case
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.studies.models import CauseStudy
from cxgame.feedback.visits.models import Visit
from cxgame.learning import importing
from cxgame.learning.authoring import opening
from cxgame.learning.authoring.rules import Kind as Drafted
from cxgame.learning.certificates.models import Certificate
from cxgame.learning.models import Question
from cxgame.learning.quizzes import pool
from cxgame.people import accounts, passwords, service
from cxgame.people.actor import Actor
from cxgame.people.demo_accounts import DEMO_NAMES, DEMO_PASSWORD
from cxgame.people.models import PERSON_ROLES, Person, Role, Team, Unit
from cxgame.standards.models import Sop
from cxgame.standards.signing import service as signing
from cxgame.standards.signing.asks import Kind as Asked
from cxgame.standards.signing.service import Wish
from scripts.served import serving
from scripts.shots import long_names

SYSTEM = Actor.system("shots")
EMPTY_ACCOUNTS = ("admin",)


@dataclass(frozen=True)
class Company:
    """A served company: who signs in, and what `{words}` in the addresses of scenes stand for."""

    name: str
    address: str
    accounts: tuple[str, ...]
    places: dict[str, str]


@contextmanager
def served(name: str, folder: Path) -> Iterator[Company]:
    """Make one of COMPANIES in a folder and serve it until the block ends."""
    url = f"sqlite:///{folder}/{name}.db"
    found = make(COMPANIES[name], url)
    accounts_here = EMPTY_ACCOUNTS if name == "empty" else DEMO_NAMES
    is_demo = "1" if name == "demo" else "0"
    with serving(url, log=folder / f"{name}.log", demo=is_demo, jobs="0") as address:
        yield Company(name, address, accounts_here, found)


def make(fill: Callable[[Connection], None], url: str) -> dict[str, str]:
    """Fill an empty database after its content and boards; return the words of its addresses."""
    engine = db.connect(url)
    migrate.upgrade(engine)
    with engine.connect() as connection, connection.begin():
        with company.nested(connection) as session, session.begin():
            importing.import_shipped(session, now=clock.now())
            boards.set_up(session, actor=SYSTEM, now=clock.now())
        fill(connection)
    with Session(engine) as session, session.begin():
        found = _places(session)
    engine.dispose()
    return found


def demo(connection: Connection, days: int = story.DAYS) -> None:
    """Make the invented company, its last days only if a test has little time."""
    company.make(connection, now=clock.now(), language="pt-BR", days=days)


def _with(fill: Callable[[Session], None], connection: Connection) -> None:
    with company.nested(connection) as session, session.begin():
        fill(session)


def _one_admin(session: Session) -> None:
    service.add_person(
        session,
        actor=SYSTEM,
        name="Ana Admin",
        sign_in_name="admin",
        role=Role.ADMIN,
        password_hash=passwords.hashed(DEMO_PASSWORD),
        now=clock.now(),
    )


def _places(session: Session) -> dict[str, str]:
    """Return an id, code or token for each word that an address may hold; none for what lacks."""
    complaint = (
        select(FeedbackRecord.id)
        .where(FeedbackRecord.kind == Kind.COMPLAINT, FeedbackRecord.team_id == _team(session))
        .order_by(col(FeedbackRecord.id).desc())
    )
    complained = (
        select(FeedbackRecord.sop_step_id)
        .where(FeedbackRecord.kind == Kind.COMPLAINT, col(FeedbackRecord.sop_step_id).is_not(None))
        .order_by(col(FeedbackRecord.id).desc())
    )
    alice = select(Person.id).where(Person.sign_in_name == "alice")
    own = select(FeedbackRecord.id).where(col(FeedbackRecord.author_id).in_(alice))
    found: dict[str, object] = {
        "record": session.exec(complaint).first(),
        "own": session.exec(own).first(),
        "team": _team(session),
        "unit": session.exec(select(Unit.id)).first(),
        "person": session.exec(alice).first(),
        "survey": next((one.token for one in surveys.surveys(session, actor=SYSTEM)), None),
        "link": _password_link(session),
        "complained": session.exec(complained).first(),
        "step": session.exec(select(Question.step_id)).first(),
        "question": session.exec(select(Question.key)).first(),
        "quiz": _quiz(session),
        "draft": _draft(session),
        "case": session.exec(_newest(Case, col(Case.owner_id).in_(alice))).first(),
        "customer": session.exec(_customer(session)).first(),
        "visit": session.exec(_newest(Visit, Visit.team_id == _team(session))).first(),
        "study": session.exec(_newest(CauseStudy)).first(),
        "objective": session.exec(_newest(Objective, col(Objective.closed_at).is_(None))).first(),
    }
    if given := session.exec(_certificate(session)).first():
        found |= {"certificate": given.id, "certificate_page": given.public_id}
    hers = col(Plan.card_id).in_(select(CardRole.card_id).where(col(CardRole.person_id).in_(alice)))
    judged = col(Plan.verdict).is_(None)
    found["plan"] = session.exec(select(Plan.card_id).order_by(~hers, judged)).first()
    for level in Level:
        cards = select(Card.id).join(BoardColumn).join(Board).where(Board.level == level)
        found[str(level)] = session.exec(cards.order_by(col(Card.id).desc())).first()
    return {word: str(value) for word, value in found.items() if value is not None}


def _newest(table: Any, *where: Any) -> SelectOfScalar[int]:
    """Return what finds the newest row of a table, by id."""
    return select(table.id).where(*where).order_by(col(table.id).desc())


def _customer(session: Session) -> SelectOfScalar[int]:
    """Return what finds a customer who spoke to the team."""
    heard = select(FeedbackRecord.customer).where(FeedbackRecord.team_id == _team(session))
    return select(Customer.id).where(col(Customer.key).in_(heard))


def _quiz(session: Session) -> str | None:
    """Ask everybody of a company for a quiz on an SOP and return its code."""
    code = "POP-012"
    revision = session.exec(select(Sop.current_revision).where(Sop.code == code)).first()
    if revision is None:
        return None
    signing.decide(
        session,
        actor=SYSTEM,
        code=code,
        revision=revision,
        wish=Wish(Asked.QUIZ, roles=PERSON_ROLES),
        questions=pool.count(session, code=code),
        now=clock.now(),
    )
    return code


def _draft(session: Session) -> int | None:
    """Open a draft of a module as a manager does, where there is one."""
    diana = session.exec(select(Person.id).where(Person.sign_in_name == "diana")).first()
    if diana is None:
        return None
    actor = Actor(role=Role.MANAGER, name="Diana", person_id=diana)
    return opening.open_draft(
        session, actor=actor, kind=Drafted.MODULE, key="log-what-customers-say", now=clock.now()
    )


def _certificate(session: Session) -> SelectOfScalar[Certificate]:
    """Return what finds the newest certificate of the team, if it has one."""
    query = select(Certificate).join(Person, col(Person.id) == col(Certificate.person_id))
    newest = col(Certificate.id).desc()
    return query.where(Person.team_id == _team(session)).order_by(newest)


def _team(session: Session) -> int | None:
    diana = session.exec(select(Person.team_id).where(Person.sign_in_name == "diana")).first()
    return diana or session.exec(select(Team.id)).first()


def _password_link(session: Session) -> str:
    someone = session.exec(select(Person.id).where(Person.sign_in_name != "edu")).all()[-1]
    return accounts.make_password_link(
        session, actor=SYSTEM, person_id=someone or 0, now=clock.now()
    )


COMPANIES: dict[str, Callable[[Connection], None]] = {
    "demo": demo,
    "empty": partial(_with, _one_admin),
    "long": partial(_with, long_names.fill),
}

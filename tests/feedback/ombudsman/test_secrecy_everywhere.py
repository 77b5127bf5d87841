"""What was told in secret is in no table, query, page or log but the office's own."""

import importlib
import inspect
import logging
import pkgutil
from collections.abc import Iterator
from datetime import date, datetime
from types import UnionType
from typing import Any, get_args, get_type_hints

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, SQLModel

from cxgame import clock, db
from cxgame.errors import CxgameError
from cxgame.feedback.inbox import Filter
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.ombudsman import desk, following, questions
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import WHOLE, Cut
from cxgame.people.actor import Actor
from cxgame.ui import menu
from tests.conftest import NOON, Town
from tests.feedback.ombudsman.story import NOBODY, TOKEN, file, opens, stored
from tests.pages.conftest import OpenAs, open_as
from tests.walks.effects import writes

__all__ = ["open_as"]

WORDS, WHO, MAILBOX = "zebralilás", "Hermengarda", "hermengarda@secret.example"
MARKS = (WORDS, WHO, MAILBOX.partition("@")[0])
OFFICE = {"ombudsman_report", "ombudsman_entry", "ombudsman_question", "ombudsman_code"}
ROOMS = ("people", "notices", "standards", "feedback", "boards", "game", "thread", "insight")
NOTHING_TOLD = (CxgameError, SQLAlchemyError, Warning, LookupError, ValueError, TypeError)
OUTSIDERS = ("alice", "diana", "edu", "integration")


@pytest.fixture
def told(town: Town, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Secret, anonymous and accusing reports, each worked on at the desk; nothing of it logged."""
    with caplog.at_level(logging.DEBUG), db.transaction() as session:
        for number, (kind, privacy) in enumerate(
            [
                (ReportKind.COMPLAINT, Privacy.SECRET),
                (ReportKind.COMPLIMENT, Privacy.ANONYMOUS),
                (ReportKind.ACCUSATION, Privacy.IDENTIFIED),
            ]
        ):
            work_on(session, town, f"{TOKEN}{number}", kind, privacy)
    yield
    assert not [mark for mark in MARKS if mark in caplog.text.lower()]


def work_on(session: Session, town: Town, token: str, kind: ReportKind, privacy: Privacy) -> None:
    filed = file(
        session,
        token,
        kind=kind,
        privacy=privacy,
        text=f"A {WORDS} me cobrou",
        name=WHO,
        email=MAILBOX,
        team_id=town.desk,
        unit_id=town.north,
    )
    report = stored(session, filed)
    following.add_words(
        session,
        actor=NOBODY,
        by=opens(filed),
        text=f"De novo a {WORDS}",
        form_token=TOKEN + token,
        now=NOON,
    )
    this: dict[str, Any] = {"actor": town.root, "report_id": report.id, "now": NOON}
    desk.note_report(session, text=f"A {WORDS}?", **this)
    desk.show_reporter(session, **this)
    questions.ask_leader(session, person_id=town.diana.person_id or 0, text="Tudo bem?", **this)
    desk.answer_report(session, text=f"A {WORDS} pede desculpas", version=report.version, **this)


def finds(found: object) -> list[str]:
    return [mark for mark in MARKS if mark.lower() in repr(found).lower()]


def test_no_table_but_the_offices_own_holds_a_word(told: None) -> None:
    with db.reading() as session:
        for table in SQLModel.metadata.sorted_tables:
            if table.name in OFFICE:
                continue
            rows = session.execute(select(table)).mappings().all()
            # The letters that say "there is an answer" need the address, and hold nothing else.
            kept = [{k: v for k, v in row.items() if k != "to_address"} for row in rows]
            assert not finds(kept), table.name


def test_the_record_tells_no_team_no_contact_and_no_unit(told: None) -> None:
    with db.reading() as session:
        for row in session.scalars(select(FeedbackRecord)):
            assert row.is_secret
            assert (row.team_id, row.touchpoint_id, row.contact, row.customer) == (None,) * 4


def given(kind: Any) -> Any:
    """Return a value of an annotated type, or raise KeyError."""
    known: dict[Any, Any] = {
        int: 1,
        str: "",
        bool: True,
        float: 1.0,
        datetime: NOON,
        date: clock.local_day(NOON),
        Cut: WHOLE,
        Filter: Filter(),
        SurveyKind: SurveyKind.NPS,
        Kind: Kind.COMPLAINT,
        Channel: Channel.OMBUDSMAN,
    }
    if isinstance(kind, UnionType):
        return next(known[part] for part in get_args(kind) if part in known)
    return known[kind]


def queries() -> Iterator[tuple[str, Any, dict[str, Any]]]:
    """Give every query with an actor whose other arguments can be filled in."""
    for room in ROOMS:
        package = importlib.import_module(f"cxgame.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for name, function in inspect.getmembers(
                importlib.import_module(module.name), inspect.isfunction
            ):
                parameters = inspect.signature(function).parameters
                is_own = function.__module__ == module.name and not name.startswith("_")
                if not is_own or "actor" not in parameters or "session" not in parameters:
                    continue
                if writes(function):
                    continue
                try:
                    hints = get_type_hints(function)
                    rest = {
                        key: given(hints[key])
                        for key, parameter in parameters.items()
                        if key not in ("session", "actor") and parameter.default is parameter.empty
                    }
                except (KeyError, NameError, StopIteration):
                    continue
                yield f"{module.name}.{name}", function, rest


@pytest.mark.slow
def test_no_query_tells_it_to_anybody_else(told: None, town: Town) -> None:
    asked = 0
    with db.reading() as session:
        for name, query, arguments in queries():
            for who in OUTSIDERS:
                actor: Actor = town.everybody[who]
                attempt = session.begin_nested()
                try:
                    found = query(session, actor=actor, **arguments)
                except NOTHING_TOLD:
                    continue
                finally:
                    attempt.rollback()
                asked += 1
                assert not finds(found), f"{name} tells {who}"
    assert asked > 150, "hardly any query could be asked: look at `given`"


@pytest.mark.slow
@pytest.mark.parametrize("who", ["alice", "diana", "edu"])
def test_no_page_shows_it_to_anybody_else(
    told: None, town: Town, open_as: OpenAs, who: str
) -> None:
    screen = open_as(town.everybody[who], "profile")
    for page in menu.ENTRIES:
        for query in ("", f"?search={WORDS}", "?record=1", "?report=1"):
            if query and page not in ("records", "ombudsman_desk"):
                continue
            screen.open(page + query)
            shown = screen.text.replace(f'value="{WORDS}"', "")
            assert WHO not in shown and "me cobrou" not in shown, page + query

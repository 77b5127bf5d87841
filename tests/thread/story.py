"""Short words for the stories of the thread."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import service as boards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.feedback import voice
from cxgame.people.actor import Actor
from cxgame.standards import sops, touchpoints
from cxgame.thread import service
from tests.conftest import NOON, Town
from tests.learning.way import stock


@dataclass(frozen=True)
class Heard:
    """A complaint of the front desk at the till, on the first step of the small library's SOP."""

    record_id: int
    touchpoint_id: int
    step_id: int


def complain(session: Session, town: Town, team_id: int | None = None) -> Heard:
    """Diana, or edu for another team, writes a complaint down."""
    stock(session)
    boards.set_up(session, actor=Actor.system(), now=NOON)
    till = touchpoints.add_touchpoint(session, actor=town.root, name="Till", now=NOON)
    step = sops.steps(session, actor=town.root, today=clock.local_day(NOON))[0].id
    record_id = voice.record_complaint(
        session,
        actor=town.edu,
        team_id=team_id or town.desk,
        text="Nobody said hello",
        touchpoint_id=till,
        sop_step_id=step,
        now=NOON,
    )
    return Heard(record_id, till, step)


def make_card(
    session: Session, actor: Actor, record_id: int, *, level: Level = Level.TACTICAL
) -> int:
    """Make a card from a record."""
    return service.make_card(
        session,
        actor=actor,
        record_id=record_id,
        level=level,
        form=CardForm(title="Greet at the door"),
        now=NOON,
    )


def send_training(session: Session, actor: Actor, record_id: int, team_id: int | None) -> int:
    """Send the small library's module because of a record."""
    return service.send_training(
        session,
        actor=actor,
        record_id=record_id,
        module_slug="welcome",
        team_id=team_id,
        due_on=date(2026, 3, 9),
        now=NOON,
    )

"""Arguments for the commands on whole boards: made, changed, closed, brought in, given away."""

from typing import Any

from sqlmodel import Session

from cxgame.boards import making, service, shelf
from cxgame.boards.importing import service as importing
from cxgame.boards.importing.found import FoundBoard, FoundCard, FoundColumn
from cxgame.boards.importing.service import Wanted
from cxgame.boards.making import ColumnForm
from cxgame.boards.models import BoardImport, Level
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()
FOUND = FoundBoard(
    "From before", "", (FoundColumn("To do"), FoundColumn("Done")), (FoundCard(1, "Paint", 0),), ()
)


def board(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    """Return a board of the target's team."""
    made = making.add_board(
        session,
        actor=SYSTEM,
        level=Level.TACTICAL,
        name="Summer",
        team_id=target.team_id,
        now=NOON,
    )
    return {"board_id": made, "version": 1}


def changed(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = board(session, town, target, actor)
    lines = shelf.column_lines(session, actor=SYSTEM, board_id=made["board_id"])
    columns = [ColumnForm(line.name, line.stage, 7, line.id) for line in lines]
    return {**made, "name": "Winter", "columns": columns}


def closed(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = board(session, town, target, actor)
    making.close_board(session, actor=SYSTEM, **made, now=NOON)
    return {**made, "version": 2}


def brought(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    """Return an import of the target's person."""
    wanted = Wanted(team_id=target.team_id)
    made = importing.import_board(
        session,
        actor=SYSTEM,
        found=FOUND,
        wanted=wanted,
        form="csv",
        file_name="before.csv",
        now=NOON,
    )
    session.get_one(BoardImport, made.import_id).created_by = target.person_id
    session.flush()
    return {"import_id": made.import_id}


def to_import(_session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    wanted = Wanted(team_id=target.team_id)
    return {"found": FOUND, "wanted": wanted, "form": "csv", "file_name": "before.csv"}


def any_board(session: Session, *_given: Any) -> dict[str, Any]:
    service.set_up(session, actor=SYSTEM, now=NOON)
    return {"ending": "csv", "locale": "en"}


BUILDERS: dict[str, Builder] = {
    "boards.add_board": lambda _session, _town, target, _actor: {
        "level": Level.TACTICAL,
        "name": "Summer",
        "team_id": target.team_id,
    },
    "boards.change_board": changed,
    "boards.close_board": board,
    "boards.reopen_board": closed,
    "boards.import_board": to_import,
    "boards.undo_import": brought,
    "boards.export_cards": any_board,
    "thread.undo_board_import": brought,
}

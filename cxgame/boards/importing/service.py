"""Commands that bring a board in from a file, and take it back whole."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards import checklist, comments, layout, making, scope
from cxgame.boards.history import Happened
from cxgame.boards.importing import planning, stages
from cxgame.boards.importing.found import FoundBoard
from cxgame.boards.importing.planning import Planned, Planner, Report
from cxgame.boards.importing.touched import touched_cards
from cxgame.boards.models import (
    Board,
    BoardColumn,
    BoardImport,
    Card,
    CardComment,
    CardEvent,
    CardRole,
    ChecklistItem,
    Level,
)
from cxgame.boards.raci import Approval
from cxgame.boards.stages import Stage
from cxgame.errors import Conflict, NotFound
from cxgame.i18n import FALLBACK, N_, translate
from cxgame.people import audit, names, permissions
from cxgame.people.actor import Actor

ARCHIVED = N_("It was archived before it came here.")


@dataclass(frozen=True)
class Wanted:
    """Where a board goes: without unit and team it is the whole company's."""

    level: Level = Level.TACTICAL
    unit_id: int | None = None
    team_id: int | None = None
    name: str = ""  # else the one it has in the file


@dataclass(frozen=True)
class Brought:
    """The new board, the import to take back, and what came in."""

    import_id: int
    board_id: int
    report: Report


@dataclass(frozen=True)
class Undone:
    """How many cards went, and how many stay because somebody has worked on them since."""

    removed: int
    kept: int


def rehearse(session: Session, *, actor: Actor, found: FoundBoard, wanted: Wanted) -> Report:
    """Return what an import would bring, writing nothing."""
    _require(session, actor, wanted)
    planner = Planner(session, actor=actor, level=wanted.level, team_id=wanted.team_id)
    return planning.report(found, planner.planned(found), planner.skipped)


def import_board(
    session: Session,
    *,
    actor: Actor,
    found: FoundBoard,
    wanted: Wanted,
    form: str,
    file_name: str,
    now: datetime,
) -> Brought:
    """Make a board of what was found in a file.

    Cards keep their column, and can't move until they have A and R. People are matched by name,
    sign-in name or e-mail; others stay as names. Archived cards come off the board. Raise
    NotAllowed outside the actor's reach.
    """
    _require(session, actor, wanted)
    planner = Planner(session, actor=actor, level=wanted.level, team_id=wanted.team_id)
    cards = planner.planned(found)
    report = planning.report(found, cards, planner.skipped)
    name = names.clean((wanted.name or found.name)[: names.LONGEST])
    board = layout.empty_board(session, wanted.level, {"en": name}, wanted.unit_id, wanted.team_id)
    columns = _columns(session, board, found)
    brought = BoardImport(
        file_name=file_name[:200],
        form=form,
        name=name,
        board_id=board.id,
        counts=report.counts(),
        created_by=actor.person_id,
        created_at=now,
    )
    session.add(brought)
    session.flush()
    _write(session, _Into(board, columns, brought.id, actor, now), cards)
    audit.note(
        session, actor, "boards.import_board", "board", board.id, now=now, import_id=brought.id
    )
    return Brought(brought.id, board.id, report)


def undo_import(
    session: Session,
    *,
    actor: Actor,
    import_id: int,
    linked: Collection[int] = (),
    now: datetime,
) -> Undone:
    """Take back a board that came from a file.

    What nobody has touched goes, and the board with it when it is empty then. Cards that were
    changed, commented on, served by others, or are `linked` from other rooms stay. Raise NotFound
    out of reach, Conflict when it was taken back already.
    """
    permissions.require(actor, "boards.undo_import", person_id=_importer(session, import_id))
    row = session.get(BoardImport, import_id)
    board = session.get(Board, row.board_id) if row and row.board_id else None
    if row is None or board is None:
        raise NotFound("There is no such import.")
    if row.undone_at is not None:
        raise Conflict("This import was taken back already.")
    scope.lock_board(session, board.id)
    ours = set(session.exec(select(Card.id).where(Card.import_id == import_id)))
    kept = touched_cards(session, ours) | (ours & set(linked))
    _remove_cards(session, ours - kept)
    row.undone_at, row.undone_by = now, actor.person_id
    if session.exec(select(Card.id).where(Card.board_id == board.id)).first() is None:
        session.execute(delete(BoardColumn).where(col(BoardColumn.board_id) == board.id))
        session.delete(board)
        row.board_id = None
    session.flush()
    gone = len(ours) - len(kept)
    audit.note(
        session, actor, "boards.undo_import", "board_import", import_id, now=now, removed=gone
    )
    return Undone(gone, len(kept))


def _require(session: Session, actor: Actor, wanted: Wanted) -> None:
    making.require_reach(
        session, "boards.import_board", actor, wanted.level, wanted.unit_id, wanted.team_id
    )


def _importer(session: Session, import_id: int) -> int | None:
    row = session.get(BoardImport, import_id)
    return row.created_by if row else None


@dataclass(frozen=True)
class _Into:
    """Where the cards of an import go."""

    board: Board
    columns: list[BoardColumn]
    import_id: int
    actor: Actor
    now: datetime


def _columns(session: Session, board: Board, found: FoundBoard) -> list[BoardColumn]:
    guessed = stages.guessed([column.name for column in found.columns])
    made = [
        BoardColumn(
            board_id=board.id,
            key=f"column-{position + 1}",
            name={"en": " ".join(column.name.split())[: names.LONGEST] or "–"},
            stage=_stage(stage, Level(board.level)).value,
            position=position,
            wip_limit=column.limit,
            is_done=stage is Stage.DONE,
            is_closed=column.is_closed,
        )
        for position, (column, stage) in enumerate(zip(found.columns, guessed, strict=True))
    ]
    session.add_all(made)
    session.flush()
    return made


def _stage(stage: Stage, level: Level) -> Stage:
    """Return a stage that this level knows: tasks are planned, done now, or done."""
    if level is not Level.OPERATIONAL or stage in (Stage.DRAFT, Stage.DONE):
        return stage
    return Stage.DRAFT if stage is Stage.REVIEW else Stage.DO


def _write(session: Session, into: _Into, planned: list[Planned]) -> None:
    """Write all cards, then what hangs on them: two rounds to the database, not one a card."""
    cards = [_card(into, one, number) for number, one in enumerate(planned, start=1)]
    session.add_all(cards)
    session.flush()
    for card, one in zip(cards, planned, strict=True):
        session.add_all(_hanging(card, one, into))
    session.flush()


def _card(into: _Into, one: Planned, number: int) -> Card:
    column, found, form = into.columns[one.card.column], one.card, one.form
    created = found.created_at or found.touched_at or into.now
    touched = max(found.touched_at or created, created)
    card = Card(
        board_id=into.board.id,
        column_id=column.id,
        position=number * layout.GAP,
        title=form.title,
        description=form.description,
        **{name: getattr(form, name) for name in ("what", "why", "place", "how", "target")},
        starts_on=form.starts_on,
        due_on=form.due_on,
        team_id=form.team_id,
        priority=form.priority.value,
        labels=list(form.labels),
        named=list(one.named),
        import_id=into.import_id,
        approval=Approval.DRAFT.value,
        created_by=into.actor.person_id,
        created_at=min(created, into.now),
        entered_at=min(touched, into.now),
    )
    if found.is_archived:
        card.cancelled_at = min(touched, into.now)
        card.cancelled_because = translate(into.actor.locale or FALLBACK, ARCHIVED)
    elif column.is_done:
        card.done_at = min(touched, into.now)
    if found.is_worked:
        card.worked_until = found.due_on or clock.local_day(touched)
    return card


def _hanging(
    card: Card, one: Planned, into: _Into
) -> list[CardRole | ChecklistItem | CardComment | CardEvent]:
    """Return the rows that hang on a written card."""
    rows: list[CardRole | ChecklistItem | CardComment | CardEvent] = [
        CardEvent(
            card_id=card.id,
            kind=Happened.IMPORTED.value,
            person_id=into.actor.person_id,
            at=into.now,
            version=1,
        )
    ]
    for letter, people in one.form.letters.items():
        rows += [CardRole(card_id=card.id, person_id=who, letter=letter) for who in people]
    rows += [
        ChecklistItem(
            card_id=card.id,
            position=position,
            heading=_short(item.heading),
            text=_short(item.text) or "–",
            done_at=card.entered_at if item.is_done else None,
        )
        for position, item in enumerate(one.card.items, start=1)
    ]
    rows += [
        CardComment(
            card_id=card.id,
            author=_short(said.author),
            text=said.text.replace("\x00", "").strip()[: comments.LONGEST],
            created_at=min(said.at or card.created_at, into.now),
        )
        for said in one.card.comments
    ]
    return rows


def _short(words: str) -> str:
    return " ".join(words.replace("\x00", "").split())[: checklist.LONGEST]


def _remove_cards(session: Session, ids: set[int]) -> None:
    """Delete cards with all that hangs on them."""
    for chunk_start in range(0, len(ids), 500):
        some = sorted(ids)[chunk_start : chunk_start + 500]
        for table in (CardEvent, CardRole, ChecklistItem, CardComment):
            session.execute(delete(table).where(col(table.card_id).in_(some)))
        session.execute(delete(Card).where(col(Card.id).in_(some)))
    session.expire_all()

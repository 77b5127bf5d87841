"""Bring modules, questions and tracks from content files into the tables, each revision once."""

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from cxgame import content
from cxgame.content.fields import Cursor
from cxgame.content.question import read_question
from cxgame.content.revision import plain
from cxgame.db import is_sqlite
from cxgame.learning import solutions
from cxgame.learning.models import Module, ModuleVersion, Question, Track
from cxgame.learning.pictures import store
from cxgame.learning.practice import cards
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.settings import ROOT
from cxgame.standards import importing as standards
from cxgame.standards.models import Origin, Sop, SopStep
from cxgame.standards.versions import Changes

SHIPPED_FOLDER = ROOT / "content"
_IMPORT_LOCK = 4_370_003  # any number, the same in every process


def import_shipped(session: Session, *, now: datetime) -> Changes:
    """Bring in the content that comes with the product; raise BrokenContent if it is wrong."""
    library = content.load(SHIPPED_FOLDER)
    return import_content(session, actor=Actor.system("content"), library=library, now=now)


def import_content(
    session: Session,
    *,
    actor: Actor,
    library: content.Library,
    origin: Origin = Origin.SHIPPED,
    now: datetime,
) -> Changes:
    """Store the library's SOPs, modules, questions and tracks, and say what changed.

    The same library again changes nothing. What the library does not name stays. Shipped content
    never replaces what the company wrote: that is named in `kept`.
    """
    permissions.require(actor, "learning.import_content")
    if not is_sqlite(session):  # two processes may start at the same moment
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _IMPORT_LOCK})
    changes = standards.import_standards(
        session, actor=actor, library=library, origin=origin, now=now
    )
    ours = Changes()
    store.keep(session, library.pictures, now=now)
    for module in library.modules:
        _import_module(session, module, origin, ours, now)
    for position, track in enumerate(library.tracks):
        _import_track(session, track, position, origin, ours)
    session.flush()
    if not ours.is_empty:
        count = len(ours.added) + len(ours.changed)
        audit.note(session, actor, "learning.import_content", "module", None, now=now, count=count)
    return changes.joined(ours)


def _import_module(
    session: Session, module: content.Module, origin: Origin, changes: Changes, now: datetime
) -> None:
    row = session.exec(select(Module).where(Module.slug == module.slug)).first()
    revision = module.revision
    sop_id = session.exec(select(Sop.id).where(Sop.code == module.sop)).one()
    steps = _steps_of(session, sop_id)
    if not _named_steps(module) <= set(steps):
        # The company wrote its own SOP, which lacks a step that this module is about.
        changes.kept.append(f"module {module.slug}")
        return
    if not changes.take_place(
        f"module {module.slug}",
        revision=revision,
        origin=origin,
        standing=_standing(session, row),
    ):
        return
    row = row or Module(
        slug=module.slug, sop_id=sop_id, title={}, objective={}, minutes=0, current_revision=""
    )
    row.sop_id, row.minutes, row.current_revision = sop_id, module.minutes, revision
    row.title, row.objective, row.is_active = plain(module.title), plain(module.objective), True
    session.add(row)
    session.flush()
    _add_version(session, row.id, module, revision, origin, now)
    _set_questions(session, row.id, module, steps, now)


def _standing(session: Session, row: Module | None) -> tuple[str, str] | None:
    if row is None:
        return None
    query = select(ModuleVersion.origin).where(
        ModuleVersion.module_id == row.id, ModuleVersion.revision == row.current_revision
    )
    return row.current_revision, session.exec(query).one()


def _add_version(
    session: Session,
    module_id: int,
    module: content.Module,
    revision: str,
    origin: Origin,
    now: datetime,
) -> None:
    """Add a version unless this very text stood before: then that one is current again."""
    query = select(ModuleVersion.id).where(
        ModuleVersion.module_id == module_id, ModuleVersion.revision == revision
    )
    if session.exec(query).first() is not None:
        return
    session.add(
        ModuleVersion(
            module_id=module_id,
            revision=revision,
            origin=origin.value,
            body=plain(module),
            created_at=now,
        )
    )
    session.flush()


def _steps_of(session: Session, sop_id: int) -> dict[str, int]:
    """Return the id of each step by its key."""
    query = select(SopStep.key, SopStep.id).where(SopStep.sop_id == sop_id)
    return dict(session.exec(query).all())


def _named_steps(module: content.Module) -> set[str]:
    nodes = module.scenario.nodes
    return {
        *(question.step for question in module.questions),
        *(choice.step for node in nodes for choice in node.choices),
        *(remark.step for node in nodes if node.end for remark in node.end.debrief),
    }


def _set_questions(
    session: Session, module_id: int, module: content.Module, steps: dict[str, int], now: datetime
) -> None:
    """Make the question rows say what the module asks; one that left it stays, inactive."""
    here = select(Question).where(Question.module_id == module_id)
    for old in session.exec(here):
        old.is_active = False
    keys = [question.id for question in module.questions]
    known = {
        row.key: row for row in session.exec(select(Question).where(col(Question.key).in_(keys)))
    }
    for position, question in enumerate(module.questions):
        row = known.get(question.id) or Question(
            key=question.id,
            module_id=module_id,
            step_id=0,
            kind="",
            position=0,
            revision="",
            body={},
        )
        if row.id is not None:
            _keep_cards(session, row, question, steps[question.step], now)
        row.module_id, row.step_id = module_id, steps[question.step]
        row.kind, row.position, row.is_active = question.kind.value, position, True
        row.revision, row.body = question.revision, plain(question)
        session.add(row)
    session.flush()


def _keep_cards(
    session: Session, row: Question, question: content.Question, step_id: int, now: datetime
) -> None:
    """Let the cards of a question live on where its right answer did; else they begin anew."""
    if row.step_id != step_id:
        cards.move_question(session, question_id=row.id, step_id=step_id)
    if row.revision == question.revision:
        return
    old = read_question(Cursor(row.body, row.key, []))
    if not solutions.still_holds(old, question):
        cards.reset_question(session, question_id=row.id, now=now)


def _import_track(
    session: Session, track: content.Track, position: int, origin: Origin, changes: Changes
) -> None:
    row = session.exec(select(Track).where(Track.key == track.id)).first()
    standing = (row.revision, row.origin) if row else None
    if not changes.take_place(
        f"track {track.id}", revision=track.revision, origin=origin, standing=standing
    ):
        return
    row = row or Track(
        key=track.id,
        position=0,
        symbol="",
        name={},
        purpose={},
        roles=[],
        modules=[],
        revision="",
        origin="",
    )
    row.position, row.symbol = position, track.symbol
    row.name, row.purpose = plain(track.name), plain(track.purpose)
    row.roles, row.modules = [role.value for role in track.roles], list(track.modules)
    row.revision, row.origin, row.is_active = track.revision, origin.value, True
    session.add(row)

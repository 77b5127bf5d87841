"""Which modules there are for whom, and how far a person has come in them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.learning import assignments
from cxgame.learning.course import Stage
from cxgame.learning.models import Module, ModuleRun, Question, Track
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop
from cxgame.standards.sops import words_of

# How far along a person is in each stage, in rough parts of the whole; questions add to theirs.
SHARE = {Stage.LESSON: 0.0, Stage.QUESTIONS: 0.2, Stage.SCENARIO: 0.8, Stage.RESULT: 1.0}


class State(StrEnum):
    """How a module stands with a person."""

    NEW = "new"
    STARTED = "started"
    FAILED = "failed"  # finished below the pass mark, and not begun again
    PASSED = "passed"


@dataclass(frozen=True)
class ModuleLine:
    """A module in a list; `share` (0-1) is how far its open run is."""

    slug: str
    title: str
    objective: str
    minutes: int
    sop_code: str
    state: State
    share: float
    due_on: date | None
    is_assigned: bool
    passed_on: date | None


@dataclass(frozen=True)
class TrackView:
    """A track with its modules; the actor's own when it is for the actor's role."""

    key: str
    name: str
    purpose: str
    symbol: str
    is_mine: bool
    modules: tuple[ModuleLine, ...]

    @property
    def passed(self) -> int:
        """Return how many of its modules are passed."""
        return sum(line.state is State.PASSED for line in self.modules)


def tracks(session: Session, *, actor: Actor) -> list[TrackView]:
    """Return every track with the actor's progress, the tracks for the actor's role first."""
    lines = {line.slug: line for line in modules(session, actor=actor)}
    rows = session.exec(select(Track).where(Track.is_active).order_by(col(Track.position)))
    views = [
        TrackView(
            key=row.key,
            name=words_of(row.name, actor.locale),
            purpose=words_of(row.purpose, actor.locale),
            symbol=row.symbol,
            is_mine=actor.role.value in row.roles,
            modules=tuple(lines[slug] for slug in row.modules if slug in lines),
        )
        for row in rows
    ]
    return sorted(views, key=lambda view: not view.is_mine)


def modules(session: Session, *, actor: Actor) -> list[ModuleLine]:
    """Return every module with the actor's progress, by title."""
    query = select(Module, Sop.code).join(Sop, col(Sop.id) == col(Module.sop_id))
    rows = list(session.exec(query.where(Module.is_active)))
    person_id = actor.person_id or 0
    found = session.exec(select(ModuleRun).where(ModuleRun.person_id == person_id))
    runs: dict[int, list[ModuleRun]] = {}
    for run in found:
        runs.setdefault(run.module_id, []).append(run)
    due = _due(session, actor)
    lines = [_line(row, code, runs.get(row.id, []), due, actor.locale) for row, code in rows]
    return sorted(lines, key=lambda line: line.title)


def title_of(session: Session, slug: str) -> dict[str, str]:
    """Return a module's title by language; of one that is gone, its slug."""
    title = session.exec(select(Module.title).where(Module.slug == slug)).first()
    return dict(title) if title else {"en": slug}


def to_learn(session: Session, *, actor: Actor) -> list[ModuleLine]:
    """Return what is left to learn: what somebody asked for, what was begun, then the track."""
    lines = {
        line.slug: line
        for track in tracks(session, actor=actor)
        for line in track.modules
        if (track.is_mine and line.state is not State.PASSED) or line.is_assigned
    }
    return sorted(
        lines.values(), key=lambda line: (not line.is_assigned, line.state is not State.STARTED)
    )


def modules_on_step(session: Session, *, actor: Actor, step_id: int) -> list[ModuleLine]:
    """Return the modules that ask about an SOP step, by title: what to send because of it."""
    query = (
        select(Module.slug)
        .join(Question, col(Question.module_id) == col(Module.id))
        .where(Question.step_id == step_id, Question.is_active, Module.is_active)
        .distinct()
    )
    wanted = set(session.exec(query))
    return [line for line in modules(session, actor=actor) if line.slug in wanted]


def place_of(session: Session, *, actor: Actor, slug: str) -> tuple[str, tuple[int, int] | None]:
    """Return the name of the track that holds a module, and its place: (number, of how many).

    Where several tracks hold it, the one for the actor's role is meant; in none: ("", None).
    """
    rows = session.exec(select(Track).where(Track.is_active).order_by(col(Track.position)))
    here = [row for row in rows if slug in row.modules]
    if not here:
        return "", None
    track = min(here, key=lambda row: actor.role.value not in row.roles)
    name = words_of(track.name, actor.locale)
    return name, (track.modules.index(slug) + 1, len(track.modules))


def next_module(session: Session, *, actor: Actor, slug: str) -> ModuleLine | None:
    """Return what to learn after a module: what is due first, else what follows in the track."""
    here = [t for t in tracks(session, actor=actor) if slug in {m.slug for m in t.modules}]
    lines = [line for track in here[:1] for line in track.modules]
    place = next((n for n, line in enumerate(lines) if line.slug == slug), 0)
    ahead = [line for line in (*lines[place + 1 :], *lines[:place]) if _is_open(line, slug)]
    assigned = [line for line in modules(session, actor=actor) if line.is_assigned]
    due = sorted(
        (line for line in assigned if _is_open(line, slug)),
        key=lambda line: line.due_on or date.max,
    )
    return next(iter([*due, *ahead]), None)


def _is_open(line: ModuleLine, slug: str) -> bool:
    return line.slug != slug and (line.state is not State.PASSED or line.is_assigned)


def _due(session: Session, actor: Actor) -> dict[str, date | None]:
    """Return the modules that the actor was given, each with the soonest day it is due."""
    if actor.person_id is None:
        return {}
    given = assignments.assignments_of(session, actor=actor, person_id=actor.person_id)
    found: dict[str, date | None] = {}
    for one in given:  # the soonest comes first
        found.setdefault(one.slug, one.due_on)
    return found


def _line(
    row: Module, code: str, runs: list[ModuleRun], due: dict[str, date | None], locale: str
) -> ModuleLine:
    latest = max(runs, key=lambda run: run.number, default=None)
    passed = [run.finished_at for run in runs if run.is_passed and run.finished_at]
    return ModuleLine(
        slug=row.slug,
        title=words_of(row.title, locale),
        objective=words_of(row.objective, locale),
        minutes=row.minutes,
        sop_code=code,
        state=_state(latest, bool(passed)),
        share=_share(latest),
        due_on=due.get(row.slug),
        is_assigned=row.slug in due,
        passed_on=clock.local_day(max(passed)) if passed else None,
    )


def _state(latest: ModuleRun | None, has_passed: bool) -> State:
    if latest is None:
        return State.NEW
    if latest.finished_at is None and latest.stage != Stage.LESSON:
        return State.STARTED
    if has_passed:
        return State.PASSED
    return State.FAILED if latest.finished_at else State.NEW


def _share(latest: ModuleRun | None) -> float:
    if latest is None or latest.finished_at is not None:
        return 0.0
    stage = Stage(latest.stage)
    if stage is not Stage.QUESTIONS:
        return SHARE[stage]
    width = SHARE[Stage.SCENARIO] - SHARE[Stage.QUESTIONS]
    return SHARE[stage] + width * min(1.0, latest.turn / len(latest.questions))

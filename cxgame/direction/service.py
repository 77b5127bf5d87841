"""Commands on objectives: set, change, check in, give on, close, open again."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame.direction import form as forms
from cxgame.direction.form import Figure, ObjectiveForm, ResultForm
from cxgame.direction.models import CheckIn, KeyResult, Objective
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person, Role

MOST_OPEN = 50


def add_objective(session: Session, *, actor: Actor, form: ObjectiveForm, now: datetime) -> int:
    """Set an objective with its key results and return its id; raise InvalidInput, Conflict."""
    permissions.require(actor, "direction.add_objective")
    is_open = col(Objective.closed_at).is_(None)
    if session.exec(select(func.count()).where(is_open)).one() >= MOST_OPEN:
        raise Conflict("There are at most {n} open objectives: close some first.", n=MOST_OPEN)
    typed = forms.clean(form)
    _check_owner(session, typed.owner_id)
    objective = Objective(
        title=typed.title,
        owner_id=typed.owner_id,
        starts_on=typed.starts_on,
        ends_on=typed.ends_on,
        created_by=actor.person_id,
        created_at=now,
    )
    _write(session, objective, typed, now)
    audit.note(session, actor, "direction.add_objective", "objective", objective.id, now=now)
    return objective.id


def change_objective(
    session: Session,
    *,
    actor: Actor,
    objective_id: int,
    form: ObjectiveForm,
    version: int,
    now: datetime,
) -> int:
    """Change an objective and return its version.

    A key result that is left out is dropped: its check-ins stay and count no more.
    """
    permissions.require(actor, "direction.change_objective")
    objective = _open(session, objective_id, version)
    typed = forms.clean(form)
    if typed.owner_id != objective.owner_id:
        _check_owner(session, typed.owner_id)
    objective.version += 1
    _write(session, objective, typed, now)
    audit.note(session, actor, "direction.change_objective", "objective", objective_id, now=now)
    return objective.version


def check_in(
    session: Session, *, actor: Actor, objective_id: int, figures: Iterable[Figure], now: datetime
) -> int:
    """Note where key results stand and return how many; for the owner and directors.

    Raise NotFound for a key result of another objective, InvalidInput for what is no figure,
    Conflict when the objective is closed; then nothing is noted.
    """
    if not permissions.may(actor, "direction.check_in"):
        permissions.require(actor, "direction.check_in")
    objective = _locked(session, objective_id)
    permissions.require(actor, "direction.check_in", person_id=objective.owner_id)
    _refuse_closed(objective)
    given = forms.checked(figures)
    if {one.key_result_id for one in given} - set(_results(session, objective_id)):
        raise NotFound("There is no such key result.")
    session.add_all(
        CheckIn(
            key_result_id=one.key_result_id,
            value=one.value,
            confidence=one.confidence.value,
            note=one.note,
            person_id=actor.person_id,
            at=now,
        )
        for one in given
    )
    session.flush()
    audit.note(session, actor, "direction.check_in", "objective", objective_id, now=now)
    return len(given)


def give_objective(
    session: Session, *, actor: Actor, objective_id: int, owner_id: int, now: datetime
) -> None:
    """Give an open objective to another owner, in whatever version it is."""
    permissions.require(actor, "direction.give_objective")
    objective = _locked(session, objective_id)
    _refuse_closed(objective)
    _check_owner(session, owner_id)
    objective.owner_id, objective.version = owner_id, objective.version + 1
    session.flush()
    audit.note(session, actor, "direction.give_objective", "objective", objective_id, now=now)


def close_objective(
    session: Session, *, actor: Actor, objective_id: int, learned: str, version: int, now: datetime
) -> None:
    """Close an objective with what was learned; raise InvalidInput when that is not said."""
    permissions.require(actor, "direction.close_objective")
    objective = _open(session, objective_id, version)
    words = forms.text(learned)
    if not words:
        raise InvalidInput("Say what was learned: the next objective begins with it.")
    objective.closed_at, objective.learned = now, words
    objective.version += 1
    session.flush()
    audit.note(session, actor, "direction.close_objective", "objective", objective_id, now=now)


def reopen_objective(
    session: Session, *, actor: Actor, objective_id: int, version: int, now: datetime
) -> None:
    """Open a closed objective again; what was learned stays until it is closed anew."""
    permissions.require(actor, "direction.reopen_objective")
    objective = _current(session, objective_id, version)
    if objective.closed_at is None:
        return
    objective.closed_at, objective.version = None, objective.version + 1
    session.flush()
    audit.note(session, actor, "direction.reopen_objective", "objective", objective_id, now=now)


def _locked(session: Session, objective_id: int) -> Objective:
    query = select(Objective).where(Objective.id == objective_id).with_for_update()
    objective = session.exec(query.execution_options(populate_existing=True)).first()
    if objective is None:
        raise NotFound("There is no such objective.")
    return objective


def _current(session: Session, objective_id: int, version: int) -> Objective:
    objective = _locked(session, objective_id)
    if objective.version != version:
        raise Conflict("Somebody else changed this objective meanwhile. Look at it, then repeat.")
    return objective


def _open(session: Session, objective_id: int, version: int) -> Objective:
    objective = _current(session, objective_id, version)
    _refuse_closed(objective)
    return objective


def _refuse_closed(objective: Objective) -> None:
    if objective.closed_at is not None:
        raise Conflict("This objective is closed.")


def _check_owner(session: Session, person_id: int) -> None:
    person = session.get(Person, person_id)
    if person is None or not person.is_active or person.role == Role.FRONTLINE:
        raise InvalidInput("The owner of an objective is a manager or a director.")


def _write(session: Session, objective: Objective, form: ObjectiveForm, now: datetime) -> None:
    objective.title, objective.why, objective.owner_id = form.title, form.why, form.owner_id
    objective.starts_on, objective.ends_on = form.starts_on, form.ends_on
    session.add(objective)
    session.flush()
    known = _results(session, objective.id)
    for position, one in enumerate(form.results):
        row = _row(known, objective, one)
        row.position, row.title, row.unit, row.weight = position, one.title, one.unit, one.weight
        row.start, row.target, row.band = one.measure.start, one.measure.target, one.measure.band
        session.add(row)
    for row in known.values():
        row.dropped_at = now
    session.flush()


def _results(session: Session, objective_id: int) -> dict[int, KeyResult]:
    """Return the key results that count, by id."""
    query = select(KeyResult).where(
        KeyResult.objective_id == objective_id, col(KeyResult.dropped_at).is_(None)
    )
    return {row.id: row for row in session.exec(query)}


def _row(known: dict[int, KeyResult], objective: Objective, one: ResultForm) -> KeyResult:
    """Return the row of a key result, taken out of those known, or a new one."""
    if one.id is not None:
        row = known.pop(one.id, None)
        if row is None:
            raise NotFound("There is no such key result.")
        return row
    return KeyResult(objective_id=objective.id, position=0, title="", start=0, target=0)

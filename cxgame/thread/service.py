"""Commands that lead from what was heard to what is done about it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, select

from cxgame import clock
from cxgame.boards import queries as boards
from cxgame.boards import service as cards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback import inbox
from cxgame.feedback.inbox import Filter, RecordView
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scope import Cut
from cxgame.game import kudos
from cxgame.learning import assignments
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.thread.models import RecordLink

CLUSTER = timedelta(days=90)  # within which complaints about a step are answered together


def make_card(
    session: Session, *, actor: Actor, record_id: int, level: Level, form: CardForm, now: datetime
) -> int:
    """Make a card from a record, tie the two together and return the card's id.

    The card takes over the record's team, touchpoint and SOP step where the form leaves them open,
    never the customer's words. Raise NotFound for a record that the actor may not read.
    """
    record = _record(session, "thread.make_card", actor, record_id)
    filled = replace(
        form,
        team_id=form.team_id or record.team_id,
        touchpoint_id=form.touchpoint_id or record.touchpoint_id,
        sop_step_id=form.sop_step_id or record.sop_step_id,
    )
    card_id = cards.add_card(session, actor=actor, level=level, form=filled, now=now)
    _tie(session, record_id, actor, now, card_id=card_id)
    audit.note(session, actor, "thread.make_card", "record", record_id, now=now, card_id=card_id)
    return card_id


def link_card(
    session: Session, *, actor: Actor, record_id: int, card_id: int, now: datetime
) -> None:
    """Tie a record to a card that is there already; raise Conflict when they are tied.

    Raise NotFound where the actor does not see both.
    """
    _record(session, "thread.link_card", actor, record_id)
    boards.card_view(session, actor=actor, card_id=card_id, now=now)
    query = select(RecordLink.id).where(
        RecordLink.record_id == record_id, RecordLink.card_id == card_id
    )
    if session.exec(query).first() is not None:
        raise Conflict("This card is already linked to the record.")
    _tie(session, record_id, actor, now, card_id=card_id)
    audit.note(session, actor, "thread.link_card", "record", record_id, now=now, card_id=card_id)


def send_training(
    session: Session,
    *,
    actor: Actor,
    record_id: int,
    module_slug: str,
    team_id: int | None,
    due_on: date | None,
    people: Iterable[int] | None = None,
    now: datetime,
) -> int:
    """Give a module to a team, or to some of its people, because of a record.

    Return the assignment's id. Raise NotFound for a record that the actor may not read, or an
    unknown module.
    """
    record = _record(session, "thread.send_training", actor, record_id)
    assignment_id = assignments.assign_module(
        session,
        actor=actor,
        module_slug=module_slug,
        team_id=team_id,
        person_ids=people,
        due_on=due_on,
        record_id=record_id,
        step_id=record.sop_step_id,
        now=now,
    )
    _tie(session, record_id, actor, now, assignment_id=assignment_id)
    audit.note(
        session,
        actor,
        "thread.send_training",
        "record",
        record_id,
        now=now,
        assignment_id=assignment_id,
    )
    return assignment_id


def pass_on_compliment(
    session: Session, *, actor: Actor, record_id: int, person_id: int, now: datetime
) -> int:
    """Let a customer's compliment reach the colleague it is about, as kudos; return their id.

    The customer's words stay in the record. Raise NotFound for a record that the actor may not
    read, or nobody within reach, InvalidInput for anything but a compliment or for oneself,
    Conflict where this colleague got it already.
    """
    record = _record(session, "thread.pass_on_compliment", actor, record_id)
    if record.kind is not Kind.COMPLIMENT or record.is_held:
        raise InvalidInput("Only a compliment can be passed on.")
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("There is no such person.")
    permissions.require(actor, "thread.pass_on_compliment", team_id=person.team_id)
    if person_id == actor.person_id:
        raise InvalidInput("A compliment for you is passed on by somebody else.")
    kudos_id = kudos.pass_on(
        session, record_id=record_id, person_id=person_id, sender_id=actor.person_id, now=now
    )
    if kudos_id is None:
        raise Conflict("This colleague got the compliment already.")
    audit.note(
        session,
        actor,
        "thread.pass_on_compliment",
        "record",
        record_id,
        now=now,
        kudos_id=kudos_id,
    )
    return kudos_id


def train_step(
    session: Session,
    *,
    actor: Actor,
    step_id: int,
    team_ids: Iterable[int],
    module_slug: str,
    due_on: date | None,
    now: datetime,
) -> list[int]:
    """Give a module to each team because of all its complaints of 90 days about an SOP step.

    Return the assignments' ids; each is tied to every complaint that it answers. Raise NotFound for
    a team of which nobody complained about the step, or an unknown module.
    """
    return [
        _train_team(session, actor, step_id, team_id, module_slug, due_on, now)
        for team_id in dict.fromkeys(team_ids)
    ]


def _train_team(
    session: Session,
    actor: Actor,
    step_id: int,
    team_id: int,
    module_slug: str,
    due_on: date | None,
    now: datetime,
) -> int:
    permissions.require(actor, "thread.train_step", team_id=team_id)
    found = _complaints(session, actor, step_id, team_id, now)
    assignment_id = assignments.assign_module(
        session,
        actor=actor,
        module_slug=module_slug,
        team_id=team_id,
        due_on=due_on,
        record_id=found[0].id,
        step_id=step_id,
        now=now,
    )
    for record in found:
        _tie(session, record.id, actor, now, assignment_id=assignment_id)
    audit.note(
        session,
        actor,
        "thread.train_step",
        "assignment",
        assignment_id,
        now=now,
        step_id=step_id,
        records=len(found),
    )
    return assignment_id


def _complaints(
    session: Session, actor: Actor, step_id: int, team_id: int, now: datetime
) -> tuple[RecordView, ...]:
    """Return a team's late complaints about a step, the newest first; raise NotFound for none."""
    wanted = Filter(
        cut=Cut(since=clock.local_day(now) - CLUSTER + timedelta(days=1), team_id=team_id),
        kinds=(Kind.COMPLAINT,),
        sop_step_id=step_id,
        is_held=False,
    )
    found = inbox.records(session, actor=actor, wanted=wanted, limit=inbox.MOST_ROWS).records
    if not found:
        raise NotFound("Nobody complained about this step lately.")
    return found


def _record(session: Session, command: str, actor: Actor, record_id: int) -> RecordView:
    """Return a record that the actor may read and act upon; raise NotAllowed or NotFound."""
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    record = inbox.record(session, actor=actor, record_id=record_id)
    permissions.require(actor, command, team_id=record.team_id)
    return record


def _tie(
    session: Session,
    record_id: int,
    actor: Actor,
    now: datetime,
    *,
    card_id: int | None = None,
    assignment_id: int | None = None,
) -> None:
    session.add(
        RecordLink(
            record_id=record_id,
            card_id=card_id,
            assignment_id=assignment_id,
            created_by=actor.person_id,
            created_at=now,
        )
    )
    session.flush()

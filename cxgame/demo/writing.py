"""What the invented company's managers write: an SOP that is announced, a draft that waits."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.content.single import Body
from cxgame.demo import words
from cxgame.demo.people import Cast
from cxgame.learning.authoring import drafts, edits, listing, opening, queries, review
from cxgame.learning.authoring.rules import Kind
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.standards.signing import asks

WRITTEN_AGO, APPROVED_AGO, WAITS_AGO = 3, 2, 1  # days before the end
HOLDS_IN = timedelta(days=9)  # after its approval: so much time to read and sign it
WRITES, APPROVES = timedelta(hours=15, minutes=20), timedelta(hours=9, minutes=40)


def spend_day(session: Session, cast: Cast, *, day: date, ago: int) -> None:
    """Let managers write, and a director approve, on the story's last days."""
    afternoon = clock.start_of(day) + WRITES
    first, *others = sorted(set(cast.managers.values()), key=lambda one: one.person_id or 0)
    match ago:
        case value if value == WRITTEN_AGO:
            _write_sop(session, first, day, afternoon)
        case value if value == APPROVED_AGO:
            _approve(session, cast, clock.start_of(day) + APPROVES)
        case value if value == WAITS_AGO:
            _write_module(session, others[-1] if others else first, day, afternoon)


def _write_sop(session: Session, actor: Actor, day: date, now: datetime) -> None:
    """Add a sentence to one step, for everybody to sign before it holds."""
    told = words.read("drafts")["sop"]
    draft_id = opening.open_draft(session, actor=actor, kind=Kind.SOP, key=told["code"], now=now)
    part = f"{edits.STEPS}/{told['step']}"
    step: Body = edits.value_of(Kind.SOP, _body(session, actor, draft_id, now), part)
    longer = {key: f"{said} {told['adds'][key]}" for key, said in step["text"].items()}
    _save(session, actor, draft_id, part, {**step, "text": longer}, now)
    asked = {"change": "major", "summary": told["summary"], "decision": asks.Kind.SIGN.value}
    _submit(session, actor, draft_id, asked, day + HOLDS_IN, now)


def _approve(session: Session, cast: Cast, now: datetime) -> None:
    director = next(actor for actor in cast.people.values() if actor.role is Role.DIRECTOR)
    for line in listing.drafts(session, actor=director):
        version = _version(session, director, line.id, now)
        review.approve_draft(session, actor=director, draft_id=line.id, version=version, now=now)


def _write_module(session: Session, actor: Actor, day: date, now: datetime) -> None:
    """Fit a module's objective to the new SOP, and leave it for somebody to approve."""
    told = words.read("drafts")["module"]
    draft_id = opening.open_draft(session, actor=actor, kind=Kind.MODULE, key=told["slug"], now=now)
    _save(session, actor, draft_id, edits.HEAD, {"objective": told["objective"]}, now)
    _submit(session, actor, draft_id, {}, day + HOLDS_IN, now)


def _save(
    session: Session, actor: Actor, draft_id: int, part: str, value: Body, now: datetime
) -> None:
    drafts.save_part(
        session,
        actor=actor,
        draft_id=draft_id,
        part=part,
        value=value,
        version=_version(session, actor, draft_id, now),
        now=now,
    )


def _submit(
    session: Session, actor: Actor, draft_id: int, terms: Body, holds_from: date, now: datetime
) -> None:
    view = _view(session, actor, draft_id, now)
    version = drafts.save_terms(
        session,
        actor=actor,
        draft_id=draft_id,
        terms={**view.terms, **terms},
        effective_on=holds_from,
        version=view.version,
        now=now,
    )
    review.submit_draft(session, actor=actor, draft_id=draft_id, version=version, now=now)


def _body(session: Session, actor: Actor, draft_id: int, now: datetime) -> Body:
    return _view(session, actor, draft_id, now).body


def _version(session: Session, actor: Actor, draft_id: int, now: datetime) -> int:
    return _view(session, actor, draft_id, now).version


def _view(session: Session, actor: Actor, draft_id: int, now: datetime) -> queries.DraftView:
    return queries.draft(session, actor=actor, draft_id=draft_id, today=clock.local_day(now))

"""Commands on what was done: written, published for everybody, taken back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback import masking, places
from cxgame.feedback.deeds.models import Deed, DeedRecord
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scope import in_reach
from cxgame.i18n import LOCALES, N_
from cxgame.notices import service as notices
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Unit
from cxgame.standards.models import Sop

LONGEST = 300  # characters: it is read from two metres away
MOST_RECORDS = 200
TOLD = N_("Something was done about what you wrote down. See what.")

Texts = Mapping[str, str]  # language -> words


@dataclass(frozen=True)
class DeedForm:
    """A deed as it is written; a text in one language serves for both."""

    said: Texts
    done: Texts
    done_on: date | None = None
    team_id: int | None = None
    unit_id: int | None = None
    touchpoint_id: int | None = None
    sop_id: int | None = None
    is_for_customers: bool = True


def add_deed(
    session: Session,
    *,
    actor: Actor,
    form: DeedForm,
    record_ids: Collection[int] = (),
    now: datetime,
) -> int:
    """Keep a draft with the records that it answers and return its id.

    Records that the actor may not read, and secret ones, are left out. Raise InvalidInput for a
    missing or long text, or one that tells who somebody is; NotFound for an unknown place.
    """
    permissions.require(actor, "feedback.add_deed", team_id=form.team_id)
    tidy = _clean(session, form, now)
    deed = Deed(
        said={}, done={}, done_on=clock.local_day(now), created_by=actor.person_id, created_at=now
    )
    _write(deed, tidy)
    session.add(deed)
    session.flush()
    for record_id in _answered(session, actor, record_ids):
        session.add(DeedRecord(deed_id=deed.id, record_id=record_id))
    session.flush()
    audit.note(session, actor, "feedback.add_deed", "deed", deed.id, now=now)
    return deed.id


def change_deed(
    session: Session, *, actor: Actor, deed_id: int, form: DeedForm, version: int, now: datetime
) -> None:
    """Write a deed anew; raise Conflict on a stale version, else as `add_deed`."""
    deed = _deed(session, "feedback.change_deed", actor, deed_id)
    if form.team_id != deed.team_id:
        permissions.require(actor, "feedback.change_deed", team_id=form.team_id)
    if deed.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    _write(deed, _clean(session, form, now))
    deed.version = version + 1
    session.flush()
    audit.note(session, actor, "feedback.change_deed", "deed", deed_id, now=now)


def publish_deed(session: Session, *, actor: Actor, deed_id: int, now: datetime) -> None:
    """Show a deed to everybody, and tell those of ours who wrote the records down."""
    deed = _deed(session, "feedback.publish_deed", actor, deed_id)
    if deed.published_at is not None:
        raise Conflict("This is published already.")
    deed.published_at = now
    deed.version += 1
    session.flush()
    authors = (
        select(FeedbackRecord.author_id)
        .join(DeedRecord, col(DeedRecord.record_id) == col(FeedbackRecord.id))
        .where(DeedRecord.deed_id == deed_id, col(FeedbackRecord.author_id).is_not(None))
        .distinct()
    )
    told = [one for one in session.exec(authors) if one is not None and one != actor.person_id]
    key, link = f"deed:{deed_id}", f"you_said?deed={deed_id}"
    notices.tell(session, people=told, key=key, message=TOLD, link=link, now=now)
    audit.note(session, actor, "feedback.publish_deed", "deed", deed_id, now=now)


def withdraw_deed(session: Session, *, actor: Actor, deed_id: int, now: datetime) -> None:
    """Make a published deed a draft again; raise Conflict where it is one."""
    deed = _deed(session, "feedback.withdraw_deed", actor, deed_id)
    if deed.published_at is None:
        raise Conflict("This is a draft.")
    deed.published_at = None
    deed.version += 1
    session.flush()
    audit.note(session, actor, "feedback.withdraw_deed", "deed", deed_id, now=now)


def remove_deed(session: Session, *, actor: Actor, deed_id: int, now: datetime) -> None:
    """Throw a draft away; raise Conflict for what is published."""
    deed = _deed(session, "feedback.remove_deed", actor, deed_id)
    if deed.published_at is not None:
        raise Conflict("Take it back first: it is published.")
    session.delete(deed)
    session.flush()
    audit.note(session, actor, "feedback.remove_deed", "deed", deed_id, now=now)


def _deed(session: Session, command: str, actor: Actor, deed_id: int) -> Deed:
    deed = session.get(Deed, deed_id, with_for_update=True)
    permissions.require(actor, command, team_id=deed.team_id if deed else None)
    if deed is None:
        raise NotFound("There is no such entry.")
    return deed


def _write(deed: Deed, tidy: DeedForm) -> None:
    deed.said, deed.done = dict(tidy.said), dict(tidy.done)
    deed.done_on = tidy.done_on or deed.done_on
    deed.team_id, deed.unit_id = tidy.team_id, tidy.unit_id
    deed.touchpoint_id, deed.sop_id = tidy.touchpoint_id, tidy.sop_id
    deed.is_for_customers = tidy.is_for_customers


def _clean(session: Session, form: DeedForm, now: datetime) -> DeedForm:
    places.check(session, team_id=form.team_id, touchpoint_id=form.touchpoint_id)
    if form.unit_id is not None and session.get(Unit, form.unit_id) is None:
        raise NotFound("There is no such unit.")
    if form.sop_id is not None and session.get(Sop, form.sop_id) is None:
        raise NotFound("There is no such SOP.")
    if form.done_on is not None and form.done_on > clock.local_day(now):
        raise InvalidInput("This day is still to come.")
    said = _texts(form.said, "Say what was heard.")
    return replace(form, said=said, done=_texts(form.done, "Say what was done."))


def _texts(texts: Texts, missing: str) -> dict[str, str]:
    tidy = {one: " ".join(texts.get(one, "").replace("\x00", "").split()) for one in LOCALES}
    given = next((words for words in tidy.values() if words), "")
    if not given:
        raise InvalidInput(missing)
    for words in tidy.values():
        if len(words) > LONGEST:
            raise InvalidInput("This text has at most {n} characters.", n=LONGEST)
        if any(piece.hides for piece in masking.pieces(words)):
            raise InvalidInput(
                "Leave out phone numbers, e-mail addresses and documents: everybody reads this."
            )
    return {one: words or given for one, words in tidy.items()}


def _answered(session: Session, actor: Actor, record_ids: Collection[int]) -> list[int]:
    wanted = sorted(set(record_ids), reverse=True)[:MOST_RECORDS]
    query = select(FeedbackRecord.id).where(
        col(FeedbackRecord.id).in_(wanted), col(FeedbackRecord.is_secret).is_(False)
    )
    reach = in_reach(actor, col(FeedbackRecord.team_id))
    return list(session.exec(query if reach is None else query.where(reach)))

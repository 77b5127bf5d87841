"""All that waits for somebody, from every room, each with its clock and where it opens."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.boards import waiting as boards
from cxgame.boards.routines import queries as routines
from cxgame.boards.routines.queries import RoutineView
from cxgame.boards.waiting import Ask, Waiting
from cxgame.feedback.cases import listing
from cxgame.feedback.cases.listing import CaseLine
from cxgame.feedback.veiling import veiled
from cxgame.i18n import FALLBACK, N_, translate
from cxgame.learning import assignments
from cxgame.learning.assignments import AssignmentView
from cxgame.notices.models import Notice
from cxgame.people.actor import Actor
from cxgame.standards.signing import duties
from cxgame.standards.signing.asks import Kind as Signing
from cxgame.standards.signing.duties import ToSign

AHEAD = timedelta(days=60)  # own cases of these days wait for a person
MOST_CASES = 100
LONGEST_TITLE = 80


class Kind(StrEnum):
    """What is waited for."""

    APPROVE = "approve"
    CONFIRM = "confirm"
    ANSWER = "answer"
    VERIFY = "verify"
    LOOK_OVER = "look_over"
    DO = "do"
    ROUTINE = "routine"
    CASE = "case"
    SIGN = "sign"
    TRAIN = "train"
    MENTION = "mention"


@dataclass(frozen=True)
class Item:
    """One thing that waits; `key` tells it from every other, `address` is inside the app.

    `outside` is what it may be called where others can read over a shoulder: in a mail or a
    calendar. `due_on` is None without a clock; `card_id` is that of a consultation, which can be
    answered without opening anything.
    """

    kind: Kind
    key: str
    title: str
    outside: str
    about: str
    address: str
    due_on: date | None
    is_overdue: bool
    card_id: int | None = None


def items(session: Session, *, actor: Actor, now: datetime) -> list[Item]:
    """Return everything that waits for a person, the soonest clock first, what has none last."""
    if actor.person_id is None:
        return []
    today, locale = clock.local_day(now), actor.locale or FALLBACK
    found = [_card(one) for one in boards.waiting_for(session, actor=actor, now=now)]
    due = routines.routines(session, actor=actor, now=now)
    found += [_routine(one, today) for one in due if _is_asked(one, actor)]
    cases = listing.waiting_cases(
        session, actor=actor, now=now, until=now + AHEAD, limit=MOST_CASES
    )
    found += [_case(one, now, locale) for one in cases.cases]
    given = assignments.assignments_of(session, actor=actor, person_id=actor.person_id)
    found += [_training(one, today) for one in given if one.done_at is None]
    found += [_signature(one, today) for one in duties.to_sign(session, actor=actor)]
    found += _mentions(session, actor, locale)
    return sorted(found, key=lambda one: (one.due_on or date.max, one.key))


def _card(one: Waiting) -> Item:
    kind = Kind(one.kind.value)
    page = f"plan?card={one.card_id}"
    card = f"board?level={one.level}&card={one.card_id}"
    return Item(
        kind=kind,
        key=f"card:{one.card_id}:{kind}",
        title=one.title,
        outside=one.title,
        about=one.detail or one.team,
        address=page if one.kind is Ask.VERIFY else card,
        due_on=one.due_on,
        is_overdue=one.is_overdue,
        card_id=one.card_id if one.kind is Ask.ANSWER else None,
    )


def _is_asked(one: RoutineView, actor: Actor) -> bool:
    """Tell whether a routine waits for this person: theirs by name, or nobody's in their team."""
    if not one.is_due or one.done_at is not None or not one.can_do:
        return False
    named = one.form.responsible_id
    return named == actor.person_id or (named is None and one.form.team_id == actor.team_id)


def _routine(one: RoutineView, today: date) -> Item:
    return Item(
        kind=Kind.ROUTINE,
        key=f"routine:{one.id}:{today}",
        title=one.form.title,
        outside=one.form.title,
        about=one.team,
        address=f"routines?routine={one.id}",
        due_on=today,
        is_overdue=False,
    )


def _case(one: CaseLine, now: datetime, locale: str) -> Item:
    plain = translate(locale, N_("Case {n}"), n=one.id)
    words = " ".join(veiled(one.text, locale).split())
    if len(words) > LONGEST_TITLE:
        words = words[: LONGEST_TITLE - 1].rstrip() + "…"
    return Item(
        kind=Kind.CASE,
        key=f"case:{one.id}",
        title=words or plain,
        outside=plain,
        about=" · ".join(filter(None, (plain, one.team))),
        address=f"case?id={one.id}",
        due_on=clock.local_day(one.due_at),
        is_overdue=one.due_at < now,
    )


def _training(one: AssignmentView, today: date) -> Item:
    return Item(
        kind=Kind.TRAIN,
        key=f"training:{one.id}",
        title=one.title,
        outside=one.title,
        about="",
        address=f"module?m={one.slug}",
        due_on=one.due_on,
        is_overdue=one.due_on is not None and one.due_on < today,
    )


def _signature(one: ToSign, today: date) -> Item:
    mark = "quiz" if one.kind is Signing.QUIZ else "sop"
    return Item(
        kind=Kind.SIGN,
        key=f"{mark}:{one.sop_id}:{one.version}",
        title=one.title,
        outside=one.title,
        about=one.code,
        address=f"sop?code={one.code}",
        due_on=one.due_on,
        is_overdue=one.due_on < today,
    )


def _mentions(session: Session, actor: Actor, locale: str) -> list[Item]:
    """Return the comments in which somebody was named and that were not opened yet."""
    query = select(Notice).where(
        Notice.person_id == actor.person_id,
        col(Notice.read_at).is_(None),
        col(Notice.key).like("card:%:mention:%"),
    )
    return [
        Item(
            kind=Kind.MENTION,
            key=f"notice:{row.id}",
            title=translate(locale, row.message, **row.values),
            outside=translate(locale, row.message, **row.values),
            about="",
            address=row.link,
            due_on=None,
            is_overdue=False,
        )
        for row in session.exec(query.order_by(col(Notice.id)))
    ]

"""Tell people that an SOP waits for them: when it is decided, and when its day comes near."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial

from sqlmodel import Session, select

from cxgame import clock, i18n
from cxgame.i18n import N_
from cxgame.notices import languages, reminding
from cxgame.notices import service as notices
from cxgame.notices.reminding import When
from cxgame.people.models import Role
from cxgame.standards.models import Sop
from cxgame.standards.signing import duties, waiting
from cxgame.standards.signing.asks import Ask, Duty, Kind, Member
from cxgame.standards.sops import words_of

DECIDED = {
    Kind.SIGN: N_("Please read and sign {code}, {title}, by {due}."),
    Kind.QUIZ: N_("A short quiz waits for you on {code}, {title}, by {due}."),
}
REMINDED = {
    When.SOON: N_("{code}, {title}, waits for your signature until {due}."),
    When.TODAY: N_("Today is the day to sign {code}, {title}."),
    When.LATE: N_("{code}, {title}, still waits for your signature. It takes a few minutes."),
}
UNDECIDED = N_("{code} has a new version. Decide whether people read and sign it.")


def tell_decision(session: Session, sop: Sop, ask: Ask, *, now: datetime) -> int:
    """Tell everybody whom a fresh ask is for and who has not met it; return how many were told."""
    everybody = duties.members(session)
    found = duties.duties(session, people=everybody, asked=[ask])
    return _tell(
        session,
        sop,
        [duty for duty in found if duty.signed is None],
        everybody,
        key=f"sop-decision:{ask.decision_id}",
        message=DECIDED[ask.kind],
        now=now,
    )


def remind_signatures(session: Session, *, now: datetime) -> int:
    """Remind those who have not signed before the day, on it and each week after it, once each.

    Managers and administrators are told once of every major version on which nobody decided.
    """
    today, everybody = clock.local_day(now), duties.members(session)
    asked = duties.standing_asks(session)
    sops = {row.id: row for row in session.exec(select(Sop))}
    grouped: dict[tuple[int, str, When], list[Duty]] = {}
    for duty in duties.duties(session, people=everybody, asked=list(asked.values())):
        due = reminding.reminder(duty.due_on, today)
        if duty.signed is None and due is not None:
            grouped.setdefault((duty.ask.sop_id, due.key, due.when), []).append(duty)
    told = 0
    for (sop_id, mark, when), late in grouped.items():
        key = f"sop-decision:{late[0].ask.decision_id}:{mark}"
        told += _tell(
            session, sops[sop_id], late, everybody, key=key, message=REMINDED[when], now=now
        )
    return told + _tell_undecided(session, everybody, now)


def _tell(
    session: Session,
    sop: Sop,
    open_: Iterable[Duty],
    everybody: Iterable[Member],
    *,
    key: str,
    message: str,
    now: datetime,
) -> int:
    """Tell those behind open duties, each with their own day and in their own language."""
    spoken = {one.id: one.language for one in everybody}
    by_day: dict[date, dict[int, str | None]] = {}
    for duty in open_:
        by_day.setdefault(duty.due_on, {})[duty.person_id] = spoken[duty.person_id]
    return sum(
        languages.tell(
            session,
            people=people,
            key=key,
            message=message,
            link=f"sop?code={sop.code}",
            worded=partial(_words, sop, due_on),
            now=now,
        )
        for due_on, people in sorted(by_day.items())
    )


def _words(sop: Sop, due_on: date, locale: str) -> dict[str, object]:
    return {
        "code": sop.code,
        "title": words_of(sop.title, locale),
        "due": i18n.short_day(locale, due_on),
    }


def _tell_undecided(session: Session, everybody: Iterable[Member], now: datetime) -> int:
    deciders = [one.id for one in everybody if one.role in (Role.MANAGER, Role.ADMIN)]
    return sum(
        notices.tell(
            session,
            people=deciders,
            key=f"sop-undecided:{one.version_id}",
            message=UNDECIDED,
            link=f"signatures?code={one.code}",
            now=now,
            code=one.code,
        )
        for one in waiting.undecided(session)
    )

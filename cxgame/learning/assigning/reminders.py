"""Remind people of the modules that they were given."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, func, select

from cxgame import clock, i18n
from cxgame.i18n import N_
from cxgame.learning.models import AssignedPerson, Assignment, Module
from cxgame.notices import languages, reminding
from cxgame.notices.reminding import When
from cxgame.people.models import Person
from cxgame.standards.sops import words_of

REMINDED = {
    When.SOON: N_("{title} waits for you, until {due}."),
    When.TODAY: N_("Today is the day for {title}. It takes {n} minutes."),
    When.LATE: N_("{title} still waits for you. It takes {n} minutes."),
}


def remind_assignments(session: Session, *, now: datetime) -> int:
    """Remind of open assignments before the day, on it and each week after, once each."""
    today = clock.local_day(now)
    query = (
        select(Assignment, AssignedPerson, Person, Module)
        .join(AssignedPerson, col(AssignedPerson.assignment_id) == col(Assignment.id))
        .join(Person, col(Person.id) == col(AssignedPerson.person_id))
        .join(Module, col(Module.id) == col(Assignment.module_id))
        .where(
            col(AssignedPerson.done_at).is_(None),
            col(Assignment.withdrawn_at).is_(None),
            Person.is_active,
            Module.is_active,
            func.coalesce(col(AssignedPerson.due_on), col(Assignment.due_on))
            <= today + timedelta(days=reminding.DAYS_BEFORE),
        )
        .order_by(col(Assignment.id), col(Person.id))
    )
    grouped: dict[_Mark, dict[int, str | None]] = defaultdict(dict)
    modules: dict[int, Module] = {}
    for given, mine, person, module in session.exec(query):
        due_on = mine.due_on or given.due_on
        found = reminding.reminder(due_on, today) if due_on else None
        if due_on is not None and found is not None:
            key = f"assignment:{given.id}:{found.key}"
            grouped[_Mark(key, found.when, due_on, module.id)][person.id] = person.language
            modules[module.id] = module
    return sum(_remind(session, mark, modules, people, now) for mark, people in grouped.items())


@dataclass(frozen=True)
class _Mark:
    """One reminder for some people."""

    key: str
    when: When
    due_on: date
    module_id: int


def _remind(
    session: Session,
    mark: _Mark,
    modules: dict[int, Module],
    people: dict[int, str | None],
    now: datetime,
) -> int:
    module = modules[mark.module_id]
    return languages.tell(
        session,
        people=people,
        key=mark.key,
        message=REMINDED[mark.when],
        link=f"module?m={module.slug}",
        worded=lambda locale: {
            "title": words_of(module.title, locale),
            "due": i18n.short_day(locale, mark.due_on),
            "n": module.minutes,
        },
        now=now,
    )

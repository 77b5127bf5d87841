"""What waits for somebody, as rows: approvals, consultations, tasks, training, signatures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from cxgame import clock as clocks
from cxgame.boards.waiting import Ask, Waiting
from cxgame.feedback.cases.listing import CaseLine, CasePage
from cxgame.i18n import N_
from cxgame.learning.assignments import AssignmentView
from cxgame.standards.signing.asks import Kind as Signing
from cxgame.standards.signing.duties import ToSign
from cxgame.thread.inbox.waiting import Kind
from cxgame.thread.inbox.words import ASKING
from cxgame.ui.parts import feedback_case_words
from cxgame.ui.parts.clocks import Clock, clock
from cxgame.ui.text import _, ngettext


@dataclass(frozen=True)
class Row:
    """One thing that waits: its verb, its address inside the app, its clock."""

    title: str
    sub: str
    icon: str
    verb: str
    address: str
    clock: Clock | None
    due_on: date | None


def rows(
    waiting: Iterable[Waiting],
    assigned: Iterable[AssignmentView],
    today: date,
    to_sign: Iterable[ToSign] = (),
) -> list[Row]:
    """Return everything that waits, the soonest clock first."""
    found = [_card(one, today) for one in waiting] + [_module(one, today) for one in assigned]
    found += [_sop(one, today) for one in to_sign]
    return in_order(found)


def case_rows(found: CasePage, now: datetime) -> list[Row]:
    """Return the most urgent cases, and one row for the others."""
    shown = [_case(one, now) for one in found.cases]
    if more := found.total - len(shown):
        rest = Row(
            title=ngettext("{n} more case waits", "{n} more cases wait", more),
            sub=_("Customers who still wait to hear from us"),
            icon="support_agent",
            verb=_("See them"),
            address="cases",
            clock=None,
            due_on=shown[-1].due_on if shown else None,
        )
        shown.append(rest)
    return shown


def in_order(rows: Iterable[Row]) -> list[Row]:
    """Return rows, the soonest clock first."""
    return sorted(rows, key=lambda row: row.due_on or date.max)


def _case(one: CaseLine, now: datetime) -> Row:
    who = (feedback_case_words.kind(one), one.team, one.owner)
    return Row(
        title=feedback_case_words.title(one),
        sub=" · ".join(filter(None, who)),
        icon="support_agent",
        verb=_("View"),
        address=f"case?id={one.id}",
        clock=feedback_case_words.clock_of(one, now),
        due_on=clocks.local_day(one.due_at),
    )


def _card(one: Waiting, today: date) -> Row:
    verb, icon, words, _plural = ASKING[Kind(one.kind.value)]
    sub = one.detail or _(words)
    return Row(
        title=one.title,
        sub=f"{sub} · {one.team}" if one.team else sub,
        icon=icon,
        verb=_(verb),
        address=_address(one),
        clock=clock(one.due_on, today),
        due_on=one.due_on,
    )


def _address(one: Waiting) -> str:
    if one.kind is Ask.VERIFY:
        return f"plan?card={one.card_id}"
    return f"board?level={one.level}&card={one.card_id}"


def _module(one: AssignmentView, today: date) -> Row:
    return Row(
        title=one.title,
        sub=_("Training sent to you, {minutes} min", minutes=one.minutes),
        icon="bolt",
        verb=_("Practise"),
        address=f"module?m={one.slug}",
        clock=clock(one.due_on, today),
        due_on=one.due_on,
    )


def _sop(one: ToSign, today: date) -> Row:
    is_quiz = one.kind is Signing.QUIZ
    message = N_("Short quiz on {code}") if is_quiz else N_("Read and sign {code}")
    return Row(
        title=one.title,
        sub=_(message, code=one.code),
        icon="quiz" if is_quiz else "signature",
        verb=_("Read"),
        address=f"sop?code={one.code}",
        clock=clock(one.due_on, today),
        due_on=one.due_on,
    )

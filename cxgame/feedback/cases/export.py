"""Give cases away: one row each, with what is personal in the words hidden."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.feedback.cases import listing
from cxgame.feedback.cases.listing import Wanted as Wanted  # what is exported
from cxgame.feedback.cases.models import Case, CaseReason
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.tagging import tags as marks
from cxgame.feedback.veiling import veiled
from cxgame.i18n import N_, translate
from cxgame.look.spreadsheet import Cell, Table
from cxgame.people import audit, permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor

COLUMNS = (
    *(
        N_("Case"),
        N_("Opened at"),
        N_("Team"),
        N_("Kind"),
        N_("Purpose of the case"),
        N_("Priority"),
    ),
    *(N_("Status"), N_("Owner"), N_("Deadline"), N_("First contact at"), N_("Solved at")),
    *(N_("Closed at"), N_("In time"), N_("Times reopened"), N_("Dismissed"), N_("Reason")),
    *(N_("Root cause"), N_("Recovery"), N_("Cost"), N_("Score before"), N_("Score after")),
    *(N_("Tags"), N_("What was said")),
)
CHUNK = 500  # cases read at a time


def export_cases(session: Session, *, actor: Actor, wanted: Wanted, now: datetime) -> Table:
    """Return the heads and one row for each case wanted that the actor sees, oldest first.

    Personal data in texts is hidden, and who took them away stands in the audit. Moments are the
    company's, in the form 2026-03-02 14:05.
    """
    if wanted.team_id is not None or not permissions.may(actor, "feedback.export_cases"):
        permissions.require(actor, "feedback.export_cases", team_id=wanted.team_id)
    ids = session.scalars(listing.matching(wanted, actor, now).order_by(col(Case.id))).all()
    heads = tuple(translate(actor.locale, head) for head in COLUMNS)
    rows = list(_rows(session, ids, actor))
    audit.note(session, actor, "feedback.export_cases", "case", None, now=now, cases=len(rows))
    return Table(heads, rows)


def _rows(session: Session, ids: Sequence[int], actor: Actor) -> Iterator[tuple[Cell, ...]]:
    teams, persons = people.team_names(session), people.person_names(session)
    reasons = dict(session.exec(select(CaseReason.id, CaseReason.name)).all())
    for start in range(0, len(ids), CHUNK):
        some = ids[start : start + CHUNK]
        query = select(Case, FeedbackRecord).join(FeedbackRecord).where(col(Case.id).in_(some))
        found = session.exec(query.order_by(col(Case.id))).all()
        tagged = marks.tags_of(session, [record.id for _case, record in found])
        for case, record in found:
            reason = reasons.get(case.reason_id or 0, {}).get(actor.locale, "")
            row = _row(case, record, reason, tagged.get(record.id, ()), actor.locale)
            names = teams.get(case.team_id or 0, ""), persons.get(case.owner_id or 0, "")
            yield (*row[:2], names[0], *row[2:6], names[1], *row[6:])
            session.expunge(case)


def _row(
    case: Case, record: FeedbackRecord, reason: str, tags: Sequence[str], locale: str
) -> tuple[Cell, ...]:
    cost = None if case.recovery_cents is None else case.recovery_cents / 100
    return (
        case.id,
        _moment(case.opened_at),
        record.kind,
        case.purpose,
        case.priority,
        case.status,
        _moment(case.due_at),
        _moment(case.contacted_at),
        _moment(case.solved_at),
        _moment(case.closed_at),
        int(case.is_in_time),
        case.times_reopened,
        int(case.is_dismissed),
        reason,
        veiled(case.root_cause, locale),
        veiled(case.recovery, locale),
        cost,
        record.score,
        case.score_after,
        ", ".join(tags),
        veiled(record.text, locale),
    )


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(clock.zone()):%Y-%m-%d %H:%M}" if at else ""

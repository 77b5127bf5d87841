"""Give cases away: one row each, masked, for a spreadsheet that runs nothing of them."""

import csv
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.feedback.cases import listing
from cxgame.feedback.cases.listing import Wanted as Wanted  # what is exported
from cxgame.feedback.cases.models import Case, CaseReason
from cxgame.feedback.masking import pieces
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.tagging import tags as marks
from cxgame.i18n import N_, translate
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
RISKY = tuple("=+-@\t\r")  # what a spreadsheet would take for a formula
HIDDEN = "•••"
CHUNK = 500  # cases read at a time

Cell = str | int | float | None
Table = tuple[tuple[str, ...], list[tuple[Cell, ...]]]


def export_cases(session: Session, *, actor: Actor, wanted: Wanted, now: datetime) -> Table:
    """Return the heads and one row for each case wanted that the actor sees, oldest first.

    Personal data in texts is hidden, cells that look like formulas are defused, and who took them
    away stands in the audit. Moments are the company's, in the form 2026-03-02 14:05.
    """
    if wanted.team_id is not None or not permissions.may(actor, "feedback.export_cases"):
        permissions.require(actor, "feedback.export_cases", team_id=wanted.team_id)
    ids = session.scalars(listing.matching(wanted, actor, now).order_by(col(Case.id))).all()
    heads = tuple(translate(actor.locale, head) for head in COLUMNS)
    rows = list(_rows(session, ids, actor))
    audit.note(session, actor, "feedback.export_cases", "case", None, now=now, cases=len(rows))
    return heads, rows


def as_csv(table: Table, locale: str) -> bytes:
    """Return a table as CSV in a reader's manner: with semicolons in Portuguese."""
    heads, rows = table
    written = StringIO()
    writer = csv.writer(written, delimiter=";" if locale == "pt-BR" else ",")
    writer.writerow(heads)
    writer.writerows(rows)
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(table: Table) -> bytes:
    """Return a table as a workbook of one sheet; every text is a text, never a formula."""
    heads, rows = table
    book = Workbook(write_only=True)
    sheet = book.create_sheet("cases")
    for row in (heads, *rows):
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    filled = BytesIO()
    book.save(filled)
    return filled.getvalue()


def masked(text: str) -> str:
    """Return a text with dots in the place of addresses and numbers of persons."""
    return "".join(HIDDEN if piece.hides else piece.text for piece in pieces(text))


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
            row = _row(case, record, reason, tagged.get(record.id, ()))
            names = teams.get(case.team_id or 0, ""), persons.get(case.owner_id or 0, "")
            yield tuple(map(_safe, (*row[:2], names[0], *row[2:6], names[1], *row[6:])))
            session.expunge(case)


def _row(case: Case, record: FeedbackRecord, reason: str, tags: Sequence[str]) -> tuple[Cell, ...]:
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
        masked(case.root_cause),
        masked(case.recovery),
        cost,
        record.score,
        case.score_after,
        ", ".join(tags),
        masked(record.text),
    )


def _moment(at: datetime | None) -> str:
    return f"{at.astimezone(clock.zone()):%Y-%m-%d %H:%M}" if at else ""


def _safe(value: Cell) -> Cell:
    """Defuse what a spreadsheet would run."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value

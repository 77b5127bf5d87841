"""Turn the rows of a file into customers served, and store those."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select
from sqlmodel import Session, col

from cxgame import clock
from cxgame.errors import InvalidInput, Reason
from cxgame.feedback.importing.findings import Findings
from cxgame.feedback.importing.names import Names
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.outcome import Outcome
from cxgame.feedback.models import CustomersServed
from cxgame.feedback.served import check_customers, check_period, spread
from cxgame.people.actor import Actor
from cxgame.people.names import fold
from cxgame.tabular.dates import Dates
from cxgame.tabular.source import Source

_WHOLE = re.compile(r"\d{1,9}", re.ASCII)
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,  ]\d{3})+", re.ASCII)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})", re.IGNORECASE)
_WEEK_NAMES = ("week", "semana")
_OTHER = Reason("There is already another figure for this team and day.")


@dataclass(slots=True)
class Figure:
    """Customers that a team served over a few days; the team may have to be made."""

    team_id: int | None
    from_day: date
    to_day: date
    customers: int
    new_team: str = ""


class ServedRows:
    """Read rows of team, day (or from and to, or a week) and customers."""

    def __init__(
        self,
        source: Source,
        options: Options,
        mapping: Mapping[str, str],
        dates: Dates,
        names: Names,
        findings: Findings,
        now: datetime,
    ) -> None:
        self.options, self.dates, self.names, self.now = options, dates, names, now
        self.decimal = options.decimal or findings.decimal
        self.today = clock.local_day(now)
        self.width = len(source.columns)
        self.place = {name: source.columns.index(column) for name, column in mapping.items()}
        for name in ("from", "customers") if options.team else ("team", "from", "customers"):
            if name not in self.place:
                raise InvalidInput(
                    "No column was chosen for {field}. The file has: {columns}.",
                    field=name,
                    columns=", ".join(source.columns),
                )
        self.is_weekly = fold(mapping["from"]) in _WEEK_NAMES
        self._rehearsed: dict[tuple[int | str, date], int] = {}

    def read(self, cells: list[str]) -> Figure:
        """Return a row as a figure; raise InvalidInput or NotFound with what is wrong."""
        cells = cells + [""] * (self.width - len(cells))
        team_id, new_team = self.names.team(self._cell(cells, "team") or self.options.team)
        if team_id is None and not new_team:
            raise InvalidInput("The team is missing.")
        from_day, to_day = self._period(self._cell(cells, "from"), self._cell(cells, "to"))
        check_period(from_day, to_day, self.today)
        customers = _number(self._cell(cells, "customers"), self.decimal)
        check_customers(customers)
        return Figure(team_id, from_day, to_day, customers, new_team)

    def store(
        self, session: Session, items: Sequence[Figure], *, actor: Actor, batch_id: int
    ) -> Outcome:
        """Store figures for days that have none; the same figure again is a duplicate."""
        for item in items:
            if item.new_team:
                item.team_id = self.names.make_team(session, actor, item.new_team)
        known = _known(session, items)
        outcome, days = _compared(items, known)
        rows = [
            {"team_id": team, "on_day": day, "n": n, "batch_id": batch_id, "created_at": self.now}
            for (team, day), n in days.items()
        ]
        if rows:
            session.connection().execute(insert(CustomersServed), rows)
        return outcome

    def rehearse(self, session: Session, items: Sequence[Figure]) -> Outcome:
        """Return what storing would do; remember the figures for the rows to come."""
        outcome, days = _compared(items, {**_known(session, items), **self._rehearsed})
        self._rehearsed.update(days)
        return outcome

    def _cell(self, cells: list[str], name: str) -> str:
        place = self.place.get(name)
        return cells[place].strip() if place is not None else ""

    def _period(self, start: str, end: str) -> tuple[date, date]:
        if found := _WEEK.fullmatch(start):
            try:
                monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
            except ValueError:
                raise InvalidInput("The date can't be read.") from None
            return monday, monday + timedelta(days=6)
        from_day = self.dates.read(start)[1]
        if self.is_weekly:
            monday = from_day - timedelta(days=from_day.weekday())
            return monday, monday + timedelta(days=6)
        return from_day, self.dates.read(end)[1] if end else from_day


def _compared(
    items: Sequence[Figure], known: Mapping[tuple[int | str, date], int]
) -> tuple[Outcome, dict[tuple[int | str, date], int]]:
    """Tell new figures from known and from contradicting ones; return the new days too."""
    outcome, days = Outcome(0, 0), dict[tuple[int | str, date], int]()
    for place, item in enumerate(items):
        team = item.team_id or item.new_team
        shares = {(team, day): n for day, n in spread(item.customers, item.from_day, item.to_day)}
        there = {key: days.get(key, known.get(key)) for key in shares}
        if all(n is None for n in there.values()):
            outcome.created += 1
            days.update(shares)
        elif there == shares:
            outcome.duplicates += 1
        else:
            outcome.rejected[place] = _OTHER
    return outcome, days


def _known(session: Session, items: Sequence[Figure]) -> dict[tuple[int | str, date], int]:
    if not items:
        return {}
    table = CustomersServed
    first = min(item.from_day for item in items)
    last = max(item.to_day for item in items)
    query = select(col(table.team_id), col(table.on_day), col(table.n))
    rows = session.execute(query.where(col(table.on_day).between(first, last)))
    return {(team_id, day): n for team_id, day, n in rows}


def _number(text: str, decimal: str) -> int:
    """Read a whole number, with or without marks between the thousands.

    A mark that stands before decimals elsewhere in the file is none of thousands.
    """
    if _THOUSANDS.fullmatch(text) and not (decimal and decimal in text):
        return int(re.sub(r"\D", "", text))
    if not _WHOLE.fullmatch(text):
        raise InvalidInput("The number of customers must be a whole number, such as 120.")
    return int(text)

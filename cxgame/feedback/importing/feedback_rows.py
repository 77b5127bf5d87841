"""Turn the rows of a file into feedback entries, and store those."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from sqlmodel import Session

from cxgame import clock
from cxgame.errors import InvalidInput
from cxgame.feedback import bulk, store
from cxgame.feedback.cases import opening
from cxgame.feedback.customers import many, register
from cxgame.feedback.customers.register import Known
from cxgame.feedback.entries import Entry, check_day, tidy_tags, tidy_text, tidy_word
from cxgame.feedback.importing import delighted, row_key
from cxgame.feedback.importing.findings import Findings
from cxgame.feedback.importing.layouts import LAYOUTS
from cxgame.feedback.importing.names import Names
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.outcome import Outcome
from cxgame.feedback.importing.row_details import RowDetails
from cxgame.feedback.importing.row_kinds import RowKinds, What
from cxgame.feedback.kinds import Channel
from cxgame.feedback.scales import Band, band, parse_score
from cxgame.people.actor import Actor
from cxgame.tabular.dates import Dates
from cxgame.tabular.separated import SEPARATORS
from cxgame.tabular.source import Source

MOST_SCORES = 1_000  # different texts of scores that are remembered
_BETWEEN_TAGS = re.compile(r"[;,|]")
_PICKED = (
    *("score", "text", "team", "touchpoint", "customer", "submission_id", "tags"),
    *("survey", "kind", "name", "email", "phone"),
)


@dataclass(slots=True)
class Item:
    """An entry, with whom it is from, and names of a team and a touchpoint still to be made."""

    entry: Entry
    new_team: str = ""
    new_touchpoint: str = ""
    customer: Known | None = None


class FeedbackRows:
    """Read the rows of one file by one mapping."""

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
        self.today = clock.local_day(now)
        self.kinds = RowKinds(options, mapping, findings.highest)
        if self.kinds.needed not in mapping:
            raise InvalidInput(
                "No column was chosen for {field}. The file has: {columns}.",
                field=self.kinds.needed,
                columns=", ".join(source.columns),
            )
        self.width = len(source.columns)
        self.other_marks = [mark for mark in SEPARATORS if mark != source.separator]
        place = {column: index for index, column in enumerate(source.columns)}
        # A field without a column reads the empty cell that is put behind each row.
        self.date_place = place.get(mapping.get("collected_at", ""))
        self.pick = itemgetter(*(place.get(mapping.get(name, ""), self.width) for name in _PICKED))
        self.details = RowDetails(source.columns, options, mapping, dates)
        self.keys = row_key.RowKeys(source, options, mapping, is_mixed=self.kinds.is_by_column)
        layout = LAYOUTS.get(options.layout)
        self.prefix = layout.prefix if layout else ""
        self.channel = layout.channel if layout else Channel.FILE
        self.tells_who = any(name in mapping for name in ("name", "email", "phone"))
        self._scores: dict[tuple[str, What], tuple[int, Band]] = {}
        self._rehearsed: set[int] = set()

    def read(self, cells: list[str]) -> Item:
        """Return a row as an item; raise InvalidInput or NotFound with what is wrong."""
        if len(cells) != self.width:
            cells = self._fitted(cells)
        cells.append("")
        score, text, team, touchpoint, customer, key, tags, survey, kind, *who = map(
            str.strip, self.pick(cells)
        )
        what = self.kinds.of(survey, kind)
        at, day = self._moment(cells)
        entry = Entry(
            submission_id="",
            kind=what.kind,
            channel=self.channel,
            collected_at=at,
            on_day=day,
            text=tidy_text(text) if text else "",
            customer=tidy_word(self.prefix + customer) if customer else None,
        )
        self._set_score(entry, what, score)
        if tags:
            entry.tags = tidy_tags(delighted.tags(tags) or _BETWEEN_TAGS.split(tags))
        entry.details = self.details.read(cells)
        entry.team_id, new_team = self.names.team(team or self.options.team)
        entry.touchpoint_id, new_touchpoint = self.names.touchpoint(touchpoint)
        own = tidy_word(self.prefix + key) if key else None
        entry.submission_id = own or self.keys.key(cells)
        told = self._known(entry.customer, *who) if self.tells_who else None
        return Item(entry, new_team, new_touchpoint, told)

    def store(
        self, session: Session, items: Sequence[Item], *, actor: Actor, batch_id: int
    ) -> Outcome:
        """Store what is new, making the teams, touchpoints and customers that are missing."""
        for item in items:
            if item.new_team:
                item.entry.team_id = self.names.make_team(session, actor, item.new_team)
            if item.new_touchpoint:
                made = self.names.make_touchpoint(session, actor, item.new_touchpoint)
                item.entry.touchpoint_id = made
        self._note_customers(session, items, batch_id)
        entries = [item.entry for item in items]
        created = len(store.write(session, entries, now=self.now, batch_id=batch_id))
        return Outcome(created, len(entries) - created)

    def rehearse(self, session: Session, items: Sequence[Item]) -> Outcome:
        """Return what storing would do; remember the keys for the rows to come."""
        keys = [item.entry.submission_id for item in items]
        known = bulk.known_keys(session, keys)
        fresh = []
        for item, key in zip(items, keys, strict=True):
            number = hash(key)
            if key not in known and number not in self._rehearsed:
                fresh.append(item.entry)
            self._rehearsed.add(number)
        cases = opening.count_by_rules(session, fresh, now=self.now)
        return Outcome(len(fresh), len(keys) - len(fresh), cases=cases)

    def _fitted(self, cells: list[str]) -> list[str]:
        """Fill up a short row; a long one is shifted, unless what is too much is empty."""
        if any(map(str.strip, cells[self.width :])):
            raise InvalidInput("This row has more cells than there are columns.")
        if len(cells) == 1 and any(mark in cells[0] for mark in self.other_marks):
            raise InvalidInput("This row is separated by other marks than the heading.")
        return cells[: self.width] + [""] * (self.width - len(cells))

    def _moment(self, cells: list[str]) -> tuple[datetime, date]:
        if self.date_place is None:
            return self.now, self.today
        at, day = self.dates.read(cells[self.date_place])
        check_day(day, self.today)
        return at, day

    def _set_score(self, entry: Entry, what: What, text: str) -> None:
        if what.survey is None or what.scale is None:
            if not entry.text:
                raise InvalidInput("The text is missing.")
            return
        found = self._scores.get((text, what))
        if found is None:
            if not text:
                raise InvalidInput("The score is missing.")
            score = parse_score(text, what.scale)
            found = score, band(what.survey, what.scale, score)
            if len(self._scores) < MOST_SCORES:
                self._scores[text, what] = found
        entry.survey_kind, entry.scale = what.survey, what.scale
        entry.score, entry.band = found

    def _known(self, key: str | None, name: str, email: str, phone: str) -> Known | None:
        """Return what a row tells of whom it is from; of several numbers in its cell, the first."""
        if not (name or email or phone):
            return None  # a key alone says nothing that the record does not hold
        told = Known(key=key or "", name=name, email=email, phone=phone.split(";")[0])
        return register.tidied(told) if told.finds_somebody else None

    def _note_customers(self, session: Session, items: Sequence[Item], batch_id: int) -> None:
        told = [(item.entry, item.customer) for item in items if item.customer is not None]
        found = many.note_customers(
            session, [known for _entry, known in told], now=self.now, batch_id=batch_id
        )
        for (entry, _known), key in zip(told, found, strict=True):
            entry.customer = key

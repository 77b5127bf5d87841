"""Turn the rows of a file into feedback entries, and store those."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from sqlalchemy import select
from sqlmodel import Session, col

from cxgame.errors import InvalidInput
from cxgame.feedback import store
from cxgame.feedback.cases import opening
from cxgame.feedback.entries import (
    Entry,
    check_day,
    tidy_details,
    tidy_tags,
    tidy_text,
    tidy_word,
)
from cxgame.feedback.importing import mapping as mappings
from cxgame.feedback.importing.dates import Dates
from cxgame.feedback.importing.names import Names
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.outcome import Outcome
from cxgame.feedback.importing.source import Source
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Band, band, parse_score
from cxgame.people.actor import Actor

MOST_SCORES = 1_000  # different texts of scores that are remembered
_BETWEEN_TAGS = re.compile(r"[;,|]")
_BETWEEN_CELLS = "\x1f"
_PICKED = ("score", "text", "team", "touchpoint", "customer", "submission_id", "tags")


@dataclass(slots=True)
class Item:
    """An entry, and the names of a team and a touchpoint that have to be made for it."""

    entry: Entry
    new_team: str = ""
    new_touchpoint: str = ""


class FeedbackRows:
    """Read the rows of one file by one mapping.

    Without a key of the sender's the key is the row's content and how often it came before in
    the file; where there is no date column either, the file's hash too.
    """

    def __init__(
        self,
        source: Source,
        options: Options,
        mapping: Mapping[str, str],
        dates: Dates,
        names: Names,
        now: datetime,
        today: date,
    ) -> None:
        self.options, self.dates, self.names = options, dates, names
        self.now, self.today = now, today
        self.scale = options.checked_scale()
        self.width = len(source.columns)
        place = {column: index for index, column in enumerate(source.columns)}
        needed = "score" if self.scale else "text"
        if needed not in mapping:
            raise InvalidInput(
                "No column was chosen for {field}. The file has: {columns}.",
                field=needed,
                columns=", ".join(source.columns),
            )
        # A field without a column reads the empty cell that is put behind each row.
        self.date_place = place.get(mapping.get("collected_at", ""))
        self.pick = itemgetter(*(place.get(mapping.get(name, ""), self.width) for name in _PICKED))
        self.details = _details(source, options, mapping, place)
        self.seal, self.order = _seal(source, options, mapping, place)
        self._seen: set[int] = set()
        self._repeated: dict[int, int] = {}
        self._scores: dict[str, tuple[int, Band]] = {}
        self._rehearsed: set[int] = set()

    def read(self, cells: list[str]) -> Item:
        """Return a row as an item; raise InvalidInput or NotFound with what is wrong."""
        if len(cells) != self.width:
            cells = self._fitted(cells)
        cells.append("")
        score, text, team, touchpoint, customer, key, tags = map(str.strip, self.pick(cells))
        at, day = self._moment(cells)
        entry = Entry(
            submission_id="",
            kind=self.options.kind or Kind.SURVEY,
            channel=Channel.FILE,
            collected_at=at,
            on_day=day,
            text=tidy_text(text) if text else "",
            customer=tidy_word(customer) if customer else None,
        )
        self._set_score(entry, score)
        if tags:
            entry.tags = tidy_tags(_BETWEEN_TAGS.split(tags))
        if self.details:
            entry.details = tidy_details({name: cells[at] for name, at in self.details.items()})
        entry.team_id, new_team = self.names.team(team or self.options.team)
        entry.touchpoint_id, new_touchpoint = self.names.touchpoint(touchpoint)
        entry.submission_id = (tidy_word(key) if key else None) or self._key(cells)
        return Item(entry, new_team, new_touchpoint)

    def store(
        self, session: Session, items: Sequence[Item], *, actor: Actor, batch_id: int
    ) -> Outcome:
        """Store what is new, making the teams and touchpoints that are missing."""
        for item in items:
            if item.new_team:
                item.entry.team_id = self.names.make_team(session, actor, item.new_team)
            if item.new_touchpoint:
                made = self.names.make_touchpoint(session, actor, item.new_touchpoint)
                item.entry.touchpoint_id = made
        entries = [item.entry for item in items]
        created = len(store.write(session, entries, now=self.now, batch_id=batch_id))
        return Outcome(created, len(entries) - created)

    def rehearse(self, session: Session, items: Sequence[Item]) -> Outcome:
        """Return what storing would do; remember the keys for the rows to come."""
        keys = [item.entry.submission_id for item in items]
        table = FeedbackRecord
        known = set(
            session.scalars(
                select(col(table.submission_id)).where(col(table.submission_id).in_(keys))
            )
        )
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
        return cells[: self.width] + [""] * (self.width - len(cells))

    def _moment(self, cells: list[str]) -> tuple[datetime, date]:
        if self.date_place is None:
            return self.now, self.today
        at, day = self.dates.read(cells[self.date_place])
        check_day(day, self.today)
        return at, day

    def _set_score(self, entry: Entry, text: str) -> None:
        kind = self.options.survey
        if kind is None or self.scale is None:
            if not entry.text:
                raise InvalidInput("The text is missing.")
            return
        found = self._scores.get(text)
        if found is None:
            if not text:
                raise InvalidInput("The score is missing.")
            score = parse_score(text, self.scale)
            found = score, band(kind, self.scale, score)
            if len(self._scores) < MOST_SCORES:
                self._scores[text] = found
        entry.survey_kind, entry.scale = kind, self.scale
        entry.score, entry.band = found

    def _key(self, cells: list[str]) -> str:
        seal = self.seal.copy()
        seal.update(_BETWEEN_CELLS.join([cells[place].strip() for place in self.order]).encode())
        digest = seal.digest()
        number = int.from_bytes(digest[:8])
        if number not in self._seen:
            self._seen.add(number)
            return f"row:{digest.hex()}"
        times = self._repeated[number] = self._repeated.get(number, 1) + 1
        return f"row:{digest.hex()}:{times}"


def _details(
    source: Source, options: Options, mapping: Mapping[str, str], place: Mapping[str, int]
) -> dict[str, int]:
    """Return the metadata's names with their columns' places."""
    said = {name: place[col] for name, col in mapping.items() if name not in mappings.FEEDBACK}
    if options.only_mapped:
        return said
    used = set(mapping.values())
    return {**{name: place[name] for name in source.columns if name not in used}, **said}


def _seal(
    source: Source, options: Options, mapping: Mapping[str, str], place: Mapping[str, int]
) -> tuple["hashlib.blake2b", list[int]]:
    """Return what all keys of this file begin with, and its columns in the order of their names.

    A row is another record for another survey and for another team: two shops' exports may hold
    the same row. How the rest is mapped makes no difference, or mapping anew would count twice.
    """
    parts = [
        str(options.survey or options.kind),
        mapping["score" if options.survey else "text"],
        options.team,
        "" if "collected_at" in mapping else source.hash,
        *sorted(source.columns),
    ]
    start = hashlib.blake2b(_BETWEEN_CELLS.join(parts).encode(), digest_size=16)
    return start, [place[column] for column in sorted(source.columns)]

"""The day roll-ups that every score and leaderboard is read from."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel, col

from cxgame import db
from cxgame.feedback.entries import Entry
from cxgame.feedback.kinds import Kind, source_of
from cxgame.feedback.models import ScoreDay, VoiceDay
from cxgame.feedback.scales import Band

Insert = sqlite.Insert | postgresql.Insert
SCORE_COUNTS = ("n", "promoters", "passives", "detractors", "total", "squares")
_PLACE = {Band.PROMOTER: 1, Band.PASSIVE: 2, Band.DETRACTOR: 3}


class ScoreKey(NamedTuple):
    """The cell of an answer; 0 stands for no team and for no touchpoint."""

    survey_kind: str
    on_day: date
    team_id: int
    touchpoint_id: int
    scale_low: int
    scale_high: int
    is_reversed: bool


class VoiceKey(NamedTuple):
    """The cell of a complaint, a compliment, a suggestion or an observation."""

    kind: str
    on_day: date
    source: str
    team_id: int
    touchpoint_id: int


class Counts:
    """What a bunch of records adds to the roll-ups, cell by cell."""

    def __init__(self) -> None:
        self.scores: dict[ScoreKey, list[int]] = {}
        self.voices: dict[VoiceKey, list[int]] = {}

    def count(self, entry: Entry, times: int = 1) -> None:
        """Count a record, or with times=-1 take it out; held ones count nowhere."""
        if entry.held_reason is not None:
            return
        if entry.kind is Kind.SURVEY:
            self._count_score(entry, times)
            return
        key = VoiceKey(
            entry.kind,
            entry.on_day,
            source_of(entry.channel),
            entry.team_id or 0,
            entry.touchpoint_id or 0,
        )
        self.voices.setdefault(key, [0])[0] += times

    def add_score(self, key: ScoreKey, counts: Sequence[int]) -> None:
        """Add ready sums, in the order of SCORE_COUNTS."""
        cell = self.scores.setdefault(key, [0] * len(SCORE_COUNTS))
        for place, value in enumerate(counts):
            cell[place] += value

    def add_voice(self, key: VoiceKey, n: int) -> None:
        """Add a ready count."""
        self.voices.setdefault(key, [0])[0] += n

    def write(self, session: Session) -> None:
        """Add everything to the tables and drop the cells that became empty.

        The cells come in one order in every transaction, so that no two wait for each other.
        """
        _add(session, ScoreDay, ScoreKey._fields, SCORE_COUNTS, self.scores)
        _add(session, VoiceDay, VoiceKey._fields, ("n",), self.voices)

    def _count_score(self, entry: Entry, times: int) -> None:
        score, scale, band = entry.score, entry.scale, entry.band
        if entry.survey_kind is None or score is None or scale is None or band is None:
            raise ValueError("a survey answer has a kind, a score, a scale and a band")
        key = ScoreKey(
            entry.survey_kind,
            entry.on_day,
            entry.team_id or 0,
            entry.touchpoint_id or 0,
            scale.low,
            scale.high,
            scale.is_reversed,
        )
        cell = self.scores.get(key)
        if cell is None:
            cell = self.scores[key] = [0] * len(SCORE_COUNTS)
        cell[0] += times
        cell[_PLACE[band]] += times
        cell[4] += times * score
        cell[5] += times * score * score


def _add(
    session: Session,
    model: type[SQLModel],
    key_names: Sequence[str],
    count_names: Sequence[str],
    cells: dict[Any, list[int]],  # ScoreKey or VoiceKey; dict is invariant in its key
) -> None:
    changed = [(key, counts) for key, counts in sorted(cells.items()) if any(counts)]
    if not changed:
        return
    table = db.table_of(model)
    names = (*key_names, *count_names)
    session.connection().execute(
        _adding(db.insert(session, model), tuple(key_names), tuple(count_names)),
        [dict(zip(names, (*key, *counts), strict=True)) for key, counts in changed],
    )
    if any(counts[0] < 0 for _key, counts in changed):
        days = [key.on_day for key, _counts in changed]
        empty = delete(model).where(table.c.n == 0, table.c.on_day.between(min(days), max(days)))
        session.connection().execute(empty)


def drop_all(session: Session) -> None:
    """Empty both roll-ups: for making them anew."""
    session.connection().execute(delete(ScoreDay).where(col(ScoreDay.n).is_not(None)))
    session.connection().execute(delete(VoiceDay).where(col(VoiceDay.n).is_not(None)))


@lru_cache
def _adding(insert: Insert, key_names: tuple[str, ...], count_names: tuple[str, ...]) -> Insert:
    """Return the statement that adds to a cell or makes it; building it costs half an answer."""
    sums = {name: insert.table.c[name] + insert.excluded[name] for name in count_names}
    return insert.on_conflict_do_update(index_elements=list(key_names), set_=sums)

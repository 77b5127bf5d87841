"""Count answers by one or two dimensions: from the roll-ups where they suffice, else by SQL."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlmodel import Session, col

from cxgame import db
from cxgame.feedback.analysis import answered, dimensions, tagged
from cxgame.feedback.analysis.counts import Counts, of_band
from cxgame.feedback.analysis.dimensions import Dimension, Value
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.models import FeedbackRecord, ScoreDay
from cxgame.feedback.periods import start_of, starts_between
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut, within
from cxgame.people.actor import Actor

MOST_FIELDS = 20  # metadata fields to choose from
LOOKED_AT = 500  # of the newest records, to find the fields in use

Key = tuple[Value, ...]
Counted = dict[Key, Counts]


def count(
    session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut, by: Sequence[str]
) -> Counted:
    """Return the answers of every combination of values, over what the actor may see.

    A record with several tags, or several choices of an extra question, counts with each of them,
    one with none under None.
    """
    unit_of = dimensions.unit_of_team(session)
    found: Counted = {}
    for *values, counts in _rows(session, actor, kind, cut, by):
        key = tuple(
            dimensions.settle(one, value, unit_of=unit_of)
            for one, value in zip(by, values, strict=True)
        )
        found[key] = found.get(key, Counts()) + counts
    return found


def added(parts: Sequence[Mapping[Key, Counts]]) -> Counted:
    """Return the sum of counts of several times."""
    found: Counted = {}
    for part in parts:
        for key, counts in part.items():
            found[key] = found.get(key, Counts()) + counts
    return found


def months_of(cut: Cut) -> list[Cut]:
    """Return a cut month by month, so that slow readings can tell how far they are."""
    if cut.since is None or cut.until is None or cut.until < cut.since:
        return [cut]
    starts = starts_between(start_of(cut.since, "month"), start_of(cut.until, "month"), "month")
    firsts = [max(cut.since, start) for start in starts]
    lasts = [*(start - timedelta(days=1) for start in starts[1:]), cut.until]
    return [
        Cut(first, last, cut.team_id, cut.unit_id, cut.touchpoint_id)
        for first, last in zip(firsts, lasts, strict=True)
    ]


def distribution(
    session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut
) -> dict[tuple[int, int], dict[int, int]]:
    """Return how often each raw score was given, by the scale (low, high) that it stands on."""
    record = FeedbackRecord
    keys = [col(record.scale_low), col(record.scale_high), col(record.score)]
    query = _counted(select(*keys, func.count()), kind).group_by(*keys)
    found: dict[tuple[int, int], dict[int, int]] = {}
    for low, high, given, n in session.execute(within(query, cut, record, actor)):
        found.setdefault((low, high), dict.fromkeys(range(low, high + 1), 0))[given] = n
    return found


def fields(session: Session, *, actor: Actor) -> list[str]:
    """Return the metadata fields of the newest answers, the most frequent first.

    What differs from answer to answer, such as an order's number, parts nothing and is left out.
    """
    record = FeedbackRecord
    query = select(col(record.details)).where(
        col(record.details).is_not(None), col(record.survey_kind).is_not(None)
    )
    newest = within(query, Cut(), record, actor).order_by(col(record.id).desc()).limit(LOOKED_AT)
    seen: dict[str, list[str]] = {}
    for details in session.scalars(newest):
        for name, value in (details or {}).items():
            seen.setdefault(name, []).append(value)
    parting = [name for name, found in seen.items() if 2 * len(set(found)) <= len(found) + 1]
    return sorted(parting, key=lambda name: (-len(seen[name]), name))[:MOST_FIELDS]


def _rows(
    session: Session, actor: Actor, kind: SurveyKind, cut: Cut, by: Sequence[str]
) -> list[tuple[Any, ...]]:
    """Return rows of the raw values and their counts."""
    if all(one in dimensions.ROLLED_UP for one in by):
        return _rolled_up(session, actor, kind, cut, by)
    asked = answered.tables(by)
    named = [_named(session, one, place, asked) for place, one in enumerate(by)]
    query = _joined(select(*named, col(FeedbackRecord.band)), by, asked)
    # PostgreSQL takes an expression with a constant in SELECT and in GROUP BY for two.
    inner = within(_counted(query, kind), cut, FeedbackRecord, actor).subquery()
    keys = [inner.c[f"by_{place}"] for place in range(len(by))]
    grouped = select(*keys, inner.c.band, func.count()).group_by(*keys, inner.c.band)
    return [(*values, of_band(band, n)) for *values, band, n in session.execute(grouped)]


def _rolled_up(
    session: Session, actor: Actor, kind: SurveyKind, cut: Cut, by: Sequence[str]
) -> list[tuple[Any, ...]]:
    keys = list(dict.fromkeys(dimensions.rolled_up(one) for one in by))
    sums = [func.sum(getattr(ScoreDay, name)) for name in ("promoters", "passives", "detractors")]
    query = select(*(keys or [literal(None)]), *sums).where(col(ScoreDay.survey_kind) == kind)
    found = session.execute(within(query.group_by(*keys), cut, ScoreDay, actor))
    places = [keys.index(dimensions.rolled_up(one)) for one in by]
    return [
        (*(row[place] for place in places), Counts(*(int(n) for n in row[-3:])))
        for row in found
        if row[-1] is not None
    ]


def _named(session: Session, by: str, place: int, asked: answered.Tables) -> Any:
    if by in asked:
        value = asked[by].c.value
    else:
        value = tagged.value() if by == Dimension.TAG else dimensions.recorded(session, by)
    return value.label(f"by_{place}")


def _joined(
    query: Select[*tuple[Any, ...]], by: Sequence[str], asked: answered.Tables
) -> Select[*tuple[Any, ...]]:
    """Bring in the customers, the tags and the extra answers, where a dimension lies there."""
    source: Any = db.table_of(FeedbackRecord)
    if dimensions.OF_CUSTOMERS.intersection(by):
        source = source.outerjoin(Customer, col(Customer.key) == col(FeedbackRecord.customer))
    if Dimension.TAG in by:
        source = tagged.joined(source)
    source = answered.joined(source, asked)
    return query.select_from(source)


def _counted(query: Select[*tuple[Any, ...]], kind: SurveyKind) -> Select[*tuple[Any, ...]]:
    """Keep to the answers of a kind that count in figures."""
    record = FeedbackRecord
    return query.where(col(record.survey_kind) == kind, col(record.is_held).is_(False))

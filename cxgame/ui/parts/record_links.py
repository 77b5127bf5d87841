"""The address of the records behind a figure: the one place that knows how it is written."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

from cxgame.feedback.analysis.dimensions import FIELD, Dimension, Value, question_of
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.ui import address

Parts = Iterable[tuple[str, Value]]  # a dimension, and the value that the records have

# What the page of the records calls a dimension in its address.
_NAMES = {
    Dimension.TEAM: "team",
    Dimension.UNIT: "unit",
    Dimension.TOUCHPOINT: "touchpoint",
    Dimension.CHANNEL: "channel",
    Dimension.SURVEY: "survey",
    Dimension.SEGMENT_VALUE: "value",
    Dimension.SEGMENT_NEED: "need",
    Dimension.LANGUAGE: "language",
    Dimension.STEP: "step",
    Dimension.TAG: "tag",
}

NAMES = (
    *_NAMES.values(),
    *("since", "until", "kind", "scale", "band", "field", "is", "question", "answer"),
)


def records(
    cut: Cut,
    *parts: tuple[str, Value],
    kind: Kind | None = None,
    survey_kind: SurveyKind | None = None,
    band: Band | None = None,
) -> str:
    """Return the address, without a leading slash, of the records that a figure rests on.

    Return "" where the page cannot show these records and no others.
    """
    where: dict[str, str] = {}
    for by, value in parts:
        if by == Dimension.MONTH and isinstance(value, str):
            cut = _in_month(cut, value)
            continue
        named = _marked(by, value)
        if named and named.keys() & where.keys():
            return ""  # the page asks for one field and one question at a time
        if named:
            where |= named
            continue
        name = _NAMES.get(by)  # type: ignore[call-overload]  # a field of the metadata has none
        if name is None or value is None:
            return ""
        where[name] = str(value)
    told = {
        "since": cut.since.isoformat() if cut.since else "",
        "until": cut.until.isoformat() if cut.until else "",
        "team": str(cut.team_id or ""),
        "unit": str(cut.unit_id or ""),
        "touchpoint": str(cut.touchpoint_id or ""),
        "kind": kind.value if kind else "",
        "scale": survey_kind.value if survey_kind else "",
        "band": band.value if band else "",
        **where,
    }
    return "records?" + urlencode({name: value for name, value in told.items() if value})


def _marked(by: str, value: Value) -> dict[str, str]:
    """Return how a field or an extra question is asked for, nothing for any other dimension."""
    if value is None:
        return {}
    if by.startswith(FIELD):
        return {"field": by.removeprefix(FIELD), "is": str(value)}
    asked = question_of(by)
    return {"question": str(asked), "answer": str(value)} if asked else {}


def _in_month(cut: Cut, month: str) -> Cut:
    """Keep to a month, written as 2026-03."""
    first = date.fromisoformat(f"{month}-01")
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return replace(
        cut,
        since=max(first, cut.since) if cut.since else first,
        until=min(last, cut.until) if cut.until else last,
    )


def asked() -> str:
    """Return the query of the records that this page's address asks for, "" for none."""
    told = {name: address.read(name) for name in NAMES}
    return urlencode({name: value for name, value in told.items() if value})

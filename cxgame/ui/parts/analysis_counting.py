"""Load counts for the analysis; what takes longer tells month by month how far it is."""

from collections.abc import Sequence

import streamlit as st

from cxgame.feedback.analysis import counting, dimensions
from cxgame.feedback.analysis.counting import Counted
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.analysis.crosstab import Grouping
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.insight import counted as readings
from cxgame.people.actor import Actor
from cxgame.ui.text import _
from cxgame.ui.work import load


def counts(
    actor: Actor, kind: SurveyKind, cut: Cut, wanted: Sequence[Grouping]
) -> dict[Grouping, Counted]:
    """Return the counts of each grouping; slow ones are read month by month, with a bar."""
    months = {by: counting.months_of(cut) if dimensions.is_slow(*by) else [cut] for by in wanted}
    steps = sum(len(parts) for parts in months.values())
    bar = st.progress(0.0, _("Counting the answers…")) if steps > len(wanted) else None
    found: dict[Grouping, list[Counted]] = {by: [] for by in wanted}
    done = 0
    for by, parts in months.items():
        for part in parts:
            made = load(readings.counted, actor=actor, kind=kind, cut=part, by=by)
            found[by].append(made)
            done += 1
            if bar:
                bar.progress(done / steps, _("Counting the answers…"))
    if bar:
        bar.empty()
    return {by: counting.added(parts) for by, parts in found.items()}


def total_of(actor: Actor, kind: SurveyKind, cut: Cut) -> Counts:
    """Return all answers of a cut, each counted once."""
    made = load(readings.counted, actor=actor, kind=kind, cut=cut, by=())
    return made.get((), Counts())

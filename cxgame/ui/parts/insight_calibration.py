"""Whether the estimate comes true, as a chart with its finding for a title."""

from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from cxgame import i18n
from cxgame.charts import learning as charts
from cxgame.charts import theme
from cxgame.i18n import N_
from cxgame.insight.knowledge.calibration import FEWEST, Calibration, Verdict
from cxgame.look import markup
from cxgame.ui.parts import insight
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale

LITTLE = {
    Verdict.HOPEFUL: N_("The estimate is a little hopeful: it says {said}, {seen} came true"),
    Verdict.CAUTIOUS: N_("The estimate is a little cautious: it says {said}, {seen} came true"),
}
FINDINGS = {
    Verdict.TOO_FEW: N_("Whether the estimate comes true: cannot tell yet"),
    Verdict.TRUE: N_("The estimate comes true: it says {said}, {seen} came true"),
    Verdict.BLUNT: N_(
        "On the whole the estimate comes true ({said}, then {seen}), but it does not tell "
        "questions apart"
    ),
    Verdict.HOPEFUL: N_("The estimate is too hopeful: it says {said}, {seen} came true"),
    Verdict.CAUTIOUS: N_("The estimate is too cautious: it says {said}, {seen} came true"),
}


def card(made: Calibration) -> None:
    """Show how the estimate did; a sentence alone while there are too few reviews."""
    if not made.n:
        return
    title = finding(made)
    is_drawn = made.verdict is not Verdict.TOO_FEW
    with st.container(border=True):
        sheet(
            markup.render(
                "insight/calibration.html",
                locale(),
                title=title,
                n=made.n,
                needed=FEWEST,
                is_drawn=is_drawn,
                score=score(made),
            ),
            key="calibration",
        )
        if is_drawn:
            st.vega_lite_chart(drawn(made, locale()), alt=f"{title}. {told(made)}")


def finding(made: Calibration) -> str:
    """Return what the reviews say of the estimate, computed from them."""
    words = LITTLE if made.is_little and made.verdict in LITTLE else FINDINGS
    return _(
        words[made.verdict],
        said=insight.share(made.predicted),
        seen=insight.share(made.observed),
    )


def score(made: Calibration) -> str:
    """Return whether the estimate is worth more than one figure for all, with both scores."""
    values = {
        "brier": i18n.number(locale(), made.brier, 3),
        "base": i18n.number(locale(), made.base, 3),
    }
    if made.tells_more:
        words = N_(
            "It tells questions apart: its Brier score is {brier}, "
            "that of one share for all {base}."
        )
        return _(words, **values)
    words = N_(
        "It does not tell questions apart yet: its Brier score is {brier}, "
        "that of one share for all {base}."
    )
    return _(words, **values)


def told(made: Calibration) -> str:
    """Return the chart in words, for those who don't see it."""
    return "; ".join(
        _("says {said}, came true {seen}, n {n}", said=insight.share(one.predicted),
          seen=insight.share(one.observed), n=one.n)
        for one in made.bins
    )  # fmt: skip


@lru_cache(maxsize=64)
def drawn(made: Calibration, language: str) -> dict[str, Any]:
    """Return the finished chart; the same figures are drawn once a language."""
    words = charts.CalibrationWords(
        predicted=i18n.translate(language, "Estimated recall"),
        observed=i18n.translate(language, "Came true"),
        low=i18n.translate(language, "Interval, from"),
        high=i18n.translate(language, "Interval, to"),
        n=i18n.translate(language, "Reviews"),
        ideal=i18n.translate(language, "as estimated"),
    )
    frame = pd.DataFrame(
        {
            name: [getattr(one, name) for one in made.bins]
            for name in ("predicted", "observed", "low", "high", "n")
        }
    )
    return theme.spec(charts.calibration(frame, words=words), language)

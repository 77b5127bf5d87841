"""Analysis: scores with their doubt, parted, compared and traced to their reasons."""

from cxgame import clock
from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import analysis as parts
from cxgame.ui.parts import (
    analysis_causes,
    analysis_overview,
    analysis_parts,
    analysis_periods,
    analysis_platforms,
    analysis_reasons,
    analysis_table,
)

actor = require_actor()
today = clock.local_day(clock.now())
asked = parts.asked(today)

with page():
    parts.head(actor, asked)
    match asked.view:
        case "clusters":
            analysis_parts.clusters(actor, asked)
        case "table":
            analysis_table.show(actor, asked)
        case "drivers":
            analysis_parts.drivers(actor, asked)
        case "reasons":
            analysis_reasons.show(actor, asked)
        case "periods":
            analysis_periods.show(actor, asked)
        case "platforms":
            analysis_platforms.show(actor, asked, today)
        case "causes":
            analysis_causes.show(actor)
        case _:
            analysis_overview.show(actor, asked)

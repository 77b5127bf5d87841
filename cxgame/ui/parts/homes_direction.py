"""The director's page: signals told from noise, units, plans, load, learning."""

from markupsafe import Markup

from cxgame import i18n
from cxgame.boards.models import Level
from cxgame.boards.overview import Stuck
from cxgame.control.signals import Verdict
from cxgame.i18n import N_
from cxgame.insight.direction import Direction, UnitLine
from cxgame.insight.kpis import KpiKey, signals_of
from cxgame.look import markup
from cxgame.ui.parts import direction_words, readings
from cxgame.ui.text import _, locale, ngettext

LEVELS = {
    Level.STRATEGIC: N_("Strategic"),
    Level.TACTICAL: N_("Tactical"),
    Level.OPERATIONAL: N_("Operational"),
}


def render(facts: Direction, unit_id: int | None) -> Markup:
    """Return the page in the reader's language."""
    most = max((max(one.accountable, one.responsible) for one in facts.load), default=1)
    return markup.render(
        "homes/direction.html",
        locale(),
        sentence=_sentence(facts),
        units=[("", _("All units")), *((str(unit.id), unit.name) for unit in facts.units)],
        unit_id=str(unit_id or ""),
        tiles=[readings.tile(kpi, "leaderboard") for kpi in facts.kpis],
        by_unit=[_unit(line) for line in facts.by_unit],
        levels=[
            (_(name), [one for one in facts.stages if one.level is level], level)
            for level, name in LEVELS.items()
        ],
        stuck=[_stuck(one) for one in facts.stuck[:6]],
        more_stuck=max(0, len(facts.stuck) - 6),
        load=facts.load[:8],
        most=most,
        training=facts.training,
        objectives=[direction_words.line(one) for one in facts.objectives],
    )


def _sentence(facts: Direction) -> str:
    """Say how many figures carry a signal: counted, never written by hand."""
    if all(kpi.verdict is Verdict.TOO_FEW for kpi in facts.kpis):
        return _("Too few months yet to tell a signal from noise.")
    found = signals_of(facts.kpis)
    if not found:
        return _("No signal in the last whole month: all figures move as they usually do.")
    return ngettext(
        "{n} signal among {total} figures in the last whole month. The rest is noise.",
        "{n} signals among {total} figures in the last whole month. The rest is noise.",
        len(found),
        total=len(facts.kpis),
    )


def _unit(line: UnitLine) -> dict[str, object]:
    words = ngettext("{n} answer", "{n} answers", line.nps.n)
    if line.nps.score is not None:
        low, high = (readings.figure(KpiKey.NPS, value) for value in (line.nps.low, line.nps.high))
        words = f"{_('between {low} and {high}', low=low, high=high)} · {words}"
    return {
        "name": line.name,
        "nps": line.nps,
        "value": readings.figure(KpiKey.NPS, line.nps.score),
        "words": words,
        "rate": readings.figure(KpiKey.COMPLAINTS, line.complaints.score),
        "address": f"direction?unit={line.id}",
    }


def _stuck(one: Stuck) -> dict[str, str]:
    why = " ".join(i18n.translate(locale(), r.message, **r.values) for r in one.reasons[:1])
    return {
        "title": one.title,
        "sub": " · ".join(part for part in (one.column, one.team, why) if part),
        "side": ngettext("{n} day", "{n} days", one.days),
        "address": f"board?level={one.level}&card={one.card_id}",
    }

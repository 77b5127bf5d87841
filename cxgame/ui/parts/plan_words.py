"""Plans in words: figures, findings, verdicts, and the boxes of the one page."""

from dataclasses import dataclass

from cxgame import i18n
from cxgame.boards.plans.effect import Effect
from cxgame.boards.plans.pdca import Finding, PlanKpi, Verdict
from cxgame.boards.plans.queries import PlanView
from cxgame.boards.views import CardView
from cxgame.i18n import N_
from cxgame.ui import figures, money
from cxgame.ui.parts import card_words
from cxgame.ui.text import _, locale

KPIS = {
    PlanKpi.NPS: N_("NPS"),
    PlanKpi.CES: N_("CES, found it easy"),
    PlanKpi.CSAT: N_("CSAT, satisfied"),
    PlanKpi.STARS: N_("4 or 5 stars"),
    PlanKpi.COMPLAINTS: N_("Complaints per 1,000"),
    PlanKpi.OWN: N_("A figure of our own"),
}
FINDINGS = {
    Finding.REACHED: (N_("A real change, and the goal is reached."), "good", "trending_up"),
    Finding.BETTER: (N_("A real change for the better, short of the goal."), "info", "trending_up"),
    Finding.NOISE: (N_("No real change: it goes up and down as always."), "plain", "waves"),
    Finding.WORSE: (N_("A real change for the worse."), "late", "trending_down"),
    Finding.TOO_FEW: (
        N_("Can't tell yet: it takes 8 whole weeks with data before and after."),
        "plain",
        "help",
    ),
    Finding.TOLD: (
        N_("Kept elsewhere: nothing here can tell a change from chance."),
        "plain",
        "edit_note",
    ),
}
VERDICTS = {
    Verdict.EFFECTIVE: (N_("It worked"), "good", "verified"),
    Verdict.INEFFECTIVE: (N_("It did not work"), "late", "replay"),
    Verdict.CANNOT_TELL: (N_("Can't tell"), "plain", "help"),
}


@dataclass(frozen=True)
class Box:
    """A box of the one page: its title and its lines, (label, words) each; "" is no label."""

    title: str
    lines: tuple[tuple[str, str], ...]


def name_of(plan: PlanView) -> str:
    """Return what the promised figure is called, "" while none is."""
    if plan.form.kpi is None:
        return ""
    if plan.form.kpi is PlanKpi.OWN:
        return plan.form.kpi_name
    return _(KPIS[plan.form.kpi])


def figure(kpi: PlanKpi | None, value: float | None) -> str:
    """Return a value as people write it."""
    if value is None or kpi is None:
        return "–"
    match kpi:
        case PlanKpi.NPS:
            return i18n.number(locale(), value)
        case PlanKpi.COMPLAINTS:
            return i18n.number(locale(), value, 1)
        case PlanKpi.OWN:
            return figures.shown(value, most=2)
    return i18n.percent(locale(), value)


def promise(plan: PlanView) -> str:
    """Return the promise in one line, such as “Complaints per 1,000: 16.2 → 6.0”."""
    kpi = plan.form.kpi
    if kpi is None:
        return ""
    return _(
        "{name}: {before} → {goal}",
        name=name_of(plan),
        before=figure(kpi, plan.form.baseline),
        goal=figure(kpi, plan.form.goal),
    )


def boxes(card: CardView, plan: PlanView, effect: Effect | None, steps: list[str]) -> list[Box]:
    """Return the boxes of an A3 in reading order."""
    form = card.form
    return [
        Box(_("Background"), _lines((_("Why"), form.why), (_("Where"), form.place))),
        Box(_("How it stands"), _state(plan, effect)),
        Box(_("Root cause"), _lines(("", plan.form.root_cause), (_("Learned"), plan.learned))),
        Box(_("Goal"), _goal(plan)),
        Box(
            _("What is done"),
            _lines(
                (_("What"), form.what),
                (_("How"), form.how),
                (_("When"), card_words.when(form)),
                (_("What it costs"), money.typed(form.cost_cents)),
                *((f"{at}.", step) for at, step in enumerate(steps, start=1)),
            ),
        ),
        Box(_("Check and learn"), _check(plan)),
    ]


def _lines(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((label, words) for label, words in pairs if words)


def _state(plan: PlanView, effect: Effect | None) -> tuple[tuple[str, str], ...]:
    kpi = plan.form.kpi
    if kpi is None:
        return ()
    rows = [(name_of(plan), figure(kpi, plan.form.baseline))]
    if plan.baseline_n:
        count = i18n.number(locale(), plan.baseline_n)
        rows.append((_("Rests on"), _("{n} in 90 days", n=count)))
    if effect and effect.limits:
        lowest = min(effect.limits) if kpi in (PlanKpi.NPS, PlanKpi.OWN) else 0.0  # no rate below
        low, center, high = (figure(kpi, max(lowest, one)) for one in effect.limits)
        usual = _("{low} to {high}, {center} in the middle", low=low, high=high, center=center)
        rows.append((_("Usual from week to week"), usual))
    if effect and effect.after is not None:
        rows.append((_("Since the work"), figure(kpi, effect.after)))
    return tuple(rows)


def _goal(plan: PlanView) -> tuple[tuple[str, str], ...]:
    day = plan.form.check_on
    return _lines(
        ("", promise(plan)),
        (_("Checked on"), i18n.day(locale(), day) if day else ""),
        (_("Checked by"), ", ".join(plan.checkers)),
    )


def _check(plan: PlanView) -> tuple[tuple[str, str], ...]:
    judged = plan.judged
    if judged is None:
        return ()
    told = figure(plan.form.kpi, judged.measured)
    return _lines(
        (_("Verdict"), _(VERDICTS[judged.verdict][0])),
        (_("The figure"), _(FINDINGS[judged.finding][0])),
        (_("Measured"), told if judged.measured is not None else ""),
        (_("Said by {who}", who=judged.who or "–"), judged.says),
        (_("When"), card_words.day_of(judged.at)),
    )

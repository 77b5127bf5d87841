"""What people type into a plan's promise: checked and tidied."""

import math
from dataclasses import dataclass, fields, replace
from datetime import date

from cxgame.boards import form as forms
from cxgame.boards.plans.models import Plan
from cxgame.boards.plans.pdca import PlanKpi
from cxgame.errors import InvalidInput

LONGEST_NAME = 80
_RANGES = {
    PlanKpi.NPS: (-100.0, 100.0),
    PlanKpi.CES: (0.0, 100.0),
    PlanKpi.CSAT: (0.0, 100.0),
    PlanKpi.STARS: (0.0, 100.0),
    PlanKpi.COMPLAINTS: (0.0, 1_000.0),
    PlanKpi.OWN: (-1e9, 1e9),
}


@dataclass(frozen=True)
class PlanForm:
    """A plan's cause and promise; `baseline` is typed for a figure of one's own alone."""

    root_cause: str = ""
    kpi: PlanKpi | None = None
    kpi_name: str = ""
    baseline: float | None = None
    goal: float | None = None
    check_on: date | None = None
    verifier_id: int | None = None


def clean(form: PlanForm) -> PlanForm:
    """Return the form tidied; raise InvalidInput for what can't be promised."""
    tidy = replace(
        form,
        root_cause=forms.text(form.root_cause),
        kpi_name=" ".join(form.kpi_name.split())[:LONGEST_NAME] if form.kpi is PlanKpi.OWN else "",
    )
    if tidy.kpi is None:
        return replace(tidy, baseline=None, goal=None)
    if tidy.kpi is PlanKpi.OWN and not tidy.kpi_name:
        raise InvalidInput("Give your own figure a name, with its unit.")
    low, high = _RANGES[tidy.kpi]
    for value in (tidy.baseline, tidy.goal):
        if value is not None and not (math.isfinite(value) and low <= value <= high):
            raise InvalidInput(
                "This figure lies between {low} and {high}.", low=f"{low:g}", high=f"{high:g}"
            )
    return tidy


def of_plan(plan: Plan | None) -> PlanForm:
    """Return what a plan says, as its form shows it."""
    if plan is None:
        return PlanForm()
    return PlanForm(
        root_cause=plan.root_cause,
        kpi=PlanKpi(plan.kpi) if plan.kpi else None,
        kpi_name=plan.kpi_name,
        baseline=plan.baseline,
        goal=plan.goal,
        check_on=plan.check_on,
        verifier_id=plan.verifier_id,
    )


def difference(old: PlanForm, new: PlanForm) -> dict[str, tuple[object, object]]:
    """Return {field: (old, new)} of what differs, as plain JSON values."""
    pairs = {
        field.name: (_plain(getattr(old, field.name)), _plain(getattr(new, field.name)))
        for field in fields(PlanForm)
    }
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, PlanKpi) else value

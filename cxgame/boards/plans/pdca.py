"""The words of PDCA as plain values: figures, findings, verdicts, and what a gate looks at."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cxgame.errors import Reason


class PlanKpi(StrEnum):
    """The figure that a plan promises to move."""

    NPS = "nps"
    CES = "ces"
    CSAT = "csat"
    STARS = "stars"
    COMPLAINTS = "complaints"  # per 1,000 served
    OWN = "own"  # kept elsewhere and typed in: no signal can be told from noise


class Finding(StrEnum):
    """What the figure itself says at the check."""

    REACHED = "reached"  # a signal for the better, and the goal is met
    BETTER = "better"  # a signal for the better, short of the goal
    NOISE = "noise"  # no more than what always goes up and down
    WORSE = "worse"
    TOO_FEW = "too_few"  # not enough points before or after
    TOLD = "told"  # a figure of one's own: somebody's word


class Verdict(StrEnum):
    """What the person who checked says."""

    EFFECTIVE = "effective"
    INEFFECTIVE = "ineffective"
    CANNOT_TELL = "cannot_tell"


# What may be said where the figure shows this; nobody calls noise a success.
ALLOWED = {
    Finding.REACHED: (Verdict.EFFECTIVE, Verdict.INEFFECTIVE),
    Finding.BETTER: (Verdict.EFFECTIVE, Verdict.INEFFECTIVE),
    Finding.NOISE: (Verdict.INEFFECTIVE,),
    Finding.WORSE: (Verdict.INEFFECTIVE,),
    Finding.TOO_FEW: (Verdict.CANNOT_TELL,),
    Finding.TOLD: (Verdict.EFFECTIVE, Verdict.INEFFECTIVE, Verdict.CANNOT_TELL),
}


def is_lower_better(kpi: PlanKpi, baseline: float | None, goal: float | None) -> bool:
    """Tell which way is up; of a figure of one's own, its goal tells."""
    if kpi is PlanKpi.OWN:
        return baseline is not None and goal is not None and goal < baseline
    return kpi is PlanKpi.COMPLAINTS


@dataclass(frozen=True)
class PlanFacts:
    """What the gates look at in a plan.

    `missing` is what its A could not yet approve; `is_open` while it has promised no figure.
    """

    missing: tuple[Reason, ...] = ()
    is_open: bool = True
    is_verified: bool = False
    check_on: date | None = None
    verifier_id: int | None = None

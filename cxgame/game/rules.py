"""What brings points: the one table, shown to everybody as it stands here."""

from dataclasses import dataclass
from math import floor

from cxgame.i18n import N_

QUESTION, SCENARIO, MODULE = "question_right", "scenario_played", "module_passed"
REVIEW, PRACTICE = "review_right", "practice_done"
KUDOS, MISSION = "kudos_received", "mission_reached"
CASE, IDEA = "case_closed", "idea_accepted"
CORRECTION = (
    "correction"  # brings what an administrator writes, with the reason; no rule of its own
)
CORRECTED = N_("Correction")
UNITS = (MODULE, PRACTICE)  # one of these on a shift keeps a streak
SECOND_TRY = 0.5
REASON_CAP = N_("The day's limit for this was reached.")
REASON_OFF = N_("This rule was switched off.")


@dataclass(frozen=True)
class Rule:
    """How many points something brings, and at most on one day; both texts are message ids.

    What `is_kept` is written down even where it brings nothing: badges, streaks and missions
    follow from the ledger alone.
    """

    key: str
    points: int
    daily_cap: int
    words: str
    explanation: str
    icon: str
    is_kept: bool = False
    is_on: bool = True


RULES = {
    rule.key: rule
    for rule in (
        Rule(
            key=QUESTION,
            points=5,
            daily_cap=150,
            words=N_("Question answered right"),
            explanation=N_("Full points the first time, half the second time, then none."),
            icon="task_alt",
        ),
        Rule(
            key=SCENARIO,
            points=15,
            daily_cap=60,
            words=N_("Conversation played to its end"),
            explanation=N_("In proportion to how well you served; half when you play it again."),
            icon="forum",
        ),
        Rule(
            key=MODULE,
            points=40,
            daily_cap=160,
            words=N_("Module passed"),
            explanation=N_("Full points at the first attempt, half at the second, then none."),
            icon="school",
            is_kept=True,
        ),
        Rule(
            key=REVIEW,
            points=5,
            daily_cap=100,
            words=N_("Review answered right"),
            explanation=N_("Only when the review was due, and right the first time."),
            icon="replay",
        ),
        Rule(
            key=PRACTICE,
            points=10,
            daily_cap=10,
            words=N_("Practice of the day finished"),
            explanation=N_("Once a day, however many cards it held."),
            icon="bolt",
            is_kept=True,
        ),
        Rule(
            key=KUDOS,
            points=5,
            daily_cap=10,
            words=N_("Kudos received"),
            explanation=N_(
                "From a colleague or a customer; thanks given back within a week bring none."
            ),
            icon="favorite",
            is_kept=True,
        ),
        Rule(
            key=CASE,
            points=10,
            daily_cap=30,
            words=N_("Case closed well"),
            explanation=N_(
                "In time, with the customer heard; not for what you wrote down yourself."
            ),
            icon="handshake",
        ),
        Rule(
            key=IDEA,
            points=20,
            daily_cap=40,
            words=N_("Idea taken up"),
            explanation=N_("An observation of yours that your manager took up, once for each."),
            icon="lightbulb",
        ),
        Rule(
            key=MISSION,
            points=50,
            daily_cap=150,
            words=N_("Team mission reached"),
            explanation=N_("The same for everybody in the team, once for each mission."),
            icon="flag",
            is_kept=True,
        ),
    )
}


@dataclass(frozen=True)
class Prize:
    """Points to write down, and why they are fewer than the rule says (a message id), if so."""

    points: int
    reason: str = ""


def share_of(tried: int, share: float) -> int:
    """Return how much of the full prize a try was worth, in percent, whatever the rule brings."""
    return round(100 * _part(tried, share))


def prize(rule: Rule, *, tried: int, share: float, earned_today: int) -> Prize:
    """Return what the `tried`-th try (1, 2, …) brings to whoever earned so much by the rule today.

    `share` (0-1) is how well it went. Halves are rounded up; the day's cap comes last.
    """
    if not rule.is_on:
        return Prize(0, REASON_OFF)
    wanted = floor(rule.points * _part(tried, share) + 0.5)
    left = max(0, rule.daily_cap - earned_today)
    return Prize(wanted) if wanted <= left else Prize(left, REASON_CAP)


def _part(tried: int, share: float) -> float:
    return {1: 1.0, 2: SECOND_TRY}.get(tried, 0.0) * min(1.0, max(0.0, share))

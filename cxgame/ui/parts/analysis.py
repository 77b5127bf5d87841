"""The analysis page: what its address asks for, its one row of filters, its views."""

from dataclasses import dataclass
from datetime import date, timedelta

from cxgame import i18n
from cxgame.feedback import scores
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import queries
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

OVERVIEW = "overview"
VIEWS = {
    OVERVIEW: N_("Overview"),
    "clusters": N_("Diagnosis"),
    "table": N_("Cross-tab"),
    "drivers": N_("Drivers"),
    "reasons": N_("Reasons"),
    "periods": N_("Two periods"),
    "platforms": N_("Reputation"),
    "causes": N_("Causes"),
}
USUAL = "6m"  # the diagnosis looks at six months
DAYS = {"30d": 30, "90d": 90, USUAL: 182, "12m": 365}
PERIODS = {
    "30d": N_("Last 30 days"),
    "90d": N_("Last 90 days"),
    USUAL: N_("Last 6 months"),
    "12m": N_("Last 12 months"),
    "days": N_("Other dates"),
}
FILTERS = ("kind", "period", "unit", "team", "touchpoint")
LONGEST = 3 * 366  # days of a period that is drawn at once


@dataclass(frozen=True)
class Asked:
    """What the address asks to see; the cut always has a first and a last day."""

    view: str
    kind: SurveyKind
    period: str
    cut: Cut
    kinds: tuple[SurveyKind, ...]

    @property
    def since(self) -> date:
        """Return the first day."""
        return self.cut.since or date.min

    @property
    def until(self) -> date:
        """Return the last day."""
        return self.cut.until or date.max


def asked(today: date) -> Asked:
    """Read the address; what it says wrongly counts as not said."""
    answered = load(scores.kinds_with_answers)
    kinds = tuple(kind for kind in SurveyKind if kind in answered) or (SurveyKind.NPS,)
    kind, view, period = (address.read(name) for name in ("kind", "view", "period"))
    chosen = period if period in PERIODS else USUAL
    since, until = _days(chosen, today)
    return Asked(
        view=view if view in VIEWS else OVERVIEW,
        kind=next((one for one in kinds if one == kind), kinds[0]),
        period=chosen,
        cut=Cut(
            since=since,
            until=until,
            team_id=address.number("team"),
            unit_id=address.number("unit"),
            touchpoint_id=address.number("touchpoint"),
        ),
        kinds=kinds,
    )


def head(actor: Actor, wanted: Asked) -> None:
    """Show the title, the views and the filters, and follow what is changed."""
    units = load(queries.units)
    teams = load(queries.teams, actor=actor)
    mine = {team.unit_id for team in teams}
    sent = sheet(
        markup.render(
            "analysis/head.html",
            locale(),
            views=[(key, _(name), f"?view={key}") for key, name in VIEWS.items()],
            wanted=wanted,
            kinds=[(kind.value, _(feedback.SURVEYS[kind])) for kind in wanted.kinds],
            periods=[(key, _(name)) for key, name in PERIODS.items()],
            units=[(str(unit.id), unit.name) for unit in units if unit.id in mine],
            teams=feedback.named(teams),
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
        ),
        key="analysis",
    )
    match sent.get("name"):
        case "view":
            address.turn(view=sent.get("value", ""), by="", open="")
        case "filter":
            address.turn(**{name: sent.get(name, "") for name in FILTERS})
        case "days":
            address.turn(period="days", since=sent.get("since", ""), until=sent.get("until", ""))


def span(cut: Cut) -> str:
    """Return the days of a cut in words."""
    if cut.since is None or cut.until is None:
        return ""
    return f"{i18n.day(locale(), cut.since)} – {i18n.day(locale(), cut.until)}"


def _days(period: str, today: date) -> tuple[date, date]:
    if period != "days":
        return today - timedelta(days=DAYS[period] - 1), today
    until = day("until") or today
    since = day("since") or until - timedelta(days=DAYS[USUAL] - 1)
    if not timedelta(0) <= until - since <= timedelta(days=LONGEST):
        since = until - timedelta(days=DAYS[USUAL] - 1)
    return since, until


def day(name: str) -> date | None:
    """Return a day of the address, None when it holds none."""
    try:
        return date.fromisoformat(address.read(name))
    except ValueError:
        return None

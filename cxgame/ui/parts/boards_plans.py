"""The overview of plans: counts by state, then each plan with its activity and its result apart."""

from collections.abc import Mapping, Sequence

from cxgame import clock
from cxgame.boards.models import Level
from cxgame.boards.plans import overview
from cxgame.boards.plans.overview import Overview, PlanLine, PlanState, Wanted
from cxgame.boards.plans.pdca import PlanKpi
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.thread import objectives
from cxgame.thread.objectives import Purpose
from cxgame.ui import address, figures
from cxgame.ui.parts import card_words, plan_words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import go, load

STATES = {
    PlanState.DRAFT: N_("Draft"),
    PlanState.REJECTED: N_("Not approved"),
    PlanState.REVIEW: N_("In approval"),
    PlanState.DO: N_("Being done"),
    PlanState.WAIT: N_("Waiting for the figure"),
    PlanState.CHECK: N_("Being checked"),
    PlanState.ACT: N_("Becoming the standard"),
    PlanState.HELD: N_("On hold"),
    PlanState.CLOSED: N_("Concluded"),
    PlanState.CANCELLED: N_("Given up"),
}
STRATEGIC, NO_OBJECTIVE = N_("Strategic plans"), N_("Serves no objective yet")
FILTERS = ("level", "unit", "team", "age", "stuck")
AGES = (30, 90, 180, 365)  # days


def show(actor: Actor) -> None:
    """Show the plans that the address asks for, and follow what is tapped."""
    wanted = _wanted()
    made = load(
        overview.overview,
        actor=actor,
        wanted=wanted,
        now=clock.now(),
        page=address.number("page") or 1,
    )
    purposes = load(objectives.purposes_of, [one.card_id for one in made.lines])
    teams = load(people.teams, actor=actor)
    sent = sheet(
        markup.render(
            "boards/plans.html",
            locale(),
            made=made,
            wanted=wanted,
            states=_states(made),
            groups=_groups(made.lines, purposes),
            levels=[
                (one.value, _(card_words.LEVELS[one])) for one in (Level.STRATEGIC, Level.TACTICAL)
            ],
            units=list({team.unit_id: team.unit for team in teams}.items()),
            teams=[(team.id, team.name) for team in teams],
            ages=[(n, ngettext("over {n} day old", "over {n} days old", n)) for n in AGES],
            stuck=ngettext("{n} stands still", "{n} stand still", made.stuck),
        ),
        key="plans",
    )
    _follow(sent)


def _follow(sent: dict[str, str]) -> None:
    value = sent.get("value", "")
    match sent.get("name"):
        case "plan":
            go("plan", card=value)
        case "back":
            go("board")
        case "state" | "page" as name:
            address.turn(**{"page": "", name: value})
        case "filter":
            address.turn(page="", **{name: sent.get(name, "") for name in FILTERS})
        case "clear":
            address.turn(page="", state="", **dict.fromkeys(FILTERS, ""))


def _wanted() -> Wanted:
    level, state, age = address.read("level"), address.read("state"), address.number("age")
    return Wanted(
        level=Level(level) if level in list(Level) else None,
        unit_id=address.number("unit"),
        team_id=address.number("team"),
        state=PlanState(state) if state in list(PlanState) else None,
        is_stuck=address.read("stuck") == "on",
        older_than=age if age in AGES else None,
    )


def _states(made: Overview) -> list[tuple[str, str, int]]:
    return [(one.value, _(words), made.counts.get(one, 0)) for one, words in STATES.items()]


def _groups(
    lines: Sequence[PlanLine], purposes: Mapping[int, Purpose]
) -> list[tuple[str, list[dict[str, object]]]]:
    """Return the plans under what they serve, objectives first, as it first comes up."""
    groups: dict[str, list[dict[str, object]]] = {}
    for one in lines:
        groups.setdefault(_heading(one, purposes.get(one.card_id)), []).append(line(one))
    first = {one.title for one in purposes.values()}
    rank = {_(STRATEGIC): 1, _(NO_OBJECTIVE): 3}
    return sorted(
        groups.items(), key=lambda group: 0 if group[0] in first else rank.get(group[0], 2)
    )


def _heading(one: PlanLine, purpose: Purpose | None) -> str:
    """Return what a plan stands under: its objective, the plan above, or that it is a company's."""
    if purpose:
        return purpose.title
    if one.serves:
        return one.serves
    return _(STRATEGIC) if one.level is Level.STRATEGIC else _(NO_OBJECTIVE)


def line(one: PlanLine) -> dict[str, object]:
    """Return a plan in words, as `boards/plan_line.html` shows it."""
    where = [_(card_words.LEVELS[one.level]), one.team or _("Whole company")]
    if one.serves:
        where.append(_("serves “{title}”", title=one.serves))
    return {
        "id": one.card_id,
        "title": one.title,
        "where": " · ".join(where),
        "state": _(STATES[one.state]),
        "age": ngettext("{n} day old", "{n} days old", one.age),
        "days": ngettext("{n} day here", "{n} days here", one.days),
        "due": card_words.short_day(one.due_on),
        "is_overdue": one.is_overdue,
        "is_stuck": one.is_stuck,
        "why": card_words.reasons(one.reasons),
        "activity": _("{n} of {all} tasks done", n=one.tasks_done, all=one.tasks)
        if one.tasks
        else _("no tasks"),
        "share": one.tasks_done / one.tasks if one.tasks else 0,
        "promise": _promise(one),
        "verdict": _verdict(one),
    }


def _promise(one: PlanLine) -> str:
    """Return the figure that a plan promises, from where to where, and what it came to."""
    form = one.form
    if form.kpi is None:
        return _("promises no figure yet")
    name = form.kpi_name if form.kpi is PlanKpi.OWN else _(plan_words.KPIS[form.kpi])
    baseline, goal, measured = (
        figures.shown(value, most=2 if form.kpi is PlanKpi.OWN else 1)
        for value in (form.baseline, form.goal, one.measured)
    )
    words = f"{name}: {baseline} → {goal}"
    if one.measured is None:
        return words
    return _("{promise}, measured {value}", promise=words, value=measured)


def _verdict(one: PlanLine) -> tuple[str, str, str] | None:
    if one.verdict is None:
        return None
    words, tone, icon = plan_words.VERDICTS[one.verdict]
    return _(words), tone, icon

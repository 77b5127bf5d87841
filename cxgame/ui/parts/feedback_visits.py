"""The page of the visits: what is to be done, what they found, what goes wrong most."""

from typing import Any

from cxgame.feedback.visits import figures, queries, templates
from cxgame.feedback.visits.figures import FailingItem
from cxgame.feedback.visits.kinds import VisitKind, VisitState
from cxgame.feedback.visits.queries import PAGE, VisitFilter
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_visit_words as words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

FURTHEST = 4_000  # pages


def show(actor: Actor) -> None:
    """Show the visits that the address asks for, and follow what is tapped."""
    wanted, page = asked(), min(address.number("page") or 1, FURTHEST)
    found = load(queries.visits, actor=actor, wanted=wanted, offset=PAGE * (page - 1))
    open_ones = VisitFilter(is_mine=True, state=VisitState.DRAFT)
    known = load(templates.templates)
    sent = sheet(
        markup.render(
            "feedback/visits/list.html",
            locale(),
            mine=[
                words.line(one) for one in load(queries.visits, actor=actor, wanted=open_ones).lines
            ],
            visits=[words.line(one) for one in found.lines],
            total=found.total,
            page=page,
            pages=-(-found.total // PAGE),
            asked=wanted,
            kinds=[(key.value, _(name)) for key, (name, _icon) in words.KINDS.items()],
            states=[(key.value, _(name)) for key, (name, _tone) in words.STATES.items()],
            teams=feedback.named(load(people.teams, actor=actor)),
            templates=[(str(one.id), words.text(one.form.name)) for one in known],
            may_plan=permissions.may(actor, "feedback.plan_visit"),
            has_templates=bool(known),
            **_figures(actor, wanted),
        ),
        key="visits",
    )
    follow(sent)
    match sent.get("name"):
        case "page":
            address.turn(page=sent.get("value", ""))
        case "filter":
            names = ("kind", "team", "template", "state")
            address.turn(page="", **{name: sent.get(name, "") for name in names})


def asked() -> VisitFilter:
    """Read the address; what it says wrongly counts as not said."""
    kind, state = address.read("kind"), address.read("state")
    return VisitFilter(
        kind=VisitKind(kind) if kind in set(VisitKind) else None,
        team_id=address.number("team"),
        template_id=address.number("template"),
        state=VisitState(state) if state in set(VisitState) else None,
    )


def _figures(actor: Actor, wanted: VisitFilter) -> dict[str, Any]:
    made = load(figures.visit_figures, actor=actor, wanted=wanted)
    failing = load(figures.failing_items, actor=actor, wanted=wanted)
    steps = words.step_labels(actor) if failing else {}
    return {
        "n": made.n,
        "mean": words.share(made.mean),
        "passed": made.passed,
        "course": [100 * score for _day, score in made.course] if len(made.course) > 1 else [],
        "failing": [_failing(one, steps) for one in failing],
    }


def _failing(one: FailingItem, steps: dict[int, str]) -> dict[str, str]:
    n = ngettext("{n} visit", "{n} visits", one.n)
    return {
        "title": words.text(one.text),
        "sub": steps.get(one.step_id or 0, ""),
        "side": _("{failed} of {n}", failed=one.failed, n=n),
        "address": f"visit?id={one.newest_id}",
    }

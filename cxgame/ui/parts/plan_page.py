"""A plan on one page: its boxes, its figure's course, its promise's form, its check."""

from typing import Any

import streamlit as st
from sqlmodel import Session

from cxgame import clock, i18n
from cxgame.boards import candidates, sight
from cxgame.boards import queries as boards
from cxgame.boards.plans import queries
from cxgame.boards.plans.pdca import Finding, PlanKpi
from cxgame.boards.plans.queries import Cycle, PlanView
from cxgame.boards.sight import Line
from cxgame.boards.views import CardView
from cxgame.look import a3, markup
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.thread import objectives, plans, studies
from cxgame.thread.plans import Course
from cxgame.ui import figures
from cxgame.ui.parts import card_words, plan_acts, plan_words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import load


def show(actor: Actor, card_id: int) -> None:
    """Show a plan and follow what is tapped."""
    now = clock.now()
    card = load(boards.card_view, actor=actor, card_id=card_id, now=now)
    plan = load(queries.plan_view, actor=actor, card_id=card_id, now=now)
    course = load(plans.course_of, actor=actor, card_id=card_id, today=clock.local_day(now))
    line = load(sight.line_of_sight, actor=actor, card_id=card_id)
    causes = load(studies.studies_of_card, actor=actor, card_id=card_id)
    boxes = _boxes(card, plan, course, line)
    sent = sheet(
        markup.render(
            "boards/plan.html",
            locale(),
            card=card,
            plan=plan,
            boxes=boxes,
            chips=_chips(card, plan),
            series=_series(course),
            finding=_finding(course) if plan.judged is None else None,
            studies=causes,
            line=line,
            purpose=load(objectives.objective_of, actor=actor, card_id=card_id),
            opens_objectives=permissions.may_open(actor, "objectives"),
            cycles=[_cycle(one) for one in (plan.previous, plan.following) if one],
            missing=[card_words.reasons([why]) for why in plan.missing],
            form=_form(actor, plan) if plan.can_set else {},
            verdicts=_verdicts(course) if plan.can_check else [],
            is_own=plan.form.kpi is PlanKpi.OWN,
            opens_raci=permissions.may_open(actor, "raci"),
        ),
        key=f"plan-{card_id}",
    )
    _paper(card, plan, boxes)
    plan_acts.follow(actor, card, plan, sent)


def _boxes(
    card: CardView, plan: PlanView, course: Course | None, line: Line
) -> list[plan_words.Box]:
    steps = [f"{one.title} ({one.column})" for one in line.below]
    return plan_words.boxes(card, plan, course.effect if course else None, steps)


def _chips(card: CardView, plan: PlanView) -> list[tuple[str, str, str]]:
    chips = [(card.column, "info", "")]
    if plan.cycle > 1:
        chips.append((_("Cycle {n}", n=plan.cycle), "", "replay"))
    if card.held_because:
        chips.append((_("on hold"), "soon", "pause_circle"))
    if plan.is_due:
        chips.append((_("the check is due"), "soon", "fact_check"))
    if plan.judged:
        words, tone, icon = plan_words.VERDICTS[plan.judged.verdict]
        chips.append((_(words), tone, icon))
    return chips


def _series(course: Course | None) -> dict[str, Any] | None:
    """Return the drawn course, with where the work lay in words."""
    if course is None:
        return None
    points = (*course.before, *course.during, *course.after)
    if len(points) < 2:
        return None
    done = len(course.before) + len(course.during)
    return {
        "values": [one.value for one in points],
        "limits": course.effect.limits,
        "signals": range(done, len(points)),
        "since": i18n.day(locale(), points[0].start),
        "until": i18n.day(locale(), points[-1].start),
        "weeks": (len(course.before), len(course.during), len(course.after)),
    }


def _finding(course: Course | None) -> dict[str, str] | None:
    if course is None:
        return None
    words, tone, icon = plan_words.FINDINGS[course.effect.finding]
    return {"text": _(words), "tone": tone, "icon": icon}


def _cycle(one: Cycle) -> dict[str, object]:
    words = _(plan_words.VERDICTS[one.verdict][0]) if one.verdict else _("under way")
    return {"id": one.card_id, "title": _("Cycle {n}", n=one.number), "sub": words}


def _form(actor: Actor, plan: PlanView) -> dict[str, Any]:
    form = plan.form
    return {
        "kpis": [(one.value, _(words)) for one, words in plan_words.KPIS.items()],
        "kpi": form.kpi or "",
        "baseline": figures.typed(form.baseline if form.kpi is PlanKpi.OWN else None),
        "goal": figures.typed(form.goal),
        "leaders": load(_leaders, actor=actor),
    }


def _leaders(session: Session, *, actor: Actor) -> list[tuple[int, str]]:
    found = candidates.candidates(session, actor=actor)
    return [(one.id, one.name) for one in found if one.leads]


def _verdicts(course: Course | None) -> list[tuple[str, str]]:
    finding = course.effect.finding if course else Finding.TOLD
    return [(one.value, _(plan_words.VERDICTS[one][0])) for one in queries.allowed(finding)]


def _paper(card: CardView, plan: PlanView, boxes: list[plan_words.Box]) -> None:
    """Offer the page as a sheet of A3."""
    company = load(people.company).name
    letters = [f"{face.letter}: {face.name}" for face in card.faces]

    def drawn() -> bytes:
        return a3.plan(
            a3.Sheet(
                language=locale(),
                company=company,
                title=card.form.title,
                lead=" · ".join(filter(None, (card.team, plan_words.promise(plan)))),
                people=" · ".join(letters),
                boxes=[(one.title, one.lines) for one in boxes],
                at=clock.now(),
            )
        )

    st.download_button(
        _("The page as A3 (PDF)"),
        drawn,
        file_name=f"plan-{card.id}.pdf",
        mime="application/pdf",
        icon=":material/download:",
        on_click="ignore",
    )

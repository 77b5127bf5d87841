"""A cell of the knowledge map in a drawer: who needs help, what is asked, the training to give."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import InvalidInput
from cxgame.i18n import N_
from cxgame.insight.knowledge import opened
from cxgame.insight.knowledge.opened import Member, Need, Opened
from cxgame.insight.knowledge.overview import State
from cxgame.learning import assignments
from cxgame.learning.assignments import TeamAssignment
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback, insight
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act, load

WIDTH = 520  # pixels
DUE_IN = timedelta(days=7)
NEEDS = {
    Need.NEVER: (N_("never tested"), ""),
    Need.FADING: (N_("may have forgotten"), "soon"),
    Need.NONE: (N_("knows it"), "good"),
}
THOSE = "those"  # the form's word for the people who need it, not the whole team


def open_wanted(actor: Actor, today: date) -> None:
    """Open the cell that the address names, if any; closing it takes it out of the address."""
    team, _colon, step = address.read("cell").partition(":")
    ids = {"team": team, "step": step}
    team_id, step_id = feedback.whole(ids, "team"), feedback.whole(ids, "step")
    if team_id is None or step_id is None:
        return
    dialog = st.dialog(
        _("Knowledge map"),
        width=WIDTH,
        position="right",
        on_dismiss=partial(address.forget, "cell"),
    )
    dialog(drawer)(actor, today, team_id, step_id)


def drawer(actor: Actor, today: date, team_id: int, step_id: int) -> None:
    """Show a cell, and follow what is tapped in it."""
    found = load(opened.opened, actor=actor, team_id=team_id, step_id=step_id, today=today)
    sent = sheet(
        markup.render("insight/cell.html", locale(), **_words(actor, found, today)),
        key=f"cell-{team_id}-{step_id}",
    )
    follow(sent)
    if sent.get("name") == "assign":
        _assign(actor, found, sent)


def _words(actor: Actor, found: Opened, today: date) -> dict[str, object]:
    may_assign = permissions.allows(actor, "learning.assign_module", team_id=found.team.id)
    needy = _needy(found)
    return {
        "title": found.step.title,
        "sub": f"{found.team.name} · {found.step.sop_code}",
        "is_hidden": found.cell.state is State.HIDDEN,
        "facts": [] if found.cell.state is State.HIDDEN else facts(found),
        "members": None
        if found.members is None
        else [(one.name, _(NEEDS[one.need][0]), NEEDS[one.need][1]) for one in found.members],
        "questions": found.questions,
        "modules": [(one.slug, one.title) for one in found.modules] if may_assign else [],
        "whom": [
            ("", _("The whole team")),
            *([(THOSE, _("Only those who need it ({n})", n=len(needy)))] if needy else []),
        ],
        "given": [_given(one) for one in found.given],
        "due": today + DUE_IN,
        "today": today,
        "turn": len(found.given),
        "sop": f"sop?code={found.step.sop_code}&step={found.step.key}",
        "complaints": f"records?kind=complaint&team={found.team.id}&step={found.step.id}&days=90",
        "may_read": actor.sees_team(found.team.id),
    }


def facts(found: Opened) -> list[tuple[str, str]]:
    """Return what is known of a cell, names and values in words."""
    cell = found.cell
    if cell.state is State.NEVER:
        estimate = _("none: nobody was tested since the SOP last changed")
    else:
        estimate = ngettext(
            "{share}, of {n} person tested", "{share}, of {n} people tested", cell.people,
            share=insight.share(cell.recall),
        )  # fmt: skip
    seen = _("no answers in the last 90 days that may be shown")
    if cell.answers:
        seen = ngettext(
            "{right} of {n} answer ({ends})",
            "{right} of {n} answers ({ends})",
            cell.answers,
            right=i18n.number(locale(), cell.right),
            ends=insight.between(found.ends),
        )
    return [(_("Estimated recall"), estimate), (_("Right at once"), seen)]


def _needy(found: Opened) -> list[Member]:
    return [one for one in found.members or () if one.need is not Need.NONE]


def _given(one: TeamAssignment) -> str:
    return ngettext(
        "{title}: {done} of {n} person passed", "{title}: {done} of {n} people passed", one.people,
        title=one.title, done=one.done,
    )  # fmt: skip


def _assign(actor: Actor, found: Opened, sent: dict[str, str]) -> None:
    try:
        due_on = date.fromisoformat(sent["due_on"]) if sent.get("due_on") else None
    except ValueError:
        feedback.refused(InvalidInput("This is not a day of the calendar."))
        return
    those = sent.get("whom") == THOSE
    act(
        _("The training was sent."),
        assignments.assign_module,
        actor=actor,
        module_slug=sent.get("module", ""),
        team_id=found.team.id,
        person_ids=[one.id for one in _needy(found)] if those else None,
        due_on=due_on,
        step_id=found.step.id,
        now=clock.now(),
    )

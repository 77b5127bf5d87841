"""Plan a visit: with which template, where, by whom; the link for a visitor from outside."""

from datetime import date

import streamlit as st

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback.visits import planning, templates
from cxgame.feedback.visits.kinds import VisitKind
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_visit_words as words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go, load

LINK = "visit-link"  # shown once after planning: (visit id, address)


def show(actor: Actor, kind: VisitKind) -> None:
    """Show the form of a new visit, and plan it."""
    known = load(templates.templates, kind=kind, only_active=True)
    sent = sheet(
        markup.render(
            "feedback/visits/plan.html",
            locale(),
            is_mystery=kind is VisitKind.MYSTERY,
            templates=[(str(one.id), words.text(one.form.name)) for one in known if one.form.items],
            teams=feedback.named(feedback.teams_for(actor, "feedback.plan_visit")),
            people=[
                (str(one.id), f"{one.name} · {one.team}" if one.team else one.name)
                for one in load(people.people, actor=actor)
            ]
            if kind is VisitKind.MYSTERY
            else [],
            today=clock.local_day(clock.now()),
        ),
        key="visit-plan",
    )
    follow(sent)
    if sent.get("name") == "plan":
        _plan(actor, sent)


def shown_link(visit_id: int) -> str:
    """Return the visitor's link of this visit, if it was just made."""
    held, link = st.session_state.get(LINK, (None, ""))
    return str(link) if held == visit_id else ""


def keep_link(visit_id: int, token: str) -> None:
    """Keep a visitor's link to be shown on the next run; it is stored nowhere else."""
    st.session_state[LINK] = (visit_id, f"{address.origin()}/v/{token}")


def day_of(sent: dict[str, str], name: str) -> date | None:
    """Return a day that a form sent, None for none; raise InvalidInput for no day."""
    try:
        return date.fromisoformat(sent[name]) if sent.get(name) else None
    except ValueError as error:
        raise InvalidInput("This is not a day of the calendar.") from error


def _plan(actor: Actor, sent: dict[str, str]) -> None:
    try:
        due_on = day_of(sent, "due_on")
    except InvalidInput as error:
        feedback.refused(error)
        return
    made = attempt(
        planning.plan_visit,
        actor=actor,
        template_id=feedback.whole(sent, "template") or 0,
        team_id=feedback.whole(sent, "team"),
        visitor_id=feedback.whole(sent, "visitor"),
        visitor_name=sent.get("visitor_name", ""),
        due_on=due_on,
        now=clock.now(),
    )
    if isinstance(made, CxgameError):
        feedback.refused(made)
        return
    if made.token:
        keep_link(made.visit_id, made.token)
    flash(_("The visit is planned."))
    go("visit", id=made.visit_id)

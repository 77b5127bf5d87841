"""Train a step that customers complain about: which module, for which teams, until when."""

from datetime import date, timedelta
from functools import partial

import streamlit as st

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.insight.training.clusters import Clusters
from cxgame.learning import tracks
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.thread import service
from cxgame.ui import address
from cxgame.ui.parts import feedback, insight_effects
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, load

WIDTH = 520  # pixels
DUE_IN = timedelta(days=7)


def open_wanted(actor: Actor, found: Clusters) -> None:
    """Open the form for the step that the address names, if any."""
    step_id = address.number("train")
    if step_id is None:
        return
    opened = st.dialog(
        _("Train this step"),
        width=WIDTH,
        position="right",
        on_dismiss=partial(address.forget, "train"),
    )
    opened(drawer)(actor, found, step_id)


def drawer(actor: Actor, found: Clusters, step_id: int) -> None:
    """Show who complained of the step where, and send the training."""
    step = load(sops.step, actor=actor, step_id=step_id, today=clock.local_day(clock.now()))
    here = [one for one in found.found if one.step.id == step_id]
    sent = sheet(
        markup.render(
            "insight/train.html",
            locale(),
            title=step.title,
            sub=f"{step.sop_code} {step.sop_title}",
            teams=[(str(one.team_id), one.team) for one in here],
            facts=[(one.team, insight_effects.rate_words(one.rate)) for one in here],
            modules=_modules(actor, step_id),
            chosen=[str(one.team_id) for one in here if one.is_unusual or len(here) == 1],
            due=clock.local_day(clock.now()) + DUE_IN,
            today=clock.local_day(clock.now()),
        ),
        key=f"train-{step_id}",
    )
    if sent.get("name") == "train":
        _train(actor, step_id, sent)


def _modules(actor: Actor, step_id: int) -> list[tuple[str, str]]:
    """Return the modules on the step, else all."""
    fitting = load(tracks.modules_on_step, actor=actor, step_id=step_id)
    found = fitting or load(tracks.modules, actor=actor)
    return [(one.slug, _("{title} ({n} min)", title=one.title, n=one.minutes)) for one in found]


def _train(actor: Actor, step_id: int, sent: dict[str, str]) -> None:
    teams = [int(value) for value in sent.get("team", "").split() if value.isdecimal()]
    try:
        if not teams:
            raise InvalidInput("Choose at least one team.")
        due_on = _day(sent.get("due_on", ""))
    except InvalidInput as error:
        feedback.refused(error)
        return
    found = attempt(
        service.train_step,
        actor=actor,
        step_id=step_id,
        team_ids=teams,
        module_slug=sent.get("module", ""),
        due_on=due_on,
        now=clock.now(),
    )
    if isinstance(found, CxgameError):
        feedback.refused(found)
        return
    address.forget("train")  # else it would open again
    flash(
        ngettext(
            "The training was sent to {n} team.", "The training was sent to {n} teams.", len(teams)
        )
    )
    st.rerun()


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise InvalidInput("This is not a day of the calendar.") from error

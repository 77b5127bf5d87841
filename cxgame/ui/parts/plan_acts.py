"""What one does to a plan on its page: promise, check, hold, begin anew."""

from datetime import date

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards.plans import service
from cxgame.boards.plans.form import PlanForm
from cxgame.boards.plans.pdca import PlanKpi, Verdict
from cxgame.boards.plans.queries import PlanView
from cxgame.boards.views import CardView
from cxgame.errors import CxgameError, InvalidInput
from cxgame.people.actor import Actor
from cxgame.thread import plans
from cxgame.ui import address, figures
from cxgame.ui.parts.boards import whole
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go


def follow(actor: Actor, card: CardView, plan: PlanView, sent: dict[str, str]) -> None:
    """Carry out what was tapped on a plan's page."""
    value = sent.get("value", "")
    match sent.get("name"):
        case "board":
            go("board", level=card.level.value, card=str(card.id))
        case "raci":
            go("raci", card=str(card.id))
        case "plan":
            address.turn(card=value)
        case "task":
            level, _colon, number = value.partition(":")
            go("board", level=level, card=number)
        case "study":
            go("study", id=value)
        case "objective":
            go("objectives", objective=value)
        case "promise":
            _promise(actor, card, plan, sent)
        case "check":
            _check(actor, card, sent)
        case "again":
            _again(actor, card, sent)
        case "hold":
            _held(actor, card, sent)
        case "resume":
            _done(
                attempt(
                    service.resume_card,
                    actor=actor,
                    card_id=card.id,
                    version=card.version,
                    now=clock.now(),
                ),
                _("It goes on."),
            )


def _again(actor: Actor, card: CardView, sent: dict[str, str]) -> None:
    made = attempt(
        service.begin_cycle,
        actor=actor,
        card_id=card.id,
        learned=sent.get("words", ""),
        version=whole(sent.get("version")),
        now=clock.now(),
    )
    if isinstance(made, int):
        address.turn(card=str(made))
    _done(made, "")


def _promise(actor: Actor, card: CardView, plan: PlanView, sent: dict[str, str]) -> None:
    try:
        form = typed(sent, plan.form)
    except InvalidInput as error:
        _done(error, "")
        return
    outcome = attempt(
        plans.set_plan,
        actor=actor,
        card_id=card.id,
        form=form,
        version=whole(sent.get("version")),
        now=clock.now(),
    )
    _done(outcome, _("Saved."))


def _check(actor: Actor, card: CardView, sent: dict[str, str]) -> None:
    try:
        measured = figures.read(sent.get("measured", ""))
        verdict = Verdict(sent.get("verdict", ""))
    except ValueError:
        _done(InvalidInput("Choose what the check found."), "")
        return
    except InvalidInput as error:
        _done(error, "")
        return
    outcome = attempt(
        plans.verify_plan,
        actor=actor,
        card_id=card.id,
        verdict=verdict,
        says=sent.get("says", ""),
        learned=sent.get("learned", ""),
        measured=measured,
        version=whole(sent.get("version")),
        now=clock.now(),
    )
    begun = isinstance(outcome, int)
    _done(outcome, _("Checked. The next cycle has begun.") if begun else _("Checked."))


def _held(actor: Actor, card: CardView, sent: dict[str, str]) -> None:
    outcome = attempt(
        service.hold_card,
        actor=actor,
        card_id=card.id,
        reason=sent.get("words", ""),
        version=card.version,
        now=clock.now(),
    )
    _done(outcome, _("On hold."))


def typed(sent: dict[str, str], known: PlanForm) -> PlanForm:
    """Return the promise that a browser sent; raise InvalidInput for what is no figure or day."""
    kpi = sent.get("kpi", known.kpi or "")
    try:
        day = date.fromisoformat(sent["check_on"]) if sent.get("check_on") else None
        chosen = PlanKpi(kpi) if kpi else None
    except ValueError as error:
        raise InvalidInput("This is not a day of the calendar.") from error
    return PlanForm(
        root_cause=sent.get("root_cause", ""),
        kpi=chosen,
        kpi_name=sent.get("kpi_name", ""),
        baseline=figures.read(sent.get("baseline", "")),
        goal=figures.read(sent.get("goal", "")),
        check_on=day,
        verifier_id=whole(sent.get("verifier_id")) or None,
    )


def _done(outcome: object, said: str) -> None:
    """Say why something was refused, or draw the page anew with what was done."""
    if isinstance(outcome, CxgameError):
        st.error(i18n.say(locale(), outcome), icon=":material/info:")
        return
    flash(said)
    st.rerun()

"""The dialogs of a rule of tagging: write it, and let it speak of the past."""

from functools import partial

import streamlit as st

from cxgame import clock
from cxgame.errors import CxgameError
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band
from cxgame.feedback.tagging import past, queries, service
from cxgame.feedback.tagging.queries import RuleView
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, load

WIDTH = 520  # pixels
NEW = "new"


def open_wanted(actor: Actor) -> None:
    """Open the dialog that the address names, if any."""
    if not permissions.may(actor, "feedback.add_tag_rule"):
        return
    if address.read("rule"):
        closed = partial(address.forget, "rule")
        st.dialog(_("Rule"), width=WIDTH, on_dismiss=closed)(_write)(actor)
    elif (rule_id := address.number("past")) is not None:
        closed = partial(address.forget, "past")
        st.dialog(_("What came before"), width=WIDTH, on_dismiss=closed)(_past)(actor, rule_id)


def step_name(actor: Actor, step_id: int | None) -> str:
    """Return what an SOP step is called, "" for none."""
    return load(sops.step, actor=actor, step_id=step_id).label if step_id else ""


def _write(actor: Actor) -> None:
    number = address.number("rule")
    rule = load(queries.rule, rule_id=number) if number is not None else None
    sent = sheet(
        markup.render(
            "feedback/rule.html",
            locale(),
            rule=rule,
            tags=load(queries.tag_names),
            kinds=[(kind.value, _(name)) for kind, name in feedback.KINDS.items()],
            bands=[(band.value, _(name)) for band, name in feedback.BANDS.items()],
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
            steps=[(str(step.id), step.label) for step in load(sops.steps, actor=actor)],
        ),
        key=f"rule-{number or NEW}",
    )
    if sent.get("name") == "save":
        _save(actor, rule, sent)


def _save(actor: Actor, rule: RuleView | None, sent: dict[str, str]) -> None:
    kind, band = sent.get("kind", ""), sent.get("band", "")
    asked = {
        "actor": actor,
        "tag": sent.get("tag", ""),
        "words": sent.get("words", ""),
        "kind": Kind(kind) if kind in set(Kind) else None,
        "band": Band(band) if band in set(Band) else None,
        "touchpoint_id": feedback.whole(sent, "touchpoint"),
        "sop_step_id": feedback.whole(sent, "step"),
        "now": clock.now(),
    }
    outcome: object
    if rule is None:
        outcome = attempt(service.add_tag_rule, **asked)  # type: ignore[arg-type]
    else:
        version = feedback.whole(sent, "version") or 0
        outcome = attempt(
            service.change_tag_rule,
            rule_id=rule.id,
            is_on=rule.is_on,
            version=version,
            **asked,  # type: ignore[arg-type]
        )
    if isinstance(outcome, CxgameError):
        feedback.refused(outcome)
        return
    address.forget("rule")
    if rule is None and isinstance(outcome, int):
        st.query_params["past"] = str(outcome)  # the next question is what to do with the past
    flash(_("The rule is kept. It speaks of whatever comes from now on."))
    st.rerun()


def _past(actor: Actor, rule_id: int) -> None:
    n = load(past.reached_by_rule, actor=actor, rule_id=rule_id)
    rule = load(queries.rule, rule_id=rule_id)
    sent = sheet(
        markup.render("feedback/past.html", locale(), n=n, tag=rule.tag), key=f"past-{rule_id}"
    )
    if sent.get("name") == "leave":
        address.forget("past")
        st.rerun()
    if sent.get("name") != "apply":
        return
    with st.spinner(_("Tagging…")):
        done = attempt(past.apply_tag_rule, actor=actor, rule_id=rule_id, now=clock.now())
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    address.forget("past")
    flash(ngettext("{n} record was tagged.", "{n} records were tagged.", done))
    st.rerun()

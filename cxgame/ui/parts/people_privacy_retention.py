"""How long things are kept: the rules, a trial, and the reports of what was emptied."""

from typing import Any

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.feedback.kinds import Channel, Kind
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.thread.privacy import queries, retention, rules
from cxgame.thread.privacy.models import Depth
from cxgame.thread.privacy.queries import RunView
from cxgame.thread.privacy.rules import Rule
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act, attempt, flash, load

DEPTHS = {Depth.ERASE: N_("erased"), Depth.ANONYMISE: N_("made anonymous")}


def show(actor: Actor) -> None:
    """Show rules and reports, and follow what is tapped."""
    in_force = load(rules.retention_rules, actor=actor)
    runs = load(queries.retention_runs, actor=actor)
    sent = sheet(
        markup.render(
            "people/privacy_retention.html",
            locale(),
            rules=[_rule(one) for one in in_force],
            runs=[_run(one) for one in runs],
            kinds=[(kind.value, _(feedback.KINDS[kind])) for kind in Kind],
            channels=[(way.value, _(feedback.CHANNELS[way])) for way in Channel],
            depths=[(depth.value, _(DEPTHS[depth])) for depth in DEPTHS],
            usual=rules.USUAL_MONTHS,
            most=rules.MOST_MONTHS,
            turn=len(in_force),
        ),
        key="privacy-retention",
    )
    now = clock.now()
    match sent.get("name"):
        case "set":
            _set(actor, sent)
        case "drop":
            rule_id = feedback.whole(sent, "value") or 0
            act(_("Saved."), rules.drop_retention, actor=actor, rule_id=rule_id, now=now)
        case "try":
            done = _("Counted. Nothing was changed.")
            act(done, retention.try_retention, actor=actor, now=now)


def _set(actor: Actor, sent: dict[str, str]) -> None:
    kind, channel = sent.get("kind", ""), sent.get("channel", "")
    done = attempt(
        rules.set_retention,
        actor=actor,
        kind=next((one for one in Kind if one == kind), None),
        channel=next((one for one in Channel if one == channel), None),
        months=feedback.whole(sent, "months") or 0,
        depth=Depth.ANONYMISE if sent.get("depth") == Depth.ANONYMISE else Depth.ERASE,
        now=clock.now(),
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("Saved. It is applied tonight; try it out first."))
    st.rerun()


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "id": rule.id,
        "title": _named(rule.kind, rule.channel),
        "sub": ngettext(
            "{n} month after the end: {what}",
            "{n} months after the end: {what}",
            rule.months,
            what=_(DEPTHS[rule.depth]),
        ),
    }


def _run(run: RunView) -> dict[str, Any]:
    records = sum(line["records"] for line in run.lines)
    parts = [
        ngettext("{n} record", "{n} records", records),
        ngettext("{n} customer", "{n} customers", run.customers) if run.customers else "",
        ngettext("{n} report to the ombudsman", "{n} reports to the ombudsman", run.reports)
        if run.reports
        else "",
    ]
    lines = [
        (
            _named(
                Kind(line["kind"]) if line["kind"] else None,
                Channel(line["channel"]) if line["channel"] else None,
            ),
            i18n.number(locale(), line["records"]),
        )
        for line in run.lines
    ]
    return {
        "id": run.id,
        "title": _("Past its time") if run.is_dry else _("Emptied"),
        "when": i18n.moment(locale(), run.at, clock.zone()),
        "what": " · ".join(filter(None, parts)),
        "is_dry": run.is_dry,
        "lines": lines,
    }


def _named(kind: Kind | None, channel: Channel | None) -> str:
    what = _(feedback.KINDS[kind]) if kind else _("Everything")
    return f"{what} · {_(feedback.CHANNELS[channel])}" if channel else what

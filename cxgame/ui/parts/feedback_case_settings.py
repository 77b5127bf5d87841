"""The settings of cases: which part the address shows, and who may change what."""

from collections.abc import Callable
from datetime import datetime

from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback_case_hours, feedback_case_rules, feedback_case_texts
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import go

RULES, REASONS, TEMPLATES, HOURS = "rules", "reasons", "templates", "hours"
TABS = {
    RULES: N_("What opens a case"),
    REASONS: N_("Reasons"),
    TEMPLATES: N_("Ready answers"),
    HOURS: N_("Hours and holidays"),
}
SHOW: dict[str, Callable[[Actor, datetime], None]] = {
    RULES: feedback_case_rules.show,
    REASONS: feedback_case_texts.reasons,
    TEMPLATES: feedback_case_texts.templates,
    HOURS: feedback_case_hours.show,
}


def page(actor: Actor, now: datetime) -> None:
    """Show the tabs, and the part that the address names."""
    tabs = [tab for tab in TABS if tab != HOURS or may_set_hours(actor)]
    part = address.read("tab") if address.read("tab") in tabs else RULES
    sent = sheet(
        markup.render(
            "feedback/cases/settings.html",
            locale(),
            tabs=[(tab, _(TABS[tab]), f"/case_settings?tab={tab}") for tab in tabs],
            part=part,
        ),
        key="case_settings",
    )
    match sent.get("name"):
        case "back":
            go("cases")
        case "tab":
            address.turn(tab=sent.get("value", ""), edit="", unit="", year="")
    SHOW[part](actor, now)


def may_set_hours(actor: Actor) -> bool:
    """Tell whether hours and holidays are this actor's to set."""
    return permissions.may(actor, "people.set_opening_hours")

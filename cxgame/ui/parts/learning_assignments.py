"""Assignments for whoever leads: the list, one of them, and what their forms send."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import streamlit as st
from markupsafe import Markup

from cxgame import clock as clocks
from cxgame import i18n
from cxgame.errors import CxgameError, InvalidInput
from cxgame.learning import assignments
from cxgame.learning.assigning import overview, service
from cxgame.learning.assigning.overview import Given, Holder, Late, RuleView
from cxgame.learning.tracks import ModuleLine
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import PERSON_ROLES, Role
from cxgame.people.queries import PersonView, TeamView
from cxgame.ui.parts import learning
from cxgame.ui.parts.clocks import clock, kind_clock
from cxgame.ui.parts.standards_register import ROLES, read_day
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act, attempt, flash, go

TIME_GIVEN = timedelta(days=14)
MONTHS = (3, 6, 12, 24)
EVERYBODY = "everybody"

Names = dict[int, str]
Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Facts:
    """What the page shows."""

    given: list[Given]
    rules: list[RuleView]
    modules: list[ModuleLine]
    teams: list[TeamView]
    team_names: Names
    people: list[PersonView]


def page(actor: Actor, facts: Facts, today: date) -> Markup:
    """Return the list in the reader's language."""
    late = overview.late_by_team(facts.given, today)
    groups = _groups(actor, facts)
    people = [(f"person:{one.id}", one.name) for one in facts.people if one.id]
    return markup.render(
        "learning/assignments.html",
        locale(),
        turn=f"{len(facts.given)}-{len(facts.rules)}",
        modules=[(line.slug, line.title) for line in facts.modules],
        audiences=[*groups, *people],
        rule_audiences=groups,
        roles=[(role.value, _(ROLES[role])) for role in PERSON_ROLES],
        today=today,
        default_due=(today + TIME_GIVEN).isoformat(),
        late=[
            (_team(facts.team_names, team), [_late(one, today) for one in rows])
            for team, rows in sorted(
                late.items(), key=lambda pair: _team(facts.team_names, pair[0])
            )
        ],
        late_count=ngettext("{n} person", "{n} people", sum(map(len, late.values()))),
        given=[_given(one, facts.team_names, today) for one in facts.given],
        given_count=i18n.number(locale(), len(facts.given)) if facts.given else "",
        rules=[_rule(one, facts.team_names) for one in facts.rules],
        months=[(str(n), ngettext("{n} month", "{n} months", n)) for n in MONTHS],
    )


def detail(one: Given, teams: Names, people: Names, today: date) -> Markup:
    """Return one assignment in the reader's language."""
    giver = people.get(one.given_by or 0)
    day = i18n.day(locale(), clocks.local_day(one.given_at))
    by = _("Given on {day}", day=day)
    if giver:
        by = _("Given by {name} on {day}", name=giver, day=day)
    return markup.render(
        "learning/assignment.html",
        locale(),
        one={
            "id": one.id,
            "title": one.title,
            "sub": f"{_whom(one, teams)} · {by}",
            "progress": _progress(one),
            "share": one.done / len(one.holders),
            "module": learning.address(one.slug),
            "record": f"records?record={one.record_id}" if one.record_id else "",
            "may_withdraw": one.may_withdraw,
        },
        holders=[
            _holder(holder, teams, today)
            for holder in sorted(one.holders, key=lambda holder: not holder.is_overdue(today))
        ],
    )


def do(actor: Actor, sent: dict[str, str], now: datetime) -> None:
    """Run what a form or a button asks for."""
    who: dict[str, Any] = {"actor": actor, "now": now}
    try:
        match sent.get("name"):
            case "give":
                wish = read_gift(sent)
                act(_("Given. Everybody was told."), assignments.assign_module, **wish, **who)
            case "rule":
                act(_("The rule stands."), service.add_recertification, **read_rule(sent), **who)
            case "end":
                rule_id = _number(sent.get("value", ""))
                act(_("The rule has ended."), service.end_recertification, rule_id=rule_id, **who)
            case "withdraw":
                _withdraw(_number(sent.get("value", "")), who)
    except InvalidInput as error:
        st.error(i18n.say(locale(), error), icon=":material/info:")


def read_gift(sent: dict[str, str]) -> dict[str, Any]:
    """Return the arguments of the command that gives a module."""
    whom = read_whom(sent.get("whom", ""))
    role = sent.get("role", "")
    if role and "role" not in whom and "person_ids" not in whom:
        whom = {key: value for key, value in whom.items() if key != EVERYBODY} | {"role": role}
    due_on = read_day(sent.get("due_on", ""))
    return {"module_slug": sent.get("module", ""), "due_on": due_on, **whom}


def read_rule(sent: dict[str, str]) -> dict[str, Any]:
    """Return the arguments of the command that makes a rule."""
    whom = read_whom(sent.get("rule_whom", ""))
    whom.pop(EVERYBODY, None)  # a rule without team and role is for everybody
    months = sent.get("every_months", "")
    return {
        "module_slug": sent.get("rule_module", ""),
        "every_months": _number(months) if months else None,
        "on_major_change": "on_major_change" in sent,
        **whom,
    }


def read_whom(words: str) -> dict[str, Any]:
    """Return a choice of the list as arguments; raise InvalidInput for what it does not offer."""
    kind, _colon, value = words.partition(":")
    match kind:
        case "team":
            return {"team_id": _number(value)}
        case "person":
            return {"person_ids": [_number(value)]}
        case "role" if value in PERSON_ROLES:
            return {"role": value}
        case "everybody":
            return {EVERYBODY: True}
    raise InvalidInput("Choose who it is for.")


def _withdraw(assignment_id: int, who: dict[str, Any]) -> None:
    """Take an assignment back, and return to the list, where it is no more."""
    error = attempt(service.withdraw_assignment, assignment_id=assignment_id, **who)
    if isinstance(error, CxgameError):
        st.error(i18n.say(locale(), error), icon=":material/info:")
        return
    flash(_("Taken back."))
    go("assignments")


def _groups(actor: Actor, facts: Facts) -> Options:
    """Return whom the actor can give to at once: teams; who sees all, roles and everybody too."""
    teams = [(f"team:{team.id}", _("Team {name}", name=team.name)) for team in facts.teams]
    if permissions.reach(actor, "learning.assign_module") is not permissions.Reach.ALL:
        return teams
    roles = [(f"role:{role.value}", _(ROLES[role])) for role in PERSON_ROLES]
    return [(EVERYBODY, _("Everybody")), *roles, *teams]


def _team(names: Names, team_id: int | None) -> str:
    return names.get(team_id or 0, "") or _("Without a team")


def _late(one: Late, today: date) -> dict[str, object]:
    titles = ", ".join(title for title, _day in one.modules)
    return {"name": one.name, "sub": titles, "clock": kind_clock(one.modules[0][1], today)}


def _given(one: Given, teams: Names, today: date) -> dict[str, object]:
    is_done = one.done == len(one.holders)
    words = [_whom(one, teams)]
    if late := len(one.overdue(today)):
        words.append(ngettext("{n} past its day", "{n} past their day", late))
    return {
        "title": one.title,
        "sub": " · ".join(words),
        "icon": "autorenew" if one.is_again else "assignment",
        "address": f"assignments?a={one.id}",
        "clock": None if is_done else clock(one.due_on, today),
        "progress": _progress(one),
        "is_done": is_done,
    }


def _progress(one: Given) -> str:
    return ngettext("{done} of {n} passed", "{done} of {n} passed", len(one.holders), done=one.done)


def _whom(one: Given | RuleView, teams: Names) -> str:
    """Return who something is for, in a few words."""
    role = _(ROLES[Role(one.role)]) if one.role else ""
    if one.team_id is not None:
        return " · ".join(filter(None, (_team(teams, one.team_id), role)))
    if role:
        return role
    if isinstance(one, Given) and not one.is_open:
        return ngettext("{n} person", "{n} people", len(one.holders))
    return _("Everybody")


def _holder(holder: Holder, teams: Names, today: date) -> dict[str, object]:
    if holder.done_at is not None:
        day = i18n.day(locale(), clocks.local_day(holder.done_at))
        sub, icon = _("passed on {day}", day=day), "check_circle"
    else:
        sub = _("to do")
        icon = "volunteer_activism" if holder.is_overdue(today) else "radio_button_unchecked"
    return {
        "name": holder.name,
        "sub": " · ".join(filter(None, (teams.get(holder.team_id or 0, ""), sub))),
        "icon": icon,
        "clock": None if holder.done_at else kind_clock(holder.due_on, today),
        "is_done": holder.done_at is not None,
    }


def _rule(one: RuleView, teams: Names) -> dict[str, object]:
    words = [_whom(one, teams)]
    if one.every_months is not None:
        words.append(ngettext("after {n} month", "after {n} months", one.every_months))
    if one.on_major_change:
        words.append(_("after a major change of its SOP"))
    return {"id": one.id, "title": one.title, "sub": " · ".join(words), "may_end": one.may_end}


def _number(words: str) -> int:
    """Return a row's id that a browser sent, 0 for anything else: the command then refuses it."""
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else 0

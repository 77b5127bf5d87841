"""The dialogs of the register: a person, a unit, a team, a one-use password link."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

import streamlit as st
from markupsafe import Markup
from streamlit.delta_generator import DeltaGenerator

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.look import markup, qr
from cxgame.people import accounts, names, permissions, queries
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import PersonView
from cxgame.thread import departures
from cxgame.thread.departures import Heirs
from cxgame.ui import address
from cxgame.ui.parts import people_forms
from cxgame.ui.parts.people import ROLES, role_names
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go, load

NEW = "new"
DIALOGS = ("person", "team", "unit")


def open_wanted(actor: Actor) -> None:
    """Open the dialog that the address names, if any."""
    if address.read("person"):
        _opened(_("Person"), partial(person_dialog, actor))
    elif address.read("team") and permissions.may(actor, "people.change_team"):
        _opened(_("Team"), partial(team_dialog, actor))
    elif address.read("unit") and permissions.may(actor, "people.change_unit"):
        _opened(_("Unit"), partial(unit_dialog, actor))


def person_dialog(actor: Actor) -> None:
    """Show a person's form, or what a manager may know and do."""
    asked = address.read("person")
    known = load(queries.people, actor=actor, with_inactive=True)
    person = next((each for each in known if str(each.id) == asked), None)
    if permissions.may(actor, "people.change_person") and (person or asked == NEW):
        _edit(actor, person)
    elif person:
        _help(actor, person)
    else:
        st.info(_("There is no such person, or it is not yours to see."))


def unit_dialog(actor: Actor) -> None:
    """Show the form of a unit and save what was sent."""
    asked = address.read("unit")
    unit = next((each for each in load(queries.units) if str(each.id) == asked), None)
    form = markup.render(
        "people/place.html", locale(), place=unit, units=(), unit_id="", longest=names.LONGEST
    )
    sent = sheet(form, key=f"unit-{asked}")
    if sent.get("name") == "save":
        _finish(people_forms.save_unit(actor, sent, unit))


def team_dialog(actor: Actor) -> None:
    """Show the form of a team and save what was sent; "new-3" is a new team of unit 3."""
    asked = address.read("team")
    teams = load(queries.teams, actor=actor, with_closed=True)
    team = next((each for each in teams if str(each.id) == asked), None)
    units = [(unit.id, unit.name) for unit in load(queries.units) if unit.is_active]
    form = markup.render(
        "people/place.html",
        locale(),
        place=team,
        units=units,
        unit_id=team.unit_id if team else asked.partition("-")[2],
        longest=names.LONGEST,
    )
    sent = sheet(form, key=f"team-{asked}")
    if sent.get("name") == "save":
        _finish(people_forms.save_team(actor, sent, team))


def _edit(actor: Actor, person: PersonView | None) -> None:
    place = st.empty()
    with place:
        sent = sheet(_person_form(actor, person), key=f"person-{person.id if person else NEW}")
    wish = sent.get("name")
    if wish == "save":
        outcome = people_forms.save_person(actor, sent, person)
        if person is None and isinstance(outcome, int):
            _show_link(actor, outcome, sent.get("full_name", ""), place)
        else:
            _finish(outcome)
            _show_newer(person, sent)
    if person and wish == "activate":
        _finish(people_forms.set_active(actor, person, is_active=True))
    if person and wish == "deactivate":
        _deactivate(actor, person)
    if person and wish in ("office_on", "office_off"):
        _finish(people_forms.set_ombudsman(actor, person, wish == "office_on"))
    if person and wish == "link":
        _show_link(actor, person.id, person.name, place)
    if person and wish == "sight":
        go("person", id=person.id)


def _deactivate(actor: Actor, person: PersonView) -> None:
    """Deactivate somebody who holds nothing; else lead to where it is handed over first."""
    held = load(departures.holdings, actor=actor, person_id=person.id)
    if not held.is_empty:
        go("departure", person=person.id)
    _finish(
        attempt(
            departures.deactivate,
            actor=actor,
            person_id=person.id,
            heirs=Heirs(),
            version=person.version,
            now=clock.now(),
        )
    )


def _help(actor: Actor, person: PersonView) -> None:
    place = st.empty()
    may_link = (
        person.is_active
        and person.role == Role.FRONTLINE
        and permissions.allows(actor, "people.make_password_link", team_id=person.team_id)
    )
    shown = markup.render(
        "people/helped.html",
        locale(),
        person=person,
        role=_(ROLES[Role(person.role)]),
        may_link=may_link,
    )
    with place:
        sent = sheet(shown, key=f"help-{person.id}")
    if sent.get("name") == "link":
        _show_link(actor, person.id, person.name, place)


def _person_form(actor: Actor, person: PersonView | None) -> Markup:
    units = load(queries.units)
    teams = load(queries.teams, actor=actor)
    return markup.render(
        "people/person.html",
        locale(),
        person=person,
        roles=role_names(),
        teams=[(team.id, f"{team.name} ({team.unit})") for team in teams],
        units=[
            {"id": unit.id, "name": unit.name, "teams": [t for t in teams if t.unit_id == unit.id]}
            for unit in units
            if unit.is_active
        ],
        longest=names.LONGEST,
    )


def _show_link(actor: Actor, person_id: int, name: str, place: DeltaGenerator) -> None:
    """Make a one-use link and show it in place of the form, in this run only."""
    now = clock.now()
    token = attempt(accounts.make_password_link, actor=actor, person_id=person_id, now=now)
    if isinstance(token, CxgameError):
        st.error(i18n.say(locale(), token), icon=":material/info:")
        return
    link = f"{address.origin()}/account/password/{token}"
    with place:
        sheet(
            markup.render(
                "people/link.html",
                locale(),
                name=name,
                link=link,
                code=qr.svg(link),
                until=_day(now + accounts.PASSWORD_LINK_LASTS),
            ),
            key=f"link-{person_id}",
        )


def _finish(outcome: object) -> None:
    """Say why it was refused and keep the form, or close the dialog."""
    if isinstance(outcome, CxgameError):
        st.error(i18n.say(locale(), outcome), icon=":material/info:")
        return
    flash(_("Saved."))
    address.forget(*DIALOGS)
    st.rerun()


def _show_newer(person: PersonView | None, sent: dict[str, str]) -> None:
    """Tell what somebody else saved meanwhile, where that is why it was refused."""
    if person and str(person.version) != sent.get("version"):
        role = _(ROLES[Role(person.role)])
        known = (person.name, person.sign_in_name, person.email, role, person.team)
        st.info(_("Saved meanwhile: {what}", what=" · ".join(filter(None, known))))


def _opened(title: str, draw: Callable[[], None]) -> None:
    """Draw in a dialog; closing it takes it out of the address."""
    st.dialog(title, width="medium", on_dismiss=partial(address.forget, *DIALOGS))(draw)()


def _day(moment: datetime) -> str:
    return i18n.moment(locale(), moment, clock.zone())

"""One's own account: language, password, and where one is signed in."""

import streamlit as st

from cxgame import clock, db, i18n
from cxgame.errors import Conflict, CxgameError, InvalidInput
from cxgame.look import markup
from cxgame.people import accounts, passwords, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import PersonView, SessionView, UnitView
from cxgame.people.rota.queries import PersonWeek
from cxgame.ui import account
from cxgame.ui.follow import follow
from cxgame.ui.parts import people_rota
from cxgame.ui.parts.people import ROLES
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, flash

FORMS = "profile:forms"  # how many password forms were sent well: a new one starts empty


def who(person: PersonView, units: list[UnitView], teams: dict[int, str]) -> None:
    """Show what is known of oneself, and the languages to choose from."""
    scope = [unit.name for unit in units if unit.id in person.scope_units]
    scope += [teams[team_id] for team_id in person.scope_teams]
    facts = [
        (_("Role"), _(ROLES[Role(person.role)])),
        (_("Home team"), person.team),
        (_("Answers for"), ", ".join(scope)),
        (_("Sign-in name"), person.sign_in_name),
        (_("E-mail"), person.email),
    ]
    sheet(
        markup.render(
            "people/profile.html",
            locale(),
            name=person.name,
            facts=[(name, value) for name, value in facts if value],
        ),
        key="profile",
    )


def shifts(actor: Actor, week: PersonWeek, planners: list[str]) -> None:
    """Show one's own week and leave; who plans the team finds the way to the rota."""
    may_plan = permissions.may_open(actor, "rota")
    follow(sheet(people_rota.own(week, planners, may_plan=may_plan), key="own_week"))


def password_form(actor: Actor, person: PersonView) -> None:
    """Show the form of a new password, and change it when it was sent."""
    turn = st.session_state.setdefault(FORMS, 0)
    sent = sheet(
        markup.render(
            "people/own_password.html",
            locale(),
            name=person.sign_in_name,
            turn=turn,
            shortest=passwords.SHORTEST,
        ),
        key="own_password",
    )
    if sent.get("name") != "password":
        return
    problem = change_password(actor, person, sent)
    if problem:
        st.error(i18n.say(locale(), problem), icon=":material/info:")
        return
    st.session_state[FORMS] = turn + 1
    flash(_("Your new password is set. You were signed out on other devices."))
    st.rerun()


def change_password(actor: Actor, person: PersonView, sent: dict[str, str]) -> CxgameError | None:
    """Check the old password and store the new one; return why it was refused, if it was.

    Hashing takes a while and happens outside of any transaction.
    """
    now, keys = clock.now(), [f"own:{person.id}"]
    try:
        with db.reading() as session:
            if accounts.seconds_to_wait(session, keys=keys, now=now):
                raise Conflict("Too many attempts. Wait a while, then try again.")
            known = accounts.find_account(session, name=person.sign_in_name)
        stored = known.password_hash if known else None
        if not passwords.matches(sent.get("old", "")[:1000], stored):
            with db.transaction() as session:
                accounts.note_failure(session, keys=keys, now=now)
            raise InvalidInput("This is not your password of now.")
        passwords.validate(sent.get("new", ""), name=person.name)
        passwords.validate_repeated(sent.get("new", ""), sent.get("again", ""))
        secret = passwords.hashed(sent["new"])
    except CxgameError as error:
        return error
    return attempt(
        accounts.change_password,
        actor=actor,
        person_id=person.id,
        password_hash=secret,
        keep=account.session_token() or "",
        now=now,
    )


def devices(actor: Actor, sessions: list[SessionView]) -> None:
    """Show where one is signed in, and sign out elsewhere when asked."""
    zone = clock.zone()
    lines = [
        {
            "since": i18n.moment(locale(), each.started_at, zone),
            "until": i18n.moment(locale(), each.expires_at, zone),
            "is_this": each.is_this,
        }
        for each in sessions
    ]
    sent = sheet(markup.render("people/devices.html", locale(), lines=lines), key="devices")
    if sent.get("name") == "elsewhere" and actor.person_id:
        act(
            _("You are signed in here only."),
            accounts.sign_out_elsewhere,
            actor=actor,
            person_id=actor.person_id,
            keep=account.session_token() or "",
            now=clock.now(),
        )

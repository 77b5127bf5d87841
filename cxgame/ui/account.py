"""Who is at the keyboard, read from the cookie on every run."""

from dataclasses import replace
from typing import NoReturn

import streamlit as st

from cxgame import clock, db, i18n
from cxgame.cookies import LANGUAGE_COOKIE, SESSION_COOKIE
from cxgame.people import accounts
from cxgame.people.actor import Actor
from cxgame.ui.text import LOCALE

ACTOR = "actor"


def session_token() -> str | None:
    """Return the secret that the browser's cookie holds: the only place that reads it."""
    return st.context.cookies.get(SESSION_COOKIE)


def arrive() -> Actor | None:
    """Find out who is here and in which language, and keep both for this run."""
    actor = current_actor()
    cookie = st.context.cookies.get(LANGUAGE_COOKIE)
    language = (actor.locale if actor else "") or (cookie if cookie in i18n.LOCALES else "")
    st.session_state[LOCALE] = language or _browsers_language()
    if actor:
        actor = replace(actor, locale=st.session_state[LOCALE])
    st.session_state[ACTOR] = actor
    return actor


def _browsers_language() -> str:
    """Return what the browser prefers; the headers of its socket may lack what its pages say."""
    told = (st.context.locale, st.context.headers.get("Accept-Language"))
    return i18n.negotiate(", ".join(filter(None, told)))


def current_actor() -> Actor | None:
    """Return who is signed in according to the database, now."""
    token = session_token()
    if token is None:
        return None
    with db.reading() as session:
        return accounts.actor_of(session, token=token, now=clock.now())


def leave() -> NoReturn:
    """End the session in the database and forget everything this browser session held."""
    if token := session_token():
        with db.transaction() as session:
            accounts.end_session(session, token=token, now=clock.now())
    st.session_state.clear()
    st.rerun()


def require_actor() -> Actor:
    """Return who is signed in; the frame lets nobody else reach a page."""
    actor: Actor | None = st.session_state.get(ACTOR)
    if actor is None:
        st.stop()
    return actor

"""Run queries and commands for a page, each in a transaction of its own.

No page opens a transaction: st.rerun() and st.stop() raise, so inside one
they would roll it back without a word.
"""

from collections.abc import Callable
from typing import Concatenate, NoReturn, ParamSpec, TypeVar

import streamlit as st
from sqlmodel import Session

from cxgame import db, i18n
from cxgame.errors import CxgameError
from cxgame.ui import account
from cxgame.ui.text import _, locale

P = ParamSpec("P")
T = TypeVar("T")
FLASH = "flash"
PAGES = "pages"


def load(query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return the plain values that a query finds; a refusal is shown and ends the page."""
    try:
        with db.reading() as session:
            return query(session, *args, **kwargs)
    except CxgameError as error:
        refuse(error)


def act(
    done: str,
    command: Callable[Concatenate[Session, P], T],
    *args: P.args,
    **kwargs: P.kwargs,
) -> CxgameError:
    """Run a command, then say `done` (if not empty) on a fresh run.

    Where the command refuses, show the sentence here and return the error, so that the page can
    keep what was typed.
    """
    error = attempt(command, *args, **kwargs)
    if isinstance(error, CxgameError):
        st.error(i18n.say(locale(), error), icon=":material/info:")
        return error
    if done:
        flash(done)
    st.rerun()
    raise AssertionError  # rerun never returns


def attempt(
    command: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs
) -> T | CxgameError:
    """Run a command in its transaction and return its result, or the error that refused it."""
    if account.current_actor() is None:
        st.rerun()  # signed out meanwhile: the frame shows the sign-in page
    try:
        with db.transaction() as session:
            return command(session, *args, **kwargs)
    except CxgameError as error:
        return error


def flash(message: str) -> None:
    """Say something on the next run: a toast just before a rerun would be lost."""
    st.session_state[FLASH] = message


def show_flash() -> None:
    """Show what the previous run had to say."""
    if message := st.session_state.pop(FLASH, None):
        st.toast(message, icon=":material/check_circle:")


def go(page: str, **query: str | int) -> NoReturn:
    """Leave for another page of the menu, with a query in its address."""
    pages: dict[str, st.Page] = st.session_state[PAGES]
    st.switch_page(pages[page], query_params={key: str(value) for key, value in query.items()})
    raise AssertionError  # switch_page never returns


def refuse(error: CxgameError) -> NoReturn:
    """Show why something can't be shown, offer the way home, and end the page."""
    st.error(i18n.say(locale(), error), icon=":material/info:")
    if st.button(_("Back to the start"), icon=":material/arrow_back:"):
        go("home")
    st.stop()

"""What stands where a page may not be shown: the sign-in form, or why not."""

import streamlit as st

from cxgame.errors import NotAllowed
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import demo_accounts as people
from cxgame.people import queries
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import load, refuse


def page(onward: str) -> None:
    """Show the form that posts to /account/sign-in and then leads to `onward`."""
    company = load(queries.company)
    with st.container(horizontal_alignment="center").container(width=420):
        sheet(
            markup.render(
                "people/sign_in.html",
                locale(),
                company=company.name,
                is_demo=company.is_demo,
                demo_names=", ".join(people.DEMO_NAMES),
                demo_password=people.DEMO_PASSWORD,
                onward=onward,
                problem=_problem(),
                other="en" if locale() == "pt-BR" else "pt-BR",
            ),
            key="sign_in",
        )


def refused() -> None:
    """Say that a page is not for this person's role."""
    refuse(NotAllowed(N_("This page is not for your role. Your own pages are in the menu.")))


def _problem() -> str:
    match st.query_params.get("problem"):
        case "wrong":
            return _("Name or password don't match. Try again, or ask your manager for a new link.")
        case "wait":
            seconds = st.query_params.get("wait", "")
            minutes = -(-int(seconds) // 60) if seconds.isdigit() else 1
            return _(
                "Too many attempts. Wait {minutes} min, or ask your manager for a new link.",
                minutes=minutes,
            )
    return ""

"""What a person sees when something of ours breaks: one sentence with a number to quote."""

import logging
import secrets

import streamlit as st

from cxgame.ui.text import _

log = logging.getLogger("cxgame.error")


def on_script_error(error: Exception) -> bool:
    """Log the error under a fresh number and show that number; nothing else leaks."""
    number = secrets.token_hex(4)
    log.error("error %s", number, exc_info=error)
    st.error(
        _(
            "Something broke on our side. What you saved is safe. "
            "Reload the page; if it happens again, tell the administrator number {number}.",
            number=number,
        ),
        icon=":material/error:",
    )
    return True

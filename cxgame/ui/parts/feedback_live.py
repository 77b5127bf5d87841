"""What came in since the page was drawn, announced without moving what is read."""

import streamlit as st

from cxgame.feedback import inbox
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts.feedback_filters import Asked
from cxgame.ui.sheet import sheet
from cxgame.ui.text import locale
from cxgame.ui.work import load

EVERY = 20  # seconds
MOST = 99  # counted; more are said to be more


@st.fragment(run_every=EVERY)
def announce(actor: Actor, asked: Asked, last: int) -> None:
    """Say how many records came in after the one with the id `last`, and offer to show them."""
    n = load(inbox.newer_than, actor=actor, wanted=asked.wanted, last=last, limit=MOST + 1)
    sent = sheet(
        markup.render("feedback/newer.html", locale(), n=min(n, MOST), has_more=n > MOST),
        key="newer",
    )
    if sent.get("name") == "newer":
        address.forget("page")
        st.rerun()

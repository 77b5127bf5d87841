"""The frame of every page: who is here, which pages there are, the shell around them."""

from functools import partial
from urllib.parse import urlencode

import streamlit as st

from cxgame.people import permissions
from cxgame.settings import ROOT
from cxgame.ui import account, menu, shell, sign_in, work
from cxgame.ui.text import _

st.set_page_config(
    page_title="CXGame", page_icon=str(ROOT / "cxgame/ui/static/mark.svg"), layout="wide"
)
actor = account.arrive()


def where(slug: str) -> str:
    """Return the address being opened, to come back to after signing in."""
    query = {k: v for k, v in st.query_params.to_dict().items() if k not in ("problem", "wait")}
    return f"/{slug}" + (f"?{urlencode(query)}" if query else "")


def home() -> None:
    """Lead a person from the bare address to the page that is theirs."""
    if actor:
        work.go(menu.home_of(actor))
    sign_in.page(onward="/")


def page_for(entry: menu.Entry) -> st.Page:
    """Return what an address shows: the page, the sign-in, or why not."""
    if actor is None:
        content = partial(sign_in.page, onward=where(entry.slug))
        return st.Page(content, title=_("Sign in"), url_path=entry.slug)
    if not permissions.may_open(actor, entry.slug) or not entry.path.exists():
        return st.Page(sign_in.refused, title=_(entry.title), url_path=entry.slug)
    return st.Page(entry.path, title=_(entry.title), url_path=entry.slug)


pages = {slug: page_for(entry) for slug, entry in menu.ENTRIES.items()}
pages["home"] = st.Page(home, title="CXGame", url_path="home", default=True)
st.session_state[work.PAGES] = pages

current = st.navigation(list(pages.values()), position="hidden")
if actor is None:
    current.run()
else:
    with st.container(gap=None):  # the shell takes no room of its own
        tapped = shell.shell(actor, current.url_path)
        body = st.container()
    if tapped == "sign_out":
        account.leave()
    if tapped in pages:
        work.go(tapped)
    with body:
        current.run()
    work.show_flash()

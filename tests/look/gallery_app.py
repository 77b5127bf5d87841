"""Serve the gallery under the app's own headers, styles and fonts."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from cxgame.settings import ROOT
from cxgame.web import look
from cxgame.web.headers import SecurityHeaders

app = st.App(
    Path(__file__).parent / "gallery.py",
    routes=[look.routes, Mount("/app/static", StaticFiles(directory=ROOT / "cxgame/ui/static"))],
    middleware=[Middleware(SecurityHeaders, https=False)],
)

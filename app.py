"""The application: pages, routes, guards and the clock of the jobs. `streamlit run app.py`."""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

from cxgame.settings import get_settings
from cxgame.ui.errors import on_script_error
from cxgame.web import routes, visit
from cxgame.web.guard import BodyLimit, Guard, SameOrigin
from cxgame.web.headers import SecurityHeaders
from cxgame.web.index import AppPage
from cxgame.web.life import lifespan

_settings = get_settings()

app = st.App(
    Path(__file__).parent / "cxgame" / "ui" / "frame.py",
    lifespan=lifespan,
    routes=routes.ALL,
    middleware=[
        Middleware(SecurityHeaders, https=_settings.https),
        Middleware(SameOrigin),
        Middleware(
            BodyLimit, limit=_settings.max_body_kb * 1024, larger={"/v/": visit.LARGEST_BODY}
        ),
        Middleware(Guard),
        Middleware(AppPage),
    ],
    on_script_error=on_script_error,
)

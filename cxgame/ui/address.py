"""The address of the page being shown: what it says, and how to change it."""

from typing import NoReturn
from urllib.parse import urlsplit

import streamlit as st

from cxgame.settings import get_settings


def read(name: str, default: str = "") -> str:
    """Return one value of the address; it was typed by somebody, so check it."""
    return st.query_params.get(name, default)


def number(name: str) -> int | None:
    """Return a whole number of the address, None when it holds none."""
    value = st.query_params.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def turn(**changes: str) -> NoReturn:
    """Change values of the address (an empty one leaves it) and draw the page anew."""
    kept = {**st.query_params.to_dict(), **changes}
    st.query_params.from_dict({name: value for name, value in kept.items() if value})
    st.rerun()
    raise AssertionError  # rerun never returns


def forget(*names: str) -> None:
    """Take values out of the address, such as the dialog that was just closed."""
    for name in names:
        st.query_params.pop(name, None)


def origin() -> str:
    """Return the start of links that leave the app: the public address, else this browser's."""
    here = urlsplit(str(st.context.url or ""))
    return get_settings().public_url or f"{here.scheme}://{here.netloc}"

"""Where things stand on a page: a centred column that narrows with the screen."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator


def column(width: int = 720) -> DeltaGenerator:
    """Return a centred column, width in pixels, full width on a phone."""
    return st.container(horizontal_alignment="center").container(width=width)


def page(width: int = 1120) -> DeltaGenerator:
    """Return the column of a page for a desk."""
    return column(width)

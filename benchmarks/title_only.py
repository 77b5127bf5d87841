"""A page that holds only a title: the floor of every rerun."""

import streamlit as st

st.title("Title")

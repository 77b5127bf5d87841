"""Templates, styles and drawings that the pages and the public site share; no Streamlit here."""

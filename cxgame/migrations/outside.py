"""What lies in a database beside the models' tables, and is no matter for Alembic."""

from typing import Any

# The index of words keeps itself: feedback.text_index makes it after every migration.
OWN_TABLES = "record_words"
OWN_INDEXES = ("ix__feedback_record__words",)


def is_managed(name: str | None, kind: str, _parents: Any) -> bool:
    """Tell whether a thing of the database should be what the models say."""
    if kind == "table":
        return not (name or "").startswith(OWN_TABLES)
    return name not in OWN_INDEXES

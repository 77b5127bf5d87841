"""Bringing a file in: the file and how it is written, a mapping, what it holds, which column."""

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing.options import Options
from cxgame.people.actor import Actor
from cxgame.ui.parts import feedback_import_columns as columns
from cxgame.ui.parts import feedback_import_file as written
from cxgame.ui.parts import feedback_import_mappings as mappings
from cxgame.ui.text import _


@dataclass(frozen=True)
class Choice:
    """A file and how to read it; `columns` are those it has."""

    file: UploadedFile
    kind: BatchKind
    options: Options
    columns: tuple[str, ...]

    @property
    def key(self) -> str:
        """Return what tells this choice from another."""
        return f"{self.file.file_id} {self.kind} {self.options}"


def choose(actor: Actor) -> Choice | None:
    """Let somebody choose a file and say how to read it; None until it can be checked."""
    file = written.upload()
    if file is None:
        return None
    looked, form = written.look(file)
    if looked is None:
        return None
    if not looked.count:
        st.info(_("There are no rows below the heading."), icon=":material/info:")
        return None
    chosen = mappings.choose(actor, looked)
    only = columns.whose(looked, chosen)
    if only is None:
        return None
    holds = columns.what_it_holds(chosen)
    kind = columns.KINDS.get(holds, "feedback")
    given = columns.which_is_what(looked, kind, holds, chosen)
    options = columns.options(actor, holds, given, chosen, only, form)
    mappings.remember(actor, looked, kind, options, chosen)
    return Choice(file, kind, options, looked.columns)

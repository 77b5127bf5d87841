"""Bringing a file in: what it holds, which column is what, a dry run, consent, the import."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cxgame import i18n
from cxgame.errors import CxgameError
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import mapping, preview
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.preview import Preview
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.scales import DEFAULT_SCALES, SurveyKind
from cxgame.i18n import N_
from cxgame.people import queries
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

SERVED = "served"
TYPES = ("csv", "tsv", "txt")
DATES = {"": N_("as the file shows"), "d/m/y": N_("day first"), "m/d/y": N_("month first")}
FIELDS = {
    "score": N_("Score"),
    "text": N_("What the customer wrote"),
    "collected_at": N_("Date"),
    "team": N_("Team"),
    "touchpoint": N_("Touchpoint"),
    "customer": N_("Customer"),
    "submission_id": N_("The other system's key"),
    "tags": N_("Tags"),
    "from": N_("First day"),
    "to": N_("Last day"),
    "customers": N_("Customers served"),
}
ROUND = "import:round"  # how many files went in: the next one starts empty
LOOKED = "import:looked"  # the file that was looked at last, and what was seen


@dataclass(frozen=True)
class Choice:
    """A file and how to read it."""

    file: UploadedFile
    kind: BatchKind
    options: Options

    @property
    def key(self) -> str:
        """Return what tells this choice from another."""
        return f"{self.file.file_id} {self.kind} {self.options}"


def choose(actor: Actor) -> Choice | None:
    """Let somebody choose a file and say how to read it; None until it can be checked."""
    turn = st.session_state.setdefault(ROUND, 0)
    file = st.file_uploader(
        _("File with a heading row, separated by commas, semicolons or tabs"),
        type=list(TYPES),
        key=f"import:file:{turn}",
    )
    if file is None:
        return None
    holds = _what_it_holds()
    kind: BatchKind = "served" if holds == SERVED else "feedback"
    try:
        looked = _looked(file, kind)
    except CxgameError as error:
        feedback.refused(error)
        return None
    _show(looked)
    st.header(_("Which column is what"))
    given = _columns(looked, kind, holds)
    return Choice(file, kind, _options(actor, looked, holds, given))


def _what_it_holds() -> str:
    options = {kind.value: _(name) for kind, name in feedback.SURVEYS.items()}
    options |= {kind.value: _(feedback.KINDS[kind]) for kind in FROM_CUSTOMERS}
    options[SERVED] = _("Customers served")
    keys = list(options)
    asked = address.read("kind")
    return str(
        st.selectbox(
            _("What the file holds"),
            keys,
            index=keys.index(asked) if asked in keys else 0,
            format_func=lambda key: options[key],
            width=320,
        )
    )


def _looked(file: UploadedFile, kind: BatchKind) -> Preview:
    """Look at a file once, not at every run of the page: it is read to its end."""
    kept: tuple[object, Preview] | None = st.session_state.get(LOOKED)
    key = (file.file_id, file.size, kind)
    if kept and kept[0] == key:
        return kept[1]
    looked = preview.preview(file, file.name, kind=kind)
    st.session_state[LOOKED] = (key, looked)
    return looked


def _show(looked: Preview) -> None:
    separators = {",": _("commas"), ";": _("semicolons"), "\t": _("tabs"), "|": _("bars")}
    words = _(
        "{n} rows, separated by {separator}, written in {encoding}.",
        n=i18n.number(locale(), looked.count),
        separator=separators[looked.separator],
        encoding=looked.encoding.removesuffix("-sig").upper(),
    )
    st.markdown(words)
    width = len(looked.columns)
    rows = [(*row, *[""] * width)[:width] for row in looked.rows[:5]]
    st.dataframe(
        pd.DataFrame(rows, columns=list(looked.columns)),
        hide_index=True,
        alt=_("The first rows of the file"),
    )


def _columns(looked: Preview, kind: BatchKind, holds: str) -> dict[str, str]:
    """Return field -> column as chosen; "" leaves a field without one."""
    fields = [field for field in mapping.FIELDS[kind] if field != "score" or _has_score(holds)]
    columns = ["", *looked.columns]
    given = {}
    with st.grid(3, min_column_width=220) as grid:
        for field in fields:
            guessed = looked.mapping.get(field, "")
            given[field] = grid.selectbox(
                _(FIELDS[field]),
                columns,
                index=columns.index(guessed),
                format_func=lambda column: column or _("no column"),
                key=f"import:{kind}:{field}",
            )
    return given


def _options(actor: Actor, looked: Preview, holds: str, given: dict[str, str]) -> Options:
    with st.expander(_("More about the file")):
        teams = [team.name for team in load(queries.teams, actor=actor)]
        team = st.selectbox(
            _("Team of rows that name none"),
            ["", *teams],
            format_func=lambda name: name or _("The whole company"),
        )
        creates = st.checkbox(_("Make teams that don't exist yet"))
        order = st.selectbox(
            _("How dates are written"),
            list(DATES),
            format_func=lambda key: _(DATES[key]) + (f" ({looked.date_format})" if not key else ""),
        )
        scale, is_reversed = "", False
        if _has_score(holds):
            usual = str(DEFAULT_SCALES[SurveyKind(holds)])
            scale = st.text_input(_("Scale"), placeholder=usual)
            is_reversed = st.checkbox(_("The low end of the scale is the good one"))
    return Options(
        survey=SurveyKind(holds) if _has_score(holds) else None,
        kind=Kind(holds) if holds in FROM_CUSTOMERS else None,
        scale=scale,
        is_reversed=is_reversed,
        mapping=given,
        team=team,
        creates_teams=creates,
        date_format=order,
    )


def _has_score(holds: str) -> bool:
    return holds in set(SurveyKind)

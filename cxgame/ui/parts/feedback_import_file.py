"""The file to bring in, what was found out about how it is written, and saying it otherwise."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cxgame import i18n
from cxgame.errors import CxgameError
from cxgame.feedback.importing import preview
from cxgame.feedback.importing.preview import Preview
from cxgame.i18n import N_
from cxgame.tabular.encodings import ENCODINGS
from cxgame.tabular.separated import SEPARATORS
from cxgame.tabular.source import Form
from cxgame.ui.parts import feedback
from cxgame.ui.text import _, as_it_is, locale

TYPES = ("csv", "tsv", "txt", "xlsx", "xlsm", "xls")  # of the last we say what to do with it
MARKS = {",": N_("commas"), ";": N_("semicolons"), "\t": N_("tabs"), "|": N_("bars")}
ORDERS = {"d/m/y": N_("day first"), "m/d/y": N_("month first"), "ISO": N_("year first")}
DECIMALS = {",": N_("a comma"), ".": N_("a point")}
SHOWN = 5  # rows
ROUND = "import:round"  # how many files went in: the next one starts empty
LOOKED = "import:looked"  # the file that was looked at last, and what was seen


@dataclass(frozen=True)
class Said:
    """How somebody says that a file is written; "" where what was found is right."""

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    date_format: str = ""
    decimal: str = ""

    @property
    def form(self) -> Form:
        """Return what a file is opened with."""
        return Form(self.encoding, self.separator, self.sheet)


def upload() -> UploadedFile | None:
    """Offer to choose a file."""
    return st.file_uploader(
        _("Table with a heading row: CSV or Excel (.xlsx)"),
        type=list(TYPES),
        key=f"import:file:{st.session_state.setdefault(ROUND, 0)}",
    )


def look(file: UploadedFile) -> tuple[Preview | None, Said]:
    """Show how a file is written and let that be changed; None when it can't be read so."""
    summary, table = st.empty(), st.empty()
    form = Form(*(st.session_state.get(_key(file, name), "") for name in Form.__match_args__))
    try:
        looked = _looked(file, form)
    except CxgameError as error:
        with summary.container():
            feedback.refused(error)
        return None, _ask(file, None)
    _show(summary, table, looked)
    return looked, _ask(file, looked)


def _key(file: UploadedFile, name: str) -> str:
    return f"import:{file.file_id}:{name}"


def _looked(file: UploadedFile, form: Form) -> Preview:
    """Look at a file once, not at every run of the page: it is read to its end."""
    kept: tuple[object, Preview] | None = st.session_state.get(LOOKED)
    key = (file.file_id, file.size, form)
    if kept and kept[0] == key:
        return kept[1]
    with st.spinner(_("Reading the file…")):
        looked = preview.preview(file, file.name, form=form)
    st.session_state[LOOKED] = (key, looked)
    return looked


def _show(summary: DeltaGenerator, table: DeltaGenerator, looked: Preview) -> None:
    n = i18n.number(locale(), looked.count)
    if looked.sheets:
        words = _("{n} rows in the sheet “{sheet}”.", n=n, sheet=as_it_is(looked.sheet))
    else:
        words = _(
            "{n} rows, separated by {separator}, written in {encoding}.",
            n=n,
            separator=_(MARKS[looked.separator]),
            encoding=looked.encoding.removesuffix("-sig").upper(),
        )
    more = [words]
    if looked.heading_row > 1:
        more.append(_("The heading is in row {row}.", row=looked.heading_row))
    if looked.has_both:
        more.append(_("Dates are written in two orders: say which one counts."))
    elif looked.date_format:
        more.append(_("Dates: {order}.", order=_(ORDERS[looked.date_format])))
    if looked.decimal:
        more.append(_("Decimals after {mark}.", mark=_(DECIMALS[looked.decimal])))
    summary.markdown(" ".join(more))
    width = len(looked.columns)
    rows = [(*row, *[""] * width)[:width] for row in looked.rows[:SHOWN]]
    table.dataframe(
        pd.DataFrame(rows, columns=list(looked.columns)),
        hide_index=True,
        alt=_("The first rows of the file"),
    )


def _ask(file: UploadedFile, looked: Preview | None) -> Said:
    """Offer to say how the file is written, open at once where that is needed."""
    has_problem = looked is None or looked.has_both
    with (
        st.expander(_("Written in another way?"), expanded=has_problem),
        st.grid(3, min_column_width=200) as grid,
    ):
        found = _("as found")
        is_book = looked is not None and bool(looked.sheets)
        sheet = encoding = separator = ""
        if looked is not None and is_book:
            first, sheets = _("the first one"), ["", *looked.sheets]
            named, key = (lambda name: name or first), _key(file, "sheet")
            sheet = grid.selectbox(_("Sheet"), sheets, format_func=named, key=key)
        else:
            encoding = grid.selectbox(
                _("Encoding"),
                ["", *ENCODINGS],
                format_func=lambda name: name.upper() or found,
                key=_key(file, "encoding"),
            )
            separator = grid.selectbox(
                _("Separated by"),
                ["", *SEPARATORS],
                format_func=lambda mark: _(MARKS[mark]) if mark else found,
                key=_key(file, "separator"),
            )
        order = grid.selectbox(
            _("How dates are written"),
            ["", *ORDERS],
            format_func=lambda key: _(ORDERS[key]) if key else found,
            key=_key(file, "dates"),
        )
        decimal = grid.selectbox(
            _("Before decimals stands"),
            ["", *DECIMALS],
            format_func=lambda key: _(DECIMALS[key]) if key else found,
            key=_key(file, "decimal"),
        )
    return Said(str(encoding), str(separator), str(sheet), str(order), str(decimal))

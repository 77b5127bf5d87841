"""Bringing a file in: what it holds, which column is what, a dry run, consent, the import."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cxgame import clock, db, i18n
from cxgame.errors import CxgameError
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import mapping, preview, run
from cxgame.feedback.importing.options import Options
from cxgame.feedback.importing.preview import Preview
from cxgame.feedback.importing.report import Report
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.scales import DEFAULT_SCALES, SurveyKind
from cxgame.i18n import N_
from cxgame.people import queries
from cxgame.people.actor import Actor
from cxgame.ui import account, address
from cxgame.ui.parts import feedback
from cxgame.ui.text import _, locale, ngettext
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
CHECKED = "import:checked"  # {"of": what was checked, "report": its plain report}
DONE = "import:done"  # the plain report of the last import
ROUND = "import:round"  # how many files went in: the next one starts empty
ROWS_SHOWN = 200  # bad rows on the screen; the report holds all


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
        looked = _looked(file.file_id, file, kind)
    except CxgameError as error:
        feedback.refused(error)
        return None
    _show(looked)
    st.header(_("Which column is what"))
    given = _columns(looked, kind, holds)
    return Choice(file, kind, _options(actor, looked, holds, given))


def check(actor: Actor, choice: Choice) -> dict[str, Any] | None:
    """Offer a dry run and return its plain report once it was made for this choice."""
    checked = st.session_state.get(CHECKED) or {}
    is_checked = checked.get("of") == choice.key
    kind: Literal["primary", "secondary"] = "secondary" if is_checked else "primary"
    if st.button(_("Check the file"), icon=":material/fact_check:", type=kind):
        report = _run(lambda tell: run.rehearse(db.reading, _task(actor, choice, tell)))
        if report:
            kept = {"of": choice.key, "report": report.as_json(locale())}
            st.session_state[CHECKED] = kept
            st.rerun()
    return checked["report"] if is_checked else None


def consent(actor: Actor, choice: Choice, report: dict[str, Any]) -> None:
    """Show what a dry run found, and bring the good rows in if somebody says so."""
    show_report(report)
    good, bad = report["created"], report["rejected"]
    if not good:
        st.info(_("Nothing new would go in."), icon=":material/info:")
        return
    words = ngettext("Import {n} row", "Import {n} rows", good)
    if bad:
        words = ngettext("Import the {n} good row", "Import the {n} good rows", good)
    if not st.button(words, type="primary", icon=":material/upload:"):
        return
    done = _run(lambda tell: run.bring_in(db.transaction, _task(actor, choice, tell)))
    if done:
        st.session_state[DONE] = done.as_json(locale())
        st.session_state[ROUND] += 1
        st.session_state.pop(CHECKED, None)
        address.turn(batch=str(done.batch))


def show_report(report: dict[str, Any]) -> None:
    """Show the counts of a report and every reason, with the rows to download."""
    figures = (
        (_("Rows read"), report["read"]),
        (_("New"), report["created"]),
        (_("Already there"), report["duplicates"]),
        (_("Refused"), report["rejected"]),
    )
    with st.grid(len(figures), min_column_width=140) as grid:
        for name, value in figures:
            grid.metric(name, i18n.number(locale(), value), border=True)
    rows = report["rejected_rows"]
    if not rows:
        return
    frame = pd.DataFrame(rows)
    frame.columns = [_("Row"), _("Reason")]
    st.dataframe(
        frame.head(ROWS_SHOWN),
        hide_index=True,
        column_config={_("Row"): st.column_config.NumberColumn(width=90)},
        alt=_("Refused rows and why"),
    )
    if len(rows) > ROWS_SHOWN:
        st.markdown(_("The first {n} are shown; the report holds all.", n=ROWS_SHOWN))
    st.download_button(
        _("Download the report"),
        as_csv(frame),
        file_name="report.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def as_csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV that a spreadsheet opens well and runs nothing of."""
    safe = frame.map(lambda cell: f"'{cell}" if str(cell).startswith(tuple("=+-@\t\r")) else cell)
    separator = ";" if locale() == "pt-BR" else ","
    return safe.to_csv(index=False, sep=separator).encode("utf-8-sig")


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


@st.cache_data(max_entries=4, show_spinner=False)
def _looked(_file_id: str, _file: UploadedFile, kind: BatchKind) -> Preview:
    return preview.preview(_file, _file.name, kind=kind)


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


def _task(actor: Actor, choice: Choice, tell: run.Progress) -> run.Task:
    return run.Task(
        kind=choice.kind,
        file=choice.file,
        name=choice.file.name,
        actor=actor,
        options=choice.options,
        now=clock.now(),
        progress=tell,
    )


def _run(work: Callable[[run.Progress], Report]) -> Report | None:
    """Run something long with a bar that moves; a refusal is shown, and None returned."""
    if account.current_actor() is None:
        st.rerun()  # signed out meanwhile: the frame shows the sign-in page
    bar = st.progress(0.0, text=_("Reading the file…"))
    try:
        return work(lambda done, of: _move(bar, done, of))
    except CxgameError as error:
        feedback.refused(error)
        return None
    finally:
        bar.empty()


def _move(bar: DeltaGenerator, done: int, of: int) -> None:
    words = _(
        "{done} of {n} rows",
        done=i18n.number(locale(), done),
        n=i18n.number(locale(), of),
    )
    bar.progress(min(1.0, done / of) if of else 1.0, text=words)

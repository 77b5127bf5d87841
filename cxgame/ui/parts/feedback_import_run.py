"""Rehearsing an import, agreeing to it, running it, and the report of what became of the rows."""

from collections.abc import Callable
from typing import Any, Literal

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from cxgame import clock, db, i18n
from cxgame.errors import CxgameError
from cxgame.feedback.batches import BatchKind
from cxgame.feedback.importing import run
from cxgame.feedback.importing.report import Report
from cxgame.feedback.scales import SurveyKind
from cxgame.look import spreadsheet
from cxgame.look.spreadsheet import Table
from cxgame.people.actor import Actor
from cxgame.ui import account, address
from cxgame.ui.parts import feedback
from cxgame.ui.parts.feedback_import import Choice
from cxgame.ui.parts.feedback_import_file import ORDERS, ROUND
from cxgame.ui.text import _, as_it_is, locale, ngettext

CHECKED = "import:checked"  # {"of": what was checked, "report": its plain report}
DONE = "import:done"  # the plain report of the last import
ROWS_SHOWN = 200  # bad rows on the screen; the report holds all


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
    words = _consent_to(report, choice.kind)
    if not words:
        st.info(_("Nothing new would go in."), icon=":material/info:")
        return
    if cases := report.get("cases", 0):
        st.info(
            ngettext(
                "{n} case will be opened, of what was said in the last 14 days. No mail goes out.",
                "{n} cases will be opened, of what was said in the last 14 days. No mail goes out.",
                cases,
            ),
            icon=":material/support_agent:",
        )
    if not st.button(words, type="primary", icon=":material/upload:"):
        return
    done = _run(lambda tell: run.bring_in(db.transaction, _task(actor, choice, tell)))
    if done:
        st.session_state[DONE] = done.as_json(locale())
        st.session_state[ROUND] += 1
        st.session_state.pop(CHECKED, None)
        address.turn(batch=str(done.batch))


def _consent_to(report: dict[str, Any], kind: BatchKind) -> str:
    """Return what the button says, "" where there is nothing to do."""
    good = report["created"]
    if kind == "customers":  # those known already are told anew
        good += report["duplicates"]
    if report["resumes"]:
        stood = i18n.number(locale(), report["stood"])
        st.info(
            _("An import of this file was interrupted after {n} rows. It goes on there.", n=stood),
            icon=":material/info:",
        )
        return _("Go on with the import")
    if not good:
        return ""
    if report["rejected"]:
        return ngettext("Import the {n} good row", "Import the {n} good rows", good)
    return ngettext("Import {n} row", "Import {n} rows", good)


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
    if report["left_out"]:
        names = as_it_is(", ".join(report["left_out"]))
        st.markdown(_("Left out, because it is about persons: {columns}", columns=names))
    if order := ORDERS.get(report["date_format"]):
        st.markdown(_("Dates: {order}.", order=_(order)))
    if report["scales"]:
        said = {kind: _(feedback.SURVEYS[SurveyKind(kind)]) for kind in report["scales"]}
        pairs = [f"{said[kind]} {scale}" for kind, scale in report["scales"].items()]
        st.markdown(_("Scales: {scales}.", scales=", ".join(pairs)))
    if report["rejected_rows"]:
        _show_refused(report["rejected_rows"])


def _show_refused(rows: list[dict[str, Any]]) -> None:
    heads = [_("Row"), _("Reason")]
    report = [(one["row"], one["reason"]) for one in rows]
    frame = pd.DataFrame(report, columns=heads)
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
        spreadsheet.as_csv(Table(heads, report), locale()),
        file_name="report.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


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

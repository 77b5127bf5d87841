"""The imports that were made: what became of each, and taking one back whole."""

import streamlit as st

from cxgame import clock, db, i18n
from cxgame.errors import CxgameError
from cxgame.feedback.batches import BatchState, BatchView
from cxgame.feedback.importing import run
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.parts.feedback_import_run import DONE, show_report
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import flash, go

STATES = {
    BatchState.RUNNING: (N_("Interrupted or still running"), "soon"),
    BatchState.DONE: (N_("Imported"), "good"),
    BatchState.UNDOING: (N_("Being taken back"), "soon"),
    BatchState.UNDONE: (N_("Taken back"), ""),
}


def head() -> None:
    """Show the page's title."""
    sheet(markup.render("feedback/import.html", locale()), key="import-head")


def result() -> None:
    """Show the report of the import that was just made."""
    report = st.session_state.get(DONE)
    if not report or str(report["batch"]) != address.read("batch"):
        return
    with st.container(border=True):
        n = report["created"]
        st.success(
            ngettext("{n} row went in.", "{n} rows went in.", n), icon=":material/check_circle:"
        )
        show_report(report)


def history(actor: Actor, imports: list[BatchView]) -> None:
    """Show the last imports, newest first, each with the way to take it back."""
    sent = sheet(
        markup.render("feedback/imports.html", locale(), imports=[line(one) for one in imports]),
        key="imports",
    )
    value = sent.get("value", "")
    match sent.get("name"):
        case "records":
            go("records", batch=value)
        case "undo" if value.isdigit():
            take_back(actor, int(value))


def take_back(actor: Actor, batch_id: int) -> None:
    """Remove everything that an import stored, some thousands of records at a time."""
    try:
        with st.spinner(_("Taking the import back…")):
            removed = run.take_back(db.transaction, actor=actor, batch_id=batch_id, now=clock.now())
    except CxgameError as error:
        feedback.refused(error)
        return
    st.session_state.pop(DONE, None)
    flash(ngettext("{n} record was taken back.", "{n} records were taken back.", removed))
    address.turn(batch="")


def line(one: BatchView) -> dict[str, object]:
    """Return an import as the list shows it."""
    words, tone = STATES[one.state]
    counts = [
        ngettext("{n} new", "{n} new", one.created),
        ngettext("{n} there already", "{n} there already", one.duplicates),
        ngettext("{n} refused", "{n} refused", one.rejected),
        i18n.moment(locale(), one.created_at, clock.zone()),
    ]
    if one.state is BatchState.RUNNING:
        counts.append(_("Send the same file again, and it goes on."))
    return {
        "id": one.id,
        "file": one.file_name,
        "about": " · ".join(counts),
        "state": _(words),
        "tone": tone,
        "can_undo": one.state is not BatchState.UNDONE,
        "opens": one.kind == "feedback" and one.state is BatchState.DONE and one.created > 0,
    }

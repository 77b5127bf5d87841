"""Bringing a file of questions in: its format found, a look before, consent, what became of it."""

import hashlib
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from cxgame import clock, i18n
from cxgame.content import LANGUAGES, formats
from cxgame.content.formats import Format, Reading
from cxgame.content.formats.encoding import LARGEST_FILE
from cxgame.errors import CxgameError
from cxgame.learning.bank import queries, service
from cxgame.learning.bank.queries import BankBatchView
from cxgame.look import markup, spreadsheet
from cxgame.look.spreadsheet import Table
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.ui import address
from cxgame.ui.parts import learning_bank as bank
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act, attempt, load

TYPES = ("gift", "txt", "xml")
ROUND = "bank:round"  # how many files went in: the next one starts empty
READ = "bank:read"  # the file that was read last, and what it held
DONE = "bank:done"  # the plain report of the last import
ROWS_SHOWN = 200  # lines of a table on the screen; the report holds all
FIRST = 5  # questions shown of a file


def show(actor: Actor) -> None:
    """Let somebody choose a file, look at it and agree to it; below, the files that came."""
    if reading := _chosen():
        _consent(actor, *reading)
    _history(actor, load(queries.bank_batches, actor=actor))


def result() -> None:
    """Show the report of the import that was just made."""
    report = st.session_state.get(DONE)
    if not report or str(report["batch"]) != address.read("batch"):
        return
    n = report["imported"]
    st.success(
        ngettext("{n} question went in.", "{n} questions went in.", n),
        icon=":material/check_circle:",
    )
    _tables(report)


def _chosen() -> tuple[UploadedFile, Reading] | None:
    """Offer to choose a file, and return it once it can be read."""
    turn = st.session_state.setdefault(ROUND, 0)
    file = st.file_uploader(
        _("File of questions: GIFT, Moodle XML or Aiken"),
        type=list(TYPES),
        key=f"bank:file:{turn}",
        max_upload_size=LARGEST_FILE >> 20,
    )
    if file is None:
        return None
    with st.grid(2, min_column_width=220) as grid:
        format = grid.selectbox(
            _("Format"),
            ["", *Format],
            format_func=lambda one: bank.FORMATS[Format(one)] if one else _("as the file shows"),
        )
        language = grid.selectbox(
            _("Language of the questions"),
            list(LANGUAGES),
            index=LANGUAGES.index(get_settings().language),
            format_func=lambda one: _(bank.TONGUES[one]),
        )
    try:
        return file, _read(file, str(format or ""), str(language))
    except CxgameError as error:
        st.error(i18n.say(locale(), error), icon=":material/info:")
        return None


def _read(file: UploadedFile, format: str, language: str) -> Reading:
    """Read a file once, not at every run of the page."""
    kept: tuple[object, Reading] | None = st.session_state.get(READ)
    raw = file.getvalue()
    key = (hashlib.sha256(raw).hexdigest(), file.name, format, language)
    if kept and kept[0] == key:
        return kept[1]
    reading = formats.read(
        raw, format=Format(format) if format else None, name=file.name, language=language
    )
    st.session_state[READ] = (key, reading)
    return reading


def _consent(actor: Actor, file: UploadedFile, reading: Reading) -> None:
    """Show what would happen, and bring the good questions in if somebody says so."""
    report = load(service.rehearse, actor=actor, reading=reading).as_json(locale())
    name, encoding = bank.FORMATS[reading.format], reading.encoding.upper()
    st.markdown(_("Read as {format}, written in {encoding}.", format=name, encoding=encoding))
    _figures(report)
    _tables(report)
    good = report["imported"]
    if not good:
        st.info(_("Nothing new would go in."), icon=":material/info:")
        return
    _first(reading)
    words = ngettext("Bring {n} question in", "Bring {n} questions in", good)
    if not st.button(words, type="primary", icon=":material/upload:"):
        return
    done = attempt(
        service.import_bank, actor=actor, reading=reading, file_name=file.name, now=clock.now()
    )
    if isinstance(done, CxgameError):
        st.error(i18n.say(locale(), done), icon=":material/info:")
        return
    st.session_state[DONE] = done.as_json(locale())
    st.session_state[ROUND] += 1
    st.session_state.pop(READ, None)
    address.turn(part="", batch=str(done.batch or ""))


def _figures(report: dict[str, Any]) -> None:
    figures = (
        (_("Questions read"), report["read"]),
        (_("New"), report["imported"]),
        (_("Already there"), report["known"]),
        (_("Skipped"), len(report["skipped"]) - report["known"]),
    )
    with st.grid(len(figures), min_column_width=140) as grid:
        for name, value in figures:
            grid.metric(name, i18n.number(locale(), value), border=True)


def _tables(report: dict[str, Any]) -> None:
    """Show why questions stay out, and what others lose on the way in."""
    _table(_("Why questions stay out"), report["skipped"], "skipped.csv")
    _table(_("What changes on the way in"), report["notes"], "changes.csv")


def _table(title: str, rows: list[dict[str, Any]], file_name: str) -> None:
    if not rows:
        return
    st.subheader(title)
    heads = [_("Line"), _("Reason")]
    report = [(one["line"], one["reason"]) for one in rows]
    frame = pd.DataFrame(report, columns=heads)
    st.dataframe(
        frame.head(ROWS_SHOWN),
        hide_index=True,
        column_config={_("Line"): st.column_config.NumberColumn(width=90)},
        alt=title,
    )
    if len(rows) > ROWS_SHOWN:
        st.markdown(_("The first {n} are shown; the report holds all.", n=ROWS_SHOWN))
    st.download_button(
        _("Download the report"),
        spreadsheet.as_csv(Table(heads, report), locale()),
        file_name=file_name,
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key=f"bank:{file_name}",
    )


def _first(reading: Reading) -> None:
    """Show the first questions as they were understood."""
    found = [entry.question for entry in reading.entries if entry.question][:FIRST]
    rows = [
        (
            bank.KINDS[one.kind][1],
            one.prompt.in_language(reading.language),
            _(bank.KINDS[one.kind][0]),
        )
        for one in found
    ]
    sheet(markup.render("learning/bank_first.html", locale(), rows=rows), key="bank-first")


def _history(actor: Actor, batches: list[BankBatchView]) -> None:
    """Show the files that came, newest first, each with the way to take it back."""
    sent = sheet(
        markup.render("learning/bank_batches.html", locale(), batches=[_line(b) for b in batches]),
        key="bank-batches",
    )
    value = sent.get("value", "")
    match sent.get("name"):
        case "read":
            address.turn(part="", batch=value)
        case "undo" if value.isascii() and value.isdigit() and len(value) < 19:
            st.session_state.pop(DONE, None)
            act(
                _("The file was taken back."),
                service.undo_bank_import,
                actor=actor,
                batch_id=int(value),
                now=clock.now(),
            )


def _line(one: BankBatchView) -> dict[str, object]:
    about = [
        bank.FORMATS[one.format],
        ngettext("{n} new", "{n} new", one.imported),
        one.by,
        i18n.moment(locale(), one.created_at, clock.zone()),
    ]
    return {
        "id": one.id,
        "file": one.file_name,
        "about": " · ".join(filter(None, about)),
        "is_undone": one.undone_at is not None,
        "left": one.left,
    }

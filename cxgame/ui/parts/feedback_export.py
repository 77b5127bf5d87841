"""Records to take away: the dialog, and the file, with what is personal hidden."""

from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.feedback import exporting
from cxgame.feedback.extras import parts
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.kinds import Channel
from cxgame.look import markup, spreadsheet
from cxgame.look.spreadsheet import Cell, Table
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback, feedback_records
from cxgame.ui.parts.feedback_filters import Asked
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, load

WIDTH = 460  # pixels


def open_wanted(actor: Actor, asked: Asked) -> None:
    """Open the dialog, if the address asks for it."""
    if address.read("export") and permissions.may(actor, "feedback.export_records"):
        closed = partial(address.forget, "export")
        st.dialog(_("Export"), width=WIDTH, on_dismiss=closed)(_dialog)(actor, asked)


def _dialog(actor: Actor, asked: Asked) -> None:
    sent = sheet(
        markup.render("feedback/export.html", locale(), most=exporting.MOST_ROWS), key="export"
    )
    kind = sent.get("value", "")
    if sent.get("name") != "make":
        return
    with st.spinner(_("Writing the file…")):
        found = attempt(exporting.export_records, actor=actor, wanted=asked.wanted, now=clock.now())
        if isinstance(found, CxgameError):
            feedback.refused(found)
            return
        ids = [record.id for record in found]
        made = table(found, *load(parts.answers_of, record_ids=ids, locale=locale()))
        ending = kind if kind in spreadsheet.ENDINGS else "csv"
        file = spreadsheet.written(made, ending, locale())
    st.download_button(
        ngettext("Download {n} record", "Download {n} records", len(found)),
        file,
        file_name=f"{_('customer-voice')}-{clock.local_day(clock.now())}.{ending}",
        mime=spreadsheet.ENDINGS[ending],
        icon=":material/download:",
        type="primary",
        on_click="ignore",
    )


def table(
    records: Sequence[RecordView],
    titles: Mapping[int, str],
    answers: Mapping[int, Mapping[int, str]],
) -> Table:
    """Return records as a table of texts and scores, in the reader's language.

    Each extra question, named in `titles` by its id, is a column of its own at the end.
    """
    rows = [
        (
            *_row(record),
            *(feedback.veiled(answers.get(record.id, {}).get(key, "")) for key in titles),
        )
        for record in records
    ]
    return Table([*_columns(), *titles.values()], rows)


def _columns() -> list[str]:
    return [
        *("id", _("When"), _("Kind"), _("Score"), _("Score range"), _("Text"), _("Team")),
        *(_("Touchpoint"), _("Tags"), _("How it came"), _("Survey"), _("Language")),
        *(_("Customer"), _("Further values")),
    ]


def _row(record: RecordView) -> tuple[Cell, ...]:
    band = _(feedback.BANDS[record.band]) if record.band else ""
    further = "; ".join(f"{name}: {value}" for name, value in record.details.items())
    return (
        record.id,
        i18n.moment(locale(), record.collected_at, clock.zone()),
        feedback_records.what(record),
        record.score,
        band,
        feedback.veiled(record.text),
        record.team,
        record.touchpoint,
        ", ".join(record.tags),
        _(feedback.CHANNELS[Channel(record.channel)]),
        record.survey,
        record.language,
        feedback.veiled(record.customer),
        feedback.veiled(further),
    )

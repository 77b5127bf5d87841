"""Giving questions away: a module, a language, a format, and what that format can't hold."""

import pandas as pd
import streamlit as st

from cxgame import i18n
from cxgame.content import LANGUAGES, formats
from cxgame.content.formats import ENDINGS, Format, Written
from cxgame.learning.bank import outgoing
from cxgame.ui.parts import learning_bank as bank
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load


def show() -> None:
    """Offer the questions of a module, or of all, as a file for another system."""
    names = {one.slug: one.title for one in load(outgoing.module_names, locale=locale())}
    if not names:
        st.info(_("There is no module yet, so there are no questions."), icon=":material/info:")
        return
    with st.grid(3, min_column_width=220) as grid:
        slug = grid.selectbox(
            _("Module"),
            ["", *names],
            format_func=lambda one: names.get(one, "") or _("All modules"),
        )
        format = grid.selectbox(
            _("Format"), list(Format), format_func=lambda one: bank.FORMATS[Format(one)]
        )
        language = grid.selectbox(
            _("Language"),
            list(LANGUAGES),
            index=LANGUAGES.index(locale()),
            format_func=lambda one: _(bank.TONGUES[one]),
        )
    questions = load(outgoing.module_questions, slug=str(slug or ""))
    chosen = Format(format or Format.GIFT)
    written = formats.write(questions, format=chosen, language=str(language))
    _losses(written, len(questions))
    st.download_button(
        ngettext("Download {n} question", "Download {n} questions", written.count),
        written.text.encode(),
        file_name=f"{slug or 'cxgame'}.{language}{ENDINGS[chosen]}",
        mime="application/xml" if chosen is Format.MOODLE_XML else "text/plain",
        icon=":material/download:",
        type="primary",
        disabled=not written.count,
        on_click="ignore",
    )


def _losses(written: Written, total: int) -> None:
    """Say what the file lacks."""
    if not written.losses:
        st.markdown(_("Nothing is lost: every question fits whole."))
        return
    left = total - written.count
    if left:
        words = ngettext("{n} question is left out.", "{n} questions are left out.", left)
        st.markdown(f":material/info: {words}")
    rows = [
        (
            loss.question,
            _("is left out") if loss.is_left_out else _("is changed"),
            i18n.translate(locale(), loss.reason.message, **loss.reason.values),
        )
        for loss in written.losses
    ]
    frame = pd.DataFrame(rows, columns=[_("Question"), _("What happens"), _("Reason")])
    st.dataframe(frame, hide_index=True, alt=_("What the format can't hold"))

"""One customer: what is held, the files to hand over, and what takes it all away."""

import json
from dataclasses import replace

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.thread.privacy import consent, dossier, erasing, export, queries, traces
from cxgame.thread.privacy.erasing import Erased
from cxgame.thread.privacy.models import Depth, RequestState
from cxgame.thread.privacy.queries import Holding
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.parts.people_privacy import KINDS
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, load

# Never in the address: a server's log would keep an e-mail address that is to be forgotten.
ASKED = "privacy:asked"
TURN = "privacy:turn"
LANGUAGES = {"pt-BR": N_("Portuguese"), "en": N_("English")}


def show(actor: Actor) -> None:
    """Show the search, and below it what is held of whom it finds."""
    asked: str = st.session_state.get(ASKED, "")
    turn = st.session_state.get(TURN, 0)
    sent = sheet(
        markup.render("people/privacy_search.html", locale(), asked=asked, turn=turn),
        key="privacy-search",
    )
    if sent.get("name") == "find":
        asked = st.session_state[ASKED] = sent.get("q", "")
    if not asked:
        return
    found = attempt(queries.holding, actor=actor, asked=asked)
    if isinstance(found, CxgameError):
        feedback.refused(found)
        return
    _held(actor, asked, found)


def _held(actor: Actor, asked: str, found: Holding) -> None:
    files = st.container()
    requests, _total = load(queries.requests, actor=actor, is_open=True)
    proved = [one for one in requests if one.state is RequestState.PROVED]
    sent = sheet(
        markup.render(
            "people/privacy_held.html",
            locale(),
            facts=_facts(found),
            requests=[
                (str(one.id), " · ".join(filter(None, (_(KINDS[one.kind]), one.name))))
                for one in proved
            ],
            request=address.read("request"),
            depths=[
                (Depth.ANONYMISE.value, _("Make anonymous: the words stay, without the person")),
                (Depth.ERASE.value, _("Erase: the words go, too")),
            ],
            languages=[(key, _(words)) for key, words in LANGUAGES.items()],
            language=locale(),
        ),
        key="privacy-held",
    )
    match sent.get("name"):
        case "export":
            with files:
                _export(actor, asked, sent.get("language", ""))
        case "withdraw":
            _withdraw(actor, asked)
        case "erase":
            _erase(actor, asked, sent)


def _export(actor: Actor, asked: str, language: str) -> None:
    """Offer both files in this run only."""
    spoken = language if language in LANGUAGES else locale()
    with st.spinner(_("Writing the file…")):
        made = attempt(
            export.export_customer,
            actor=replace(actor, locale=spoken),
            asked=asked,
            now=clock.now(),
        )
        if isinstance(made, CxgameError):
            feedback.refused(made)
            return
        printed = dossier.as_pdf(made, locale=spoken)
    name = f"{_('customer-data')}-{clock.local_day(clock.now())}"
    text = json.dumps(made, ensure_ascii=False, indent=2)
    files = (("PDF", printed, "application/pdf"), ("JSON", text, "application/json"))
    for kind, data, mime in files:
        st.download_button(
            _("Download {kind}", kind=kind),
            data,
            file_name=f"{name}.{kind.lower()}",
            mime=mime,
            icon=":material/download:",
            type="primary" if kind == "PDF" else "secondary",
            on_click="ignore",
        )


def _withdraw(actor: Actor, asked: str) -> None:
    done = attempt(consent.withdraw_consent, actor=actor, asked=asked, now=clock.now())
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    words = ngettext(
        "The consent is taken back: {n} answer was emptied.",
        "The consent is taken back: {n} answers were emptied.",
        done.records,
    )
    _over(words, keeps=True)


def _erase(actor: Actor, asked: str, sent: dict[str, str]) -> None:
    depth = Depth.ERASE if sent.get("depth") == Depth.ERASE else Depth.ANONYMISE
    with st.spinner(_("Looking through everything…")):
        done = attempt(
            erasing.erase_customer,
            actor=actor,
            asked=asked,
            depth=depth,
            request_id=feedback.whole(sent, "request"),
            now=clock.now(),
        )
        if isinstance(done, CxgameError):
            feedback.refused(done)
            return
        is_clean = traces.clean_if_small()
    _over(_told(done, is_clean), keeps=False)


def _told(done: Erased, is_clean: bool) -> str:
    words = ngettext(
        "Done: {n} record tells of nobody any more.",
        "Done: {n} records tell of nobody any more.",
        done.records,
    )
    return words if is_clean else f"{words} {_('The last traces leave the database tonight.')}"


def _over(words: str, *, keeps: bool) -> None:
    if not keeps:
        st.session_state.pop(ASKED, None)
        st.session_state[TURN] = st.session_state.get(TURN, 0) + 1  # an empty field
    flash(words)
    st.rerun()


def _facts(found: Holding) -> list[tuple[str, str]]:
    pairs = [
        (_("Records"), found.records),
        (_("Cases"), found.cases),
        (_("Invitations"), found.invitations),
        (_("Letters"), found.letters),
        (_("Reports to the ombudsman"), found.reports),
        (_("Entries among the customers"), found.customers),
    ]
    counted = [(name, i18n.number(locale(), n)) for name, n in pairs if n]
    names = ", ".join(found.names)
    return [(_("Name"), names), *counted] if names else counted

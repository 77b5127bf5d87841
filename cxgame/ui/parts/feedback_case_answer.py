"""Answering a customer from the case: a ready text, filled, sent by mail or opened in WhatsApp."""

from datetime import datetime
from typing import Any

import streamlit as st

from cxgame.errors import CxgameError
from cxgame.feedback.cases import answering, templates
from cxgame.feedback.cases.queries import CaseView
from cxgame.feedback.cases.templates import TemplateView
from cxgame.feedback.cases.words import Means, Purpose
from cxgame.notices.mail.server import mail_is_set
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

LINK = "case:whatsapp"  # of the message that was just written


def values(_actor: Actor, view: CaseView) -> dict[str, Any]:
    """Return what the answering form shows: ready texts, the chosen one filled, the ways."""
    known = load(templates.answer_templates)
    fitting = [one for one in known if one.purpose in (None, view.line.purpose)]
    chosen = next((one for one in fitting if one.id == address.number("t")), None)
    language = view.language if view.language in ("pt-BR", "en") else locale()
    ways = []
    if view.has_phone:
        ways.append((Means.WHATSAPP.value, _("WhatsApp"), "chat"))
    if view.has_email:
        ways.append((Means.EMAIL.value, _("E-mail"), "mail"))
    link, case_id = st.session_state.get(LINK, ("", 0))
    return {
        "templates": [(str(one.id), one.name[locale()]) for one in fitting],
        "template": str(chosen.id) if chosen else "",
        "subject": _filled(chosen, "subject", view, language),
        "body": _filled(chosen, "body", view, language),
        "ways": ways,
        "waits": view.has_email and not mail_is_set(),
        "is_blocked": view.has_opted_out and view.line.purpose is Purpose.THANK,
        "link": link if case_id == view.line.id else "",
        "turn": f"{chosen.id if chosen else 0}-{len(view.events)}",
    }


def send(actor: Actor, view: CaseView, sent: dict[str, str], now: datetime) -> None:
    """Post the mail, or keep the link that opens WhatsApp for the next run."""
    way = sent.get("way", "")
    done = attempt(
        answering.answer_customer,
        actor=actor,
        case_id=view.line.id,
        means=Means(way) if way in set(Means) else Means.PHONE,
        subject=sent.get("subject", ""),
        body=sent.get("body", ""),
        form_token=sent.get("sent_id", ""),
        now=now,
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    if done.link:
        st.session_state[LINK] = (done.link, view.line.id)
        flash(_("Noted. Open WhatsApp to send it."))
    else:
        flash(_("The mail is on its way."))
    address.turn(t="")


def _filled(chosen: TemplateView | None, part: str, view: CaseView, language: str) -> str:
    if chosen is None:
        return ""
    texts: dict[str, str] = getattr(chosen, part)
    return templates.filled(texts[language], view.names)

"""The page of one customer, and the dialog that corrects who it is."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.feedback.cases.listing import CaseLine
from cxgame.feedback.customers import queries, service
from cxgame.feedback.customers.queries import CustomerView
from cxgame.feedback.inbox import Page
from cxgame.feedback.invitations.reading import OfCustomer
from cxgame.i18n import LOCALES
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback, feedback_cases, feedback_records, feedback_survey
from cxgame.ui.parts.feedback_customers import called
from cxgame.ui.parts.feedback_filters import LANGUAGES
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, flash, load

WIDTH = 520  # pixels
SHOWN = 20  # records; the customer voice has them all
UNMASKED = "customer-unmasked"  # the id of the customer whose contact is shown


def page(
    actor: Actor,
    customer: CustomerView,
    heard: Page,
    cases: Sequence[CaseLine],
    asked: Sequence[OfCustomer],
) -> None:
    """Show what is known of a customer, what was heard, done and asked; follow what is tapped."""
    is_open = st.session_state.get(UNMASKED) == customer.id
    sent = sheet(
        markup.render(
            "feedback/customer.html",
            locale(),
            name=called(customer),
            facts=facts(customer, is_open=is_open),
            may_unmask=not is_open
            and bool(customer.email or customer.phone)
            and permissions.may(actor, "feedback.unmask_customer"),
            is_out=customer.opted_out_at is not None,
            records=[feedback_records.line(record) for record in heard.records],
            has_more=heard.has_more,
            all_of_them=f"/records?customer={customer.key}",
            cases=[feedback_cases.line(one, clock.now()) for one in cases],
            asked=[_asked(one) for one in asked],
        ),
        key="customer",
    )
    _follow(actor, customer, sent)


def _follow(actor: Actor, customer: CustomerView, sent: dict[str, str]) -> None:
    match sent.get("name"):
        case "open":
            follow(sent)
        case "edit":
            address.turn(edit="1")
        case "unmask":
            _unmask(actor, customer)
        case "opt_out" | "opt_in" as way:
            act(
                _("Saved."),
                service.opt_out_customer,
                actor=actor,
                customer_id=customer.id,
                is_out=way == "opt_out",
                now=clock.now(),
            )


def facts(customer: CustomerView, *, is_open: bool) -> list[tuple[str, str]]:
    """Return what is known of a customer, in words; the contact only where it is opened."""
    hidden = _("hidden")
    asked = customer.asked_at
    pairs = [
        (_("Key"), feedback.veiled(customer.key)),
        (_("E-mail"), customer.email if is_open or not customer.email else hidden),
        (_("Phone"), customer.phone if is_open or not customer.phone else hidden),
        (_("Language"), _(LANGUAGES[customer.language]) if customer.language in LANGUAGES else ""),
        (_("Value"), customer.segment_value),
        (_("Need"), customer.segment_need),
        (_("Asked last"), i18n.moment(locale(), asked, clock.zone()) if asked else ""),
    ]
    return [(name, words) for name, words in pairs if words]


def _asked(one: OfCustomer) -> dict[str, str]:
    """Return an invitation as a row: what was asked, how, what came of it, and where it leads."""
    line = one.line
    when = i18n.moment(locale(), line.at, clock.zone())
    way = _(feedback_survey.WAYS[line.way])
    title = _("Asked again after case {n}", n=one.case_id) if one.case_id else one.survey
    href = f"/records?record={line.record_id}" if line.record_id else ""
    return {
        "title": title,
        "sub": " · ".join(filter(None, (way, line.team, when))),
        "state": feedback_survey.words_of(line),
        "href": f"/case?id={one.case_id}" if one.case_id else href,
    }


def open_wanted(actor: Actor, customer: CustomerView) -> None:
    """Open the form, if the address asks for it."""
    if address.read("edit"):
        closed = partial(address.forget, "edit")
        st.dialog(_("Customer"), width=WIDTH, on_dismiss=closed)(_form)(actor, customer)


def _form(actor: Actor, customer: CustomerView) -> None:
    segments = load(queries.segments)
    is_open = st.session_state.get(UNMASKED) == customer.id
    sent = sheet(
        markup.render(
            "feedback/customer_form.html",
            locale(),
            customer=customer,
            is_open=is_open,
            languages=[(key, _(LANGUAGES[key])) for key in LOCALES],
            values=segments.values,
            needs=segments.needs,
        ),
        key="customer-form",
    )
    if sent.get("name") != "save":
        return
    outcome = attempt(
        service.change_customer,
        actor=actor,
        customer_id=customer.id,
        name=sent.get("title", ""),
        email=sent.get("email") if is_open else None,
        phone=sent.get("phone") if is_open else None,
        language=sent.get("language", ""),
        segment_value=sent.get("value", ""),
        segment_need=sent.get("need", ""),
        version=feedback.whole(sent, "version") or 0,
        now=clock.now(),
    )
    if isinstance(outcome, CxgameError):
        feedback.refused(outcome)
        return
    address.forget("edit")
    flash(_("Saved."))
    st.rerun()


def _unmask(actor: Actor, customer: CustomerView) -> None:
    """Show the contact, once it is noted who looked."""
    noted = attempt(service.unmask_customer, actor=actor, customer_id=customer.id, now=clock.now())
    if isinstance(noted, CxgameError):
        feedback.refused(noted)
        return
    st.session_state[UNMASKED] = customer.id
    st.rerun()

"""Certificates on screen: one's own, and those of the people whom one answers for."""

from dataclasses import dataclass
from functools import partial

import streamlit as st

from cxgame import clock, i18n
from cxgame.credentials.open_badge import State
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.learning.certificates import queries, service
from cxgame.learning.certificates.queries import CertificateView, Page, Search
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.queries import TeamView
from cxgame.ui import address
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

DIALOG = "certificate"
FILTERS = ("words", "in_team", "state", "page")
STATES = {
    State.VALID: (N_("Valid"), "good"),
    State.EXPIRED: (N_("Expired"), "soon"),
    State.REVOKED: (N_("Revoked"), "plain"),
}


@dataclass(frozen=True)
class Line:
    """A certificate as a row; `page` and `pdf` are public addresses."""

    title: str
    sub: str
    page: str
    pdf: str
    state: str = ""
    tone: str = ""


def own_line(view: CertificateView) -> Line:
    """Return one's own certificate as a row; a valid one says nothing of its state."""
    words, tone = STATES[view.state]
    is_plain = view.state is State.VALID
    return Line(
        title=view.module,
        sub=_days(view),
        page=page_of(view.public_id),
        pdf=pdf_of(view),
        state="" if is_plain else _(words),
        tone="" if is_plain else tone,
    )


def page_of(public_id: str) -> str:
    """Return the address at which anybody sees a certificate."""
    return f"/certificates/{public_id}?lang={locale()}"


def pdf_of(view: CertificateView) -> str:
    """Return the address of the sheet to print, "" for one that was taken back."""
    if view.state is State.REVOKED:
        return ""
    return f"/certificates/{view.public_id}.pdf?lang={locale()}"


def wanted() -> tuple[Search, int]:
    """Read the address; what it says wrongly counts as not said."""
    state = address.read("state")
    search = Search(
        words=address.read("words")[:100],
        team_id=address.number("in_team"),
        state=State(state) if state in set(State) else None,
    )
    return search, address.number("page") or 1


def show(search: Search, found: Page, teams: list[TeamView]) -> None:
    """Show the certificates with their filters, and follow what was tapped."""
    sent = sheet(
        markup.render(
            "learning/certificates.html",
            locale(),
            search=search,
            teams=[(team.id, team.name) for team in teams],
            states=[(state.value, _(words)) for state, (words, _tone) in STATES.items()],
            rows=[_row(view) for view in found.certificates],
            page=found,
        ),
        key="certificates",
    )
    _follow(sent)


def open_wanted(actor: Actor) -> None:
    """Open the dialog that the address names, if any."""
    asked = address.number(DIALOG)
    if asked is None:
        return
    close = partial(address.forget, DIALOG)
    st.dialog(_("Certificate"), width="medium", on_dismiss=close)(partial(_dialog, actor, asked))()


def _dialog(actor: Actor, certificate_id: int) -> None:
    today = clock.local_day(clock.now())
    view = load(queries.certificate, actor=actor, certificate_id=certificate_id, today=today)
    sent = sheet(
        markup.render(
            "learning/certificate.html",
            locale(),
            view=view,
            facts=_facts(view),
            page=page_of(view.public_id),
            pdf=pdf_of(view),
            may_revoke=view.state is not State.REVOKED
            and permissions.may(actor, "learning.revoke_certificate"),
            longest=service.LONGEST_REASON,
        ),
        key=f"certificate-{certificate_id}",
    )
    if sent.get("name") == "revoke":
        _revoke(actor, certificate_id, sent.get("reason", ""))


def _revoke(actor: Actor, certificate_id: int, reason: str) -> None:
    refused = attempt(
        service.revoke_certificate,
        actor=actor,
        certificate_id=certificate_id,
        reason=reason,
        now=clock.now(),
    )
    if isinstance(refused, CxgameError):
        st.error(i18n.say(locale(), refused), icon=":material/info:")
        return
    flash(_("The certificate was revoked."))
    address.forget(DIALOG)
    st.rerun()


def _follow(sent: dict[str, str]) -> None:
    match sent.get("name"):
        case "filter":
            address.turn(**{name: sent.get(name, "") for name in FILTERS})
        case "clear":
            address.turn(**dict.fromkeys(FILTERS, ""))
        case "page" | "certificate" as name:
            address.turn(**{name: sent.get("value", "")})


def _row(view: CertificateView) -> dict[str, object]:
    words, tone = STATES[view.state]
    return {
        "id": view.id,
        "name": view.person,
        "sub": " · ".join(filter(None, (view.module, view.team, _days(view)))),
        "state": _(words),
        "tone": tone,
    }


def _facts(view: CertificateView) -> list[tuple[str, str]]:
    day = partial(i18n.day, locale())
    facts = [
        (_("Module"), view.module),
        (_("SOP"), " · ".join(filter(None, (view.sop_code, view.sop_title, _version(view))))),
        (_("Result"), _("{right} of {total}", right=view.right, total=view.total)),
        (_("Given on"), day(view.issued_on)),
    ]
    if view.valid_until:
        facts.append((_("Valid until"), day(view.valid_until)))
    if view.revoked_at:
        facts.append((_("Revoked on"), day(clock.local_day(view.revoked_at))))
        facts.append((_("Reason"), view.revoked_reason))
    return facts


def _version(view: CertificateView) -> str:
    return _("version {n}", n=view.sop_version) if view.sop_version else ""


def _days(view: CertificateView) -> str:
    given = i18n.day(locale(), view.issued_on)
    if view.valid_until is None:
        return given
    return f"{given} · " + _("valid until {day}", day=i18n.day(locale(), view.valid_until))

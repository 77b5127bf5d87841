"""Decision and signatures of one SOP, for whoever leads."""

from dataclasses import dataclass
from datetime import date, datetime

import streamlit as st
from markupsafe import Markup

from cxgame import clock as clocks
from cxgame import i18n
from cxgame.errors import InvalidInput
from cxgame.i18n import N_
from cxgame.look import markup, spreadsheet
from cxgame.look.spreadsheet import Table
from cxgame.people.actor import Actor
from cxgame.people.models import PERSON_ROLES, Role
from cxgame.people.queries import TeamView
from cxgame.standards.signing import service
from cxgame.standards.signing.asks import Kind, Method
from cxgame.standards.signing.register import (
    DecisionView,
    Register,
    SignatureLine,
    Signer,
    State,
)
from cxgame.standards.signing.service import Wish
from cxgame.ui.parts.clocks import kind_clock
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act

ROLES = {
    Role.FRONTLINE: N_("Frontline"),
    Role.MANAGER: N_("Managers"),
    Role.DIRECTOR: N_("Direction"),
    Role.ADMIN: N_("Administration"),
}
KINDS = {
    Kind.NOTHING: (N_("Nothing"), "do_not_disturb_on"),
    Kind.SIGN: (N_("Read and sign"), "signature"),
    Kind.QUIZ: (N_("Quiz"), "quiz"),
}
ICONS = {State.SIGNED: "verified", State.OPEN: "schedule", State.OVERDUE: "volunteer_activism"}
PER_PAGE = 25


@dataclass(frozen=True)
class Facts:
    """What the page shows; `questions` are those that a quiz could ask."""

    register: Register
    ever: list[SignatureLine]
    teams: list[TeamView]
    team_names: dict[int, str]
    people: dict[int, str]
    questions: int
    page: int


def page(facts: Facts, today: date) -> Markup:
    """Return the page in the reader's language."""
    found = facts.register
    pages = max(1, -(-len(facts.ever) // PER_PAGE))
    number = min(max(facts.page, 1), pages)
    signed, people = found.count(State.SIGNED), len(found.signers)
    return markup.render(
        "standards/signatures.html",
        locale(),
        about=_("Who read and signed, and who may need a hand."),
        eyebrow=f"{found.code} · " + _("version {n}", n=found.version),
        back={"words": found.title, "address": f"sop?code={found.code}"},
        code=found.code,
        version=found.version,
        revision=found.revision,
        waits=found.waits,
        asked=_asked(facts),
        kinds=[(key, _(words), icon) for key, (words, icon) in KINDS.items() if _fits(key, facts)],
        roles=[(role.value, _(ROLES[role])) for role in PERSON_ROLES],
        teams=[(str(team.id), team.name) for team in facts.teams],
        today=today,
        groups=_groups(facts, today),
        share=signed / people if people else 0,
        counted=ngettext("{done} of {n} signed", "{done} of {n} signed", people, done=signed),
        columns=_columns(),
        ever=[_row(one) for one in facts.ever[(number - 1) * PER_PAGE : number * PER_PAGE]],
        ever_count=len(facts.ever),
        page=number,
        pages=pages,
    )


def export(facts: Facts) -> None:
    """Offer every signature as a file, with what proves it."""
    if not facts.ever:
        return
    heads = [
        *(_("Number"), _("Name"), _("Team"), _("SOP"), _("Version"), _("How"), _("When")),
        *(_("Hash of the text"), _("Seal")),
    ]
    rows = [
        (
            *(one.seq, one.name, one.team, facts.register.code, one.version, _how(one)),
            i18n.moment(locale(), one.signed_at, clocks.zone()),
            *(one.revision, one.seal),
        )
        for one in facts.ever
    ]
    st.download_button(
        _("Download the signatures"),
        spreadsheet.as_csv(Table(heads, rows), locale()),
        file_name=f"{facts.register.code}.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def decide(actor: Actor, facts: Facts, sent: dict[str, str], now: datetime) -> None:
    """Take the decision that the form holds."""
    try:
        wish = read_wish(sent)
    except InvalidInput as error:
        st.error(i18n.say(locale(), error), icon=":material/info:")
        return
    act(
        _("Decided."),
        service.decide,
        actor=actor,
        code=facts.register.code,
        revision=sent.get("revision", ""),
        wish=wish,
        questions=facts.questions,
        now=now,
    )


def read_wish(sent: dict[str, str]) -> Wish:
    """Return what a form asks for; raise InvalidInput for what no form of ours offers."""
    roles, teams = sent.get("roles", "").split(), sent.get("teams", "").split()
    if sent.get("kind") not in KINDS:
        raise InvalidInput("Choose one of the answers.")
    if not set(roles) <= set(PERSON_ROLES):
        raise InvalidInput("This is not a role for a person.")
    if not all(team.isascii() and team.isdecimal() and len(team) < 10 for team in teams):
        raise InvalidInput("This is not a unit or a team.")
    return Wish(
        kind=Kind(sent["kind"]),
        roles=tuple(Role(role) for role in roles),
        team_ids=tuple(int(team) for team in teams),
        due_on=read_day(sent.get("due_on", "")),
    )


def read_day(words: str) -> date | None:
    """Return a day that a form sent, None for an empty one; raise InvalidInput for no day."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise InvalidInput("This is not a day of the calendar.") from None


def _fits(kind: Kind, facts: Facts) -> bool:
    return kind is not Kind.QUIZ or facts.questions > 0


def _asked(facts: Facts) -> dict[str, object]:
    """Return what stands, in words and as the form holds it."""
    decision, found = facts.register.decision, facts.register
    kind = decision.kind if decision else Kind.NOTHING
    roles = decision.roles if decision and decision.roles else found.roles
    return {
        "words": _words(decision, facts),
        "by": _by(decision, facts) if decision else "",
        "key": decision.decided_at.isoformat() if decision else "none",
        "kind": kind.value if decision else "",
        "roles": [role.value for role in roles],
        "teams": [str(team) for team in decision.team_ids] if decision else [],
        "due_on": decision.due_on.isoformat() if decision and decision.due_on else "",
    }


def _words(decision: DecisionView | None, facts: Facts) -> str:
    if decision is None:
        return _("Nobody decided yet.")
    if decision.kind is Kind.NOTHING:
        return _("Nothing: people find it in the library.")
    whom = ", ".join(_(ROLES[role]) for role in decision.roles)
    where = ", ".join(facts.team_names.get(team, "") for team in decision.team_ids)
    day = i18n.day(locale(), decision.due_on) if decision.due_on else ""
    said = {"verb": _(KINDS[decision.kind][0]), "day": day, "whom": whom}
    if where:
        return _("{verb}, by {day}: {whom}, in {where}.", where=where, **said)
    return _("{verb}, by {day}: {whom}, in every team.", **said)


def _by(decision: DecisionView, facts: Facts) -> str:
    moment = i18n.moment(locale(), decision.decided_at, clocks.zone())
    name = facts.people.get(decision.decided_by or 0)
    if name is None:
        return _("Decided on {moment}", moment=moment)
    return _("Decided by {name}, {moment}", name=name, moment=moment)


def _groups(facts: Facts, today: date) -> list[tuple[str, list[dict[str, object]]]]:
    """Return the people by team; within it who needs help first, then by name."""
    order = list(State)
    teams: dict[str, list[Signer]] = {}
    for signer in facts.register.signers:
        name = facts.team_names.get(signer.team_id or 0, "") or _("Without a team")
        teams.setdefault(name, []).append(signer)
    return [
        (name, [_signer(one, today) for one in sorted(group, key=lambda s: order.index(s.state))])
        for name, group in sorted(teams.items())
    ]


def _signer(one: Signer, today: date) -> dict[str, object]:
    if one.signed_at is None:
        return {
            "name": one.name,
            "sub": _("to sign"),
            "icon": ICONS[one.state],
            "clock": kind_clock(one.due_on, today),
            "is_done": False,
        }
    day = i18n.day(locale(), clocks.local_day(one.signed_at))
    words = _("signed version {n} on {day}", n=one.version, day=day)
    if one.method is Method.QUIZ and one.result:
        right, total = one.result
        words += " · " + _("quiz: {right} of {total}", right=right, total=total)
    return {
        "name": one.name,
        "sub": words,
        "icon": ICONS[one.state],
        "clock": None,
        "is_done": True,
    }


def _columns() -> list[dict[str, object]]:
    return [
        {"key": "name", "label": _("Name")},
        {"key": "team", "label": _("Team")},
        {"key": "version", "label": _("Version"), "num": True},
        {"key": "how", "label": _("How")},
        {"key": "when", "label": _("When")},
        {"key": "seal", "label": _("Seal")},
    ]


def _row(one: SignatureLine) -> dict[str, object]:
    return {
        "name": one.name,
        "team": one.team,
        "version": one.version,
        "how": _how(one),
        "when": i18n.moment(locale(), one.signed_at, clocks.zone()),
        "seal": one.seal[:12],
    }


def _how(one: SignatureLine) -> str:
    if one.method is Method.QUIZ and one.result:
        right, total = one.result
        return _("quiz: {right} of {total}", right=right, total=total)
    return _("read")

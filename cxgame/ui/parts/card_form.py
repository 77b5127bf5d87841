"""A card's form: drawn with what is known, read back as the command takes it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st
from sqlmodel import Session

from cxgame.boards import candidates, merge
from cxgame.boards.candidates import Candidate, Purpose
from cxgame.boards.form import LETTERS, CardForm
from cxgame.boards.history import Happened, StaleCard
from cxgame.boards.models import Level, Priority
from cxgame.boards.raci import Approval
from cxgame.boards.views import CardView
from cxgame.errors import InvalidInput
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.people.queries import TeamView
from cxgame.standards import sops, touchpoints
from cxgame.ui import money
from cxgame.ui.parts import card_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale

DRAFT = "card-draft"
TEXTS = ("title", "description", "what", "why", "place", "how", "target", "question")


RARE = (
    *("description", "why", "how", "place", "question"),
    *("starts_on", "cost_cents", "serves_card_id", "labels", "touchpoint_id", "sop_step_id"),
)


@dataclass(frozen=True)
class Draft:
    """What stands in the form: saved, or joined after somebody else was faster."""

    form: CardForm
    version: int
    changes: tuple[str, ...] = ()
    both: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Offer:
    """What the form lets one choose from."""

    people: list[Candidate]
    teams: list[TeamView]
    purposes: list[Purpose]
    touchpoints: list[tuple[int, str]]
    steps: list[tuple[int, str]]


def offer(session: Session, *, actor: Actor, level: Level, today: date) -> Offer:
    """Return what a card's form of this level lets the actor choose from."""
    return Offer(
        people=candidates.candidates(session, actor=actor),
        teams=people.teams(session, actor=actor),
        purposes=candidates.purposes(session, actor=actor, level=level),
        touchpoints=[
            (one.id, one.name) for one in touchpoints.touchpoints(session, locale=locale())
        ],
        steps=[(one.id, one.label) for one in sops.steps(session, actor=actor, today=today)],
    )


def draft_of(card: CardView) -> Draft:
    """Return what the form of a card starts with: a joined draft of this session, else the card."""
    kept = st.session_state.get(DRAFT)
    if kept and kept[0] == card.id:
        joined: Draft = kept[1]
        return joined
    return Draft(card.form, card.version)


def join(session: Session, *, actor: Actor, card: CardView, typed: CardForm, version: int) -> Draft:
    """Return what was typed into an older version, joined with what the card says now."""
    seen = merge.form_at(session, actor=actor, card_id=card.id, version=version)
    joined = merge.merged(seen, typed, card.form)
    return Draft(joined.form, card.version, both=tuple((name, "") for name in joined.both))


def with_changes(draft: Draft, stale: StaleCard) -> Draft:
    """Return a joined draft that says who changed what, at the top and beside what both changed."""
    theirs = {
        name: _("{who} wrote: {now}", who=event.who, now=card_words.field_value(name, pair[1]))
        for event in stale.changes
        if event.kind is Happened.CHANGED
        for name, pair in event.values.items()
        if isinstance(pair, tuple)
    }
    return replace(
        draft,
        changes=tuple(card_words.change_lines(stale.changes)),
        both=tuple((name, theirs.get(name, "")) for name, _words in draft.both),
    )


def draw(
    actor: Actor,
    level: Level,
    draft: Draft,
    offered: Offer,
    *,
    card: CardView | None = None,
    template: str = "",
) -> dict[str, str]:
    """Show the form and return what was sent, or {}; another template is another form."""
    form, number = draft.form, card.id if card else 0
    shown = _people(offered.people, card)
    return sheet(
        markup.render(
            "boards/form.html",
            locale(),
            key=f"{number}-{draft.version}{template}",
            version=draft.version,
            is_task=level is Level.OPERATIONAL,
            card=form,
            held={letter: getattr(form, field) for letter, field in LETTERS.items()},
            people=sorted(shown, key=lambda one: (one.id not in form.people, one.name)),
            leaders=[(one.id, one.name) for one in shown if one.leads],
            teams=[(team.id, team.name) for team in _teams(offered.teams, card)],
            purposes=_purposes(offered.purposes, card),
            priorities=[(one.value, _(words)) for one, words in card_words.PRIORITIES.items()],
            a_is_locked=actor.role is Role.FRONTLINE,
            touchpoints=_known(offered.touchpoints, form.touchpoint_id),
            steps=_known(offered.steps, form.sop_step_id),
            labels=", ".join(form.labels),
            cost=money.typed(form.cost_cents),
            is_rich=any(getattr(form, name) for name in RARE),
            warns=card is not None and card.decision.approval is Approval.APPROVED,
            changes=draft.changes,
            both=dict(dict.fromkeys(CardForm.__dataclass_fields__, ""), **dict(draft.both)),
        ),
        key=f"card-form-{number}{template}",
    )


def typed(sent: dict[str, str], known: CardForm) -> CardForm:
    """Return the form that a browser sent; what it leaves out stays as it is known.

    Raise InvalidInput for a day, a priority or a person that no form of ours offers.
    """
    words: dict[str, Any] = {name: sent.get(name, getattr(known, name)) for name in TEXTS}
    words |= {field: _ids(sent.get(letter, "")) for letter, field in LETTERS.items()}
    try:
        due_on = _day(sent, "due_on", None)
        starts_on = _day(sent, "starts_on", known.starts_on)
        priority = Priority(sent.get("priority", known.priority))
    except ValueError as error:
        raise InvalidInput("This is not a day or a priority.") from error
    return replace(
        known,
        due_on=due_on,
        starts_on=starts_on,
        cost_cents=money.read(sent["cost"]) if "cost" in sent else known.cost_cents,
        priority=priority,
        labels=tuple(sent["labels"].split(",")) if "labels" in sent else known.labels,
        touchpoint_id=_id(sent, "touchpoint_id", known.touchpoint_id),
        sop_step_id=_id(sent, "sop_step_id", known.sop_step_id),
        team_id=_id(sent, "team_id", known.team_id),
        serves_card_id=_id(sent, "serves_card_id", known.serves_card_id),
        second_approver_id=_id(sent, "second_approver_id", known.second_approver_id),
        **words,
    )


def _day(sent: dict[str, str], name: str, known: date | None) -> date | None:
    if name not in sent:
        return known
    return date.fromisoformat(sent[name]) if sent[name] else None


def _id(sent: dict[str, str], name: str, known: int | None) -> int | None:
    return known if name not in sent else whole(sent[name]) or None


def _ids(lines: str) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for line in lines.split() if (number := whole(line))))


def _known(offered: list[tuple[int, str]], chosen: int | None) -> list[tuple[int, str]]:
    """Return what may be chosen, and what was chosen before it went out of use."""
    if chosen is None or chosen in dict(offered):
        return offered
    return [*offered, (chosen, _("as it was"))]


def _people(offered: Iterable[Candidate], card: CardView | None) -> list[Candidate]:
    """Return whom the form lists: who may be chosen, and who holds a letter already."""
    listed = {one.id: one for one in offered}
    for face in card.faces if card else ():
        listed.setdefault(face.id, Candidate(face.id, face.name, "", leads=False))
    second = card.form.second_approver_id if card else None
    if card and second and second not in listed:
        listed[second] = Candidate(second, card.decision.second, "", leads=True)
    return list(listed.values())


def _teams(offered: list[TeamView], card: CardView | None) -> list[TeamView]:
    known = {team.id for team in offered}
    if card is None or card.form.team_id is None or card.form.team_id in known:
        return offered
    return [*offered, TeamView(card.form.team_id, card.team, 0, "", 0, True, 0)]


def _purposes(offered: list[Purpose], card: CardView | None) -> list[tuple[int, str]]:
    listed = {one.id: one.title for one in offered}
    if card and card.form.serves_card_id:
        listed.setdefault(card.form.serves_card_id, card.serves)
    return list(listed.items())

"""Somebody leaves: what they hold goes to others first, then they are signed out for good."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from cxgame.boards import handing_over
from cxgame.boards.handing_over import Held
from cxgame.direction import queries as direction
from cxgame.direction import service as objectives
from cxgame.direction.queries import Named
from cxgame.errors import Reason, Refused
from cxgame.feedback.cases import bulk, listing
from cxgame.feedback.cases.listing import CaseLine
from cxgame.people import audit, permissions, service
from cxgame.people.actor import Actor


@dataclass(frozen=True)
class Holdings:
    """What a person would leave behind."""

    cards: tuple[Held, ...]
    cases: tuple[CaseLine, ...]
    objectives: tuple[Named, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing stays in nobody's hands."""
        return not (self.cards or self.cases or self.objectives)

    @property
    def must_go(self) -> tuple[Held, ...]:
        """Return the cards that need somebody in their place."""
        return tuple(one for one in self.cards if one.must_go)


@dataclass(frozen=True)
class Heirs:
    """Who takes over: each card, all open cases, all open objectives."""

    of_cards: Mapping[int, int] = field(default_factory=dict)
    of_cases: int | None = None
    of_objectives: int | None = None


def holdings(session: Session, *, actor: Actor, person_id: int) -> Holdings:
    """Return what a person holds; raise NotAllowed for whoever may not deactivate people."""
    permissions.require(actor, "thread.deactivate")
    return Holdings(
        cards=tuple(handing_over.held_cards(session, person_id=person_id)),
        cases=listing.open_cases_of(session, person_id=person_id),
        objectives=tuple(direction.owned(session, person_id=person_id)),
    )


def deactivate(
    session: Session, *, actor: Actor, person_id: int, heirs: Heirs, version: int, now: datetime
) -> int:
    """Hand all that a person holds to others, then deactivate them; return how much was handed.

    Raise Refused while a card, a case or an objective has nobody, and whatever their own gates
    raise; then nothing changes.
    """
    permissions.require(actor, "thread.deactivate")
    held = holdings(session, actor=actor, person_id=person_id)
    if reasons := _against(held, heirs):
        raise Refused(reasons)
    for one in held.cards:
        handing_over.hand_over_card(
            session,
            actor=actor,
            card_id=one.card_id,
            person_id=person_id,
            heir_id=heirs.of_cards.get(one.card_id),
            now=now,
        )
    _give_cases(session, actor, held.cases, heirs.of_cases, now)
    _give_objectives(session, actor, held.objectives, heirs.of_objectives, now)
    service.set_active(
        session, actor=actor, person_id=person_id, is_active=False, version=version, now=now
    )
    handed = len(held.cards) + len(held.cases) + len(held.objectives)
    audit.note(session, actor, "thread.deactivate", "person", person_id, now=now, handed=handed)
    return handed


def _give_cases(
    session: Session, actor: Actor, cases: Sequence[CaseLine], heir_id: int | None, now: datetime
) -> None:
    for start in range(0, len(cases), bulk.MOST):
        some = [one.id for one in cases[start : start + bulk.MOST]]
        bulk.change_cases(session, actor=actor, case_ids=some, owner_id=heir_id, now=now)


def _give_objectives(
    session: Session, actor: Actor, owned: Sequence[Named], heir_id: int | None, now: datetime
) -> None:
    for one in owned:
        objectives.give_objective(
            session, actor=actor, objective_id=one.id, owner_id=heir_id or 0, now=now
        )


def _against(held: Holdings, heirs: Heirs) -> list[Reason]:
    """Return what still has nobody, a sentence each."""
    reasons = [
        Reason("“{title}” still needs somebody who takes over.", {"title": one.title})
        for one in held.must_go
        if heirs.of_cards.get(one.card_id) is None
    ]
    if held.cases and heirs.of_cases is None:
        reasons.append(Reason("Say who takes over the open cases ({n}).", {"n": len(held.cases)}))
    if held.objectives and heirs.of_objectives is None:
        n = len(held.objectives)
        reasons.append(Reason("Say who takes over the objectives ({n}).", {"n": n}))
    return reasons

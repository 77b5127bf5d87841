"""Somebody leaves: what they hold goes to others first, then they are signed out for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from cxgame.boards import handing_over
from cxgame.boards.handing_over import Held
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

    @property
    def must_go(self) -> tuple[Held, ...]:
        """Return the cards that need somebody in their place."""
        return tuple(one for one in self.cards if one.must_go)


def holdings(session: Session, *, actor: Actor, person_id: int) -> Holdings:
    """Return what a person holds; raise NotAllowed for whoever may not deactivate people."""
    permissions.require(actor, "thread.deactivate")
    return Holdings(
        cards=tuple(handing_over.held_cards(session, person_id=person_id)),
        cases=listing.open_cases_of(session, person_id=person_id),
    )


def deactivate(
    session: Session,
    *,
    actor: Actor,
    person_id: int,
    heirs: Mapping[int, int],
    case_heir_id: int | None = None,
    version: int,
    now: datetime,
) -> int:
    """Hand all that a person holds to others, then deactivate them; return how much was handed.

    `heirs` is card -> who takes over. Raise Refused while a card or a case has nobody, and whatever
    the cards' own gates raise; then nothing changes.
    """
    permissions.require(actor, "thread.deactivate")
    held = holdings(session, actor=actor, person_id=person_id)
    if reasons := _against(held, heirs, case_heir_id):
        raise Refused(reasons)
    for one in held.cards:
        handing_over.hand_over_card(
            session,
            actor=actor,
            card_id=one.card_id,
            person_id=person_id,
            heir_id=heirs.get(one.card_id),
            now=now,
        )
    if held.cases and case_heir_id is not None:
        ids = [one.id for one in held.cases]
        for start in range(0, len(ids), bulk.MOST):
            some = ids[start : start + bulk.MOST]
            bulk.change_cases(session, actor=actor, case_ids=some, owner_id=case_heir_id, now=now)
    service.set_active(
        session, actor=actor, person_id=person_id, is_active=False, version=version, now=now
    )
    handed = len(held.cards) + len(held.cases)
    audit.note(session, actor, "thread.deactivate", "person", person_id, now=now, handed=handed)
    return handed


def _against(held: Holdings, heirs: Mapping[int, int], case_heir_id: int | None) -> list[Reason]:
    """Return what still has nobody, a sentence each."""
    reasons = [
        Reason("“{title}” still needs somebody who takes over.", {"title": one.title})
        for one in held.must_go
        if heirs.get(one.card_id) is None
    ]
    if held.cases and case_heir_id is None:
        reasons.append(Reason("Say who takes over the open cases ({n}).", {"n": len(held.cases)}))
    return reasons

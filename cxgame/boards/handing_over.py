"""What somebody holds on the boards, and giving it to somebody else before they leave."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from cxgame.boards import facts, flow, scope, service, writing
from cxgame.boards.form import LETTERS, CardForm
from cxgame.boards.history import Happened
from cxgame.boards.history import write as note
from cxgame.boards.models import Board, Card, CardRole, Level
from cxgame.boards.plans.models import Plan
from cxgame.boards.raci import Letter
from cxgame.errors import InvalidInput, NotFound
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person


@dataclass(frozen=True)
class Held:
    """An open card on which a person holds letters, such as "A" or "RC"; or decides otherwise.

    `must_go` tells that the card can't move on without somebody in their place.
    """

    card_id: int
    title: str
    level: Level
    letters: str
    is_second: bool
    is_checker: bool
    due_on: date | None

    @property
    def must_go(self) -> bool:
        """Tell whether somebody else is needed: for A, R, the second yes and the check."""
        return self.is_second or self.is_checker or bool({"A", "R"} & set(self.letters))


def held_cards(session: Session, *, person_id: int) -> list[Held]:
    """Return the open cards that name a person, the soonest due first; who asks may see them."""
    letters = _letters(session, person_id)
    checked = set(
        session.exec(
            select(Plan.card_id).where(Plan.verifier_id == person_id, col(Plan.verdict).is_(None))
        )
    )
    query = select(Card).where(
        col(Card.id).in_([*letters, *checked]) | (col(Card.second_approver_id) == person_id),
        col(Card.done_at).is_(None),
        col(Card.cancelled_at).is_(None),
    )
    levels = dict(session.exec(select(Board.id, Board.level)).all())
    found = [
        Held(
            card_id=card.id,
            title=card.title,
            level=Level(levels[card.board_id]),
            letters=letters.get(card.id, ""),
            is_second=card.second_approver_id == person_id,
            is_checker=card.id in checked,
            due_on=card.due_on,
        )
        for card in session.exec(query)
    ]
    return sorted(found, key=lambda one: (one.due_on or date.max, one.card_id))


def hand_over_card(
    session: Session,
    *,
    actor: Actor,
    card_id: int,
    person_id: int,
    heir_id: int | None,
    now: datetime,
) -> int:
    """Give all that a person is on a card to somebody else and return the card's version.

    Without an heir the person's C and I fall away, and nothing else may be theirs. The card's own
    gates hold: a plan that was approved asks A anew. Raise InvalidInput where an heir is needed,
    NotFound for an heir who is not active.
    """
    command = "boards.hand_over_card"
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    card = scope.locked_card(session, actor=actor, card_id=card_id)
    scope.require_on(session, command, actor=actor, card=card)
    heir = session.get(Person, heir_id) if heir_id else None
    if heir_id is not None and (heir is None or not heir.is_active or heir_id == person_id):
        raise NotFound("There is no such person.")
    form = _passed_on(writing.read(session, card), person_id, heir_id)
    _pass_check(session, card, person_id, heir_id, actor, now)
    version = service.change_card(
        session, actor=actor, card_id=card_id, form=form, version=card.version, now=now
    )
    audit.note(session, actor, command, "card", card_id, now=now, person_id=person_id)
    return version


def _letters(session: Session, person_id: int) -> dict[int, str]:
    query = select(CardRole.card_id, CardRole.letter).where(CardRole.person_id == person_id)
    found: dict[int, str] = {}
    for card_id, letter in session.exec(query):
        found[card_id] = "".join(sorted(found.get(card_id, "") + letter, key="ARCI".index))
    return found


def _passed_on(form: CardForm, person_id: int, heir_id: int | None) -> CardForm:
    """Return a form without a person: what they did the heir does, what they heard falls away."""
    acts = {Letter.ACCOUNTABLE.value, Letter.RESPONSIBLE.value}
    fields: dict[str, tuple[int, ...]] = {}
    is_acting = False
    for letter, field in LETTERS.items():
        people = form.letters[letter]
        kept = tuple(one for one in people if one != person_id)
        if person_id in people and letter in acts:
            if heir_id is None:
                raise InvalidInput("Say who takes over: A and R can't stay empty.")
            kept, is_acting = tuple(dict.fromkeys((*kept, heir_id))), True
        fields[field] = kept
    if is_acting:  # who acts is not besides asked or told
        for field in ("consulted", "informed"):
            fields[field] = tuple(one for one in fields[field] if one != heir_id)
    second = form.second_approver_id
    if second == person_id:
        second = heir_id
    if second in {*fields["accountable"], *fields["responsible"]}:
        second = None
    return replace(form, second_approver_id=second, **fields)  # type: ignore[arg-type]


def _pass_check(
    session: Session, card: Card, person_id: int, heir_id: int | None, actor: Actor, now: datetime
) -> None:
    """Let somebody else check a plan that the person should: never R, so nobody is named then.

    Who checks is part of what A approved: the approval falls as after any material change.
    """
    plan = session.get(Plan, card.id)
    if plan is None or plan.verifier_id != person_id or plan.verdict is not None:
        return
    known, by = facts.of_card(session, card), actor.person_id
    plan.verifier_id = heir_id if heir_id not in scope.acting_on(session, card.id) else None
    card.last_editor_id, card.version = by, card.version + 1
    values = {"verifier_id": (person_id, plan.verifier_id)}
    note(session, card, Happened.CHANGED, person_id=by, now=now, **values)
    flow.after_change(session, card, known, frozenset(values), by=by, now=now)
    session.flush()

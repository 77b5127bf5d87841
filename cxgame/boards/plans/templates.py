"""Plans to start from: a card's form, its checklist and its promise out of a template."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from sqlmodel import Session

from cxgame import content
from cxgame.boards import checklist, service
from cxgame.boards.form import CardForm
from cxgame.boards.models import Card, Level
from cxgame.boards.plans.models import Plan
from cxgame.content.plan import PlanTemplate
from cxgame.errors import NotFound
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.settings import ROOT

FOLDER = ROOT / "content"


@lru_cache
def templates() -> tuple[PlanTemplate, ...]:
    """Return the templates that come with us; errors.InvalidInput where their file is wrong."""
    return content.load(FOLDER).plans


def template(key: str) -> PlanTemplate:
    """Return a template by its key; raise NotFound for none."""
    found = next((one for one in templates() if one.key == key), None)
    if found is None:
        raise NotFound("There is no such template.")
    return found


def form_of(found: PlanTemplate, locale: str, *, today: date) -> CardForm:
    """Return what a card starts with, in one language."""
    texts = ("title", "what", "why", "how", "target")
    return CardForm(
        **{name: getattr(found, name).in_language(locale) for name in texts},
        starts_on=today,
        due_on=today + timedelta(days=found.due_in),
        cost_cents=0,
    )


def add_from_template(
    session: Session,
    *,
    actor: Actor,
    level: Level,
    form: CardForm,
    key: str,
    board_id: int | None = None,
    today: date,
    now: datetime,
) -> int:
    """Add a plan with a template's checklist and promise, and return the card's id.

    `form` is the template's as somebody fitted it. Raise NotFound for an unknown template or a
    task, whose board has no plans, and whatever `add_card` raises.
    """
    command = "boards.add_from_template"
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    found = template(key)
    if level is Level.OPERATIONAL:
        raise NotFound("There is no such template.")
    card_id = service.add_card(
        session, actor=actor, level=level, board_id=board_id, form=form, now=now
    )
    lines = "\n".join(step.in_language(actor.locale) for step in found.steps)
    checklist.write_items(session, session.get_one(Card, card_id), lines)
    check_on = today + timedelta(days=found.check_in)
    session.add(Plan(card_id=card_id, kpi=found.kpi.value, check_on=check_on))
    session.flush()
    audit.note(session, actor, command, "card", card_id, now=now, template=key)
    return card_id

"""A template and visits that the tests look at."""

from datetime import date

from sqlmodel import Session

from cxgame.feedback.visits import filling, planning, reviewing, templates
from cxgame.feedback.visits.filling import Report
from cxgame.feedback.visits.form import Item, Section, TemplateForm
from cxgame.feedback.visits.kinds import ItemKind, VisitKind
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town

DAY = date(2026, 3, 1)


def both(words: str) -> dict[str, str]:
    return {"pt-BR": words, "en": words}


def sections(step_id: int | None = None) -> tuple[Section, ...]:
    """Reception weighs 3 (greeting 2, scale 1), the till 1 with a critical question."""
    greeting = Item("greet", both("Greeted at once"), weight=2, step_id=step_id)
    care = Item("care", both("Listened with care"), kind=ItemKind.SCALE)
    receipt = Item("receipt", both("Gave the receipt"), is_critical=True)
    return (
        Section("door", both("Reception"), 3, (greeting, care)),
        Section("till", both("Till"), 1, (receipt,)),
    )


def template(
    session: Session, kind: VisitKind = VisitKind.MYSTERY, step_id: int | None = None
) -> int:
    form = TemplateForm(kind, both("Counter"), pass_mark=70, sections=sections(step_id))
    return templates.add_visit_template(session, actor=Actor.system(), form=form, now=NOON)


def report(greet: str = "yes", care: str = "3", receipt: str = "yes") -> Report:
    return Report({"greet": greet, "care": care, "receipt": receipt}, {}, DAY, "Kind and quick.")


def planned(session: Session, town: Town, *, team_id: int = 0, step_id: int | None = None) -> int:
    """Charlie, of another unit, visits the front desk."""
    return planning.plan_visit(
        session,
        actor=town.edu,
        template_id=template(session, step_id=step_id),
        team_id=team_id or town.desk,
        visitor_id=town.charlie.person_id,
        now=NOON,
    ).visit_id


def submitted(session: Session, town: Town, said: Report | None = None, **how: int) -> int:
    visit_id = planned(session, town, **how)
    filling.submit_visit(
        session, actor=town.charlie, visit_id=visit_id, report=said or report(), version=2, now=NOON
    )
    return visit_id


def published(session: Session, town: Town, said: Report | None = None, **how: int) -> int:
    visit_id = submitted(session, town, said, **how)
    reviewing.accept_visit(session, actor=town.edu, visit_id=visit_id, version=4, now=NOON)
    reviewing.publish_visit(session, actor=town.edu, visit_id=visit_id, version=5, now=NOON)
    return visit_id

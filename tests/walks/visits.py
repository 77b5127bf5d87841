"""Arguments for the commands of visits, of what was done, of photos and of platforms."""

from typing import Any

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import service as boards
from cxgame.boards.models import Level
from cxgame.feedback import voice
from cxgame.feedback.deeds import service as deeds
from cxgame.feedback.deeds.service import DeedForm
from cxgame.feedback.evidence import store
from cxgame.feedback.kinds import Kind, ObservationKind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.typed_platforms import Post
from cxgame.feedback.visits import filling, planning, reviewing, templates
from cxgame.feedback.visits.models import Visit
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.standards import sops
from tests.conftest import NOON, Town
from tests.feedback.visits.story import report, template
from tests.learning.tiny_png import tiny_png
from tests.learning.way import stock
from tests.walks.boards import named_form, task
from tests.walks.people import somebody
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()


def form_of(session: Session, template_id: int) -> dict[str, Any]:
    return {"form": templates.template(session, template_id=template_id).form}


def changed(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    template_id = template(session)
    return {"template_id": template_id, **form_of(session, template_id), "version": 1}


def planned(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {
        "template_id": template(session),
        "team_id": target.team_id,
        "visitor_name": "Rita",
    }


def from_outside(session: Session, target: Target) -> planning.Planned:
    return planning.plan_visit(
        session,
        actor=SYSTEM,
        template_id=template(session),
        team_id=target.team_id,
        visitor_name="Rita",
        now=NOON,
    )


def linked(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"visit_id": from_outside(session, target).visit_id}


def by_link(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"token": from_outside(session, target).token, "report": report(), "is_final": True}


def own(session: Session, town: Town, target: Target, _actor: Actor) -> int:
    """Return the draft of a visit that the person makes at a team that is not theirs."""
    home = session.get_one(Person, target.person_id).team_id
    return planning.plan_visit(
        session,
        actor=SYSTEM,
        template_id=template(session),
        team_id=town.clinic if home != town.clinic else town.desk,
        visitor_id=target.person_id,
        now=NOON,
    ).visit_id


def filled(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {"visit_id": own(session, town, target, actor), "report": report(), "version": 2}


def with_file(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {"visit_id": own(session, town, target, actor), "data": tiny_png()}


def of_file(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    visit_id = own(session, town, target, actor)
    made = store.made(tiny_png())
    kept = store.keep(session, made, added_by=None, visit_id=visit_id, now=NOON)
    return {"visit_id": visit_id, "evidence_id": kept}


def in_review(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    made = from_outside(session, target)
    filling.fill_visit_by_link(
        session, actor=SYSTEM, token=made.token, report=report(), is_final=True, now=NOON
    )
    visit = session.get_one(Visit, made.visit_id)
    return {"visit_id": visit.id, "version": visit.version}


def accepted(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = in_review(session, town, target, actor)
    reviewing.accept_visit(session, actor=SYSTEM, now=NOON, **made)
    return {**made, "version": made["version"] + 1}


def card(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    boards.set_up(session, actor=SYSTEM, now=NOON)
    return {
        "visit_id": from_outside(session, target).visit_id,
        "item_key": "greet",
        "level": Level.TACTICAL,
        "form": named_form(town, target),
    }


def training(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    somebody(session, target.team_id)
    step_id = sops.steps(session, actor=SYSTEM, today=clock.local_day(NOON))[0].id
    made = planning.plan_visit(
        session,
        actor=SYSTEM,
        template_id=template(session, step_id=step_id),
        team_id=target.team_id,
        visitor_name="Rita",
        now=NOON,
    )
    return {
        "visit_id": made.visit_id,
        "item_key": "greet",
        "module_slug": "welcome",
        "due_on": None,
    }


def deed_form(target: Target) -> DeedForm:
    return DeedForm({"en": "A queue"}, {"en": "A till"}, team_id=target.team_id)


def deed(session: Session, target: Target, *, is_published: bool = False) -> int:
    made = deeds.add_deed(session, actor=SYSTEM, form=deed_form(target), now=NOON)
    if is_published:
        deeds.publish_deed(session, actor=SYSTEM, deed_id=made, now=NOON)
    return made


def of_deed(is_published: bool = False) -> Builder:
    def build(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
        return {"deed_id": deed(session, target, is_published=is_published)}

    return build


def deed_card(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = task(session, town, target, actor)
    return {"deed_id": deed(session, target), "card_id": made["card_id"]}


def photo(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    record_id = voice.record_observation(
        session,
        actor=SYSTEM,
        team_id=target.team_id,
        kind=ObservationKind.IDEA,
        text="A bench",
        now=NOON,
    )
    session.get_one(FeedbackRecord, record_id).author_id = target.person_id
    session.flush()
    return {"record_id": record_id, "data": tiny_png()}


def post(_session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"post": Post("google", Kind.COMPLAINT, "Late", team_id=target.team_id)}


BUILDERS: dict[str, Builder] = {
    "feedback.add_visit_template": lambda session, _town, _t, _a: form_of(
        session, template(session)
    ),
    "feedback.change_visit_template": changed,
    "feedback.plan_visit": planned,
    "feedback.renew_visit_link": linked,
    "feedback.cancel_visit": linked,
    "feedback.fill_visit": filled,
    "feedback.submit_visit": filled,
    "feedback.add_visit_evidence": with_file,
    "feedback.drop_visit_evidence": of_file,
    "feedback.fill_visit_by_link": by_link,
    "feedback.accept_visit": in_review,
    "feedback.send_back_visit": lambda *given: {**in_review(*given), "reason": "Which till?"},
    "feedback.correct_visit": lambda *given: {
        **in_review(*given),
        "item_key": "greet",
        "answer": "no",
        "reason": "The film shows it",
    },
    "feedback.publish_visit": accepted,
    "feedback.add_deed": lambda _s, _town, target, _a: {"form": deed_form(target)},
    "feedback.change_deed": lambda session, _town, target, _a: {
        "deed_id": deed(session, target),
        "form": deed_form(target),
        "version": 1,
    },
    "feedback.publish_deed": of_deed(),
    "feedback.withdraw_deed": of_deed(is_published=True),
    "feedback.remove_deed": of_deed(),
    "feedback.add_record_photo": photo,
    "feedback.record_platform": post,
    "thread.tell_deed": lambda _s, _town, target, _a: {
        "form": deed_form(target),
        "record_ids": (),
    },
    "thread.link_deed": deed_card,
    "thread.make_card_of_visit": card,
    "thread.train_visit_step": training,
}

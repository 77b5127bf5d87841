"""Arguments for the commands on tags, rules, views, sorting in bulk and customers."""

from typing import Any

from sqlmodel import Session, select

from cxgame.feedback import voice
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.filters import Filter
from cxgame.feedback.tagging import service as tagging
from cxgame.feedback.views import service as views
from cxgame.feedback.views.models import SavedView
from cxgame.people.actor import Actor
from cxgame.standards import touchpoints
from tests.conftest import NOON, Town
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()


def heard(session: Session, target: Target, customer: str = "") -> int:
    return voice.record_complaint(
        session,
        actor=SYSTEM,
        team_id=target.team_id,
        text="Nobody said hello",
        tags=("greeting",),
        customer=customer,
        now=NOON,
    )


def records(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"record_ids": [heard(session, target)]}


def tagged(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {**records(session, town, target, actor), "put": ["queue"], "take": ["greeting"]}


def placed(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    till = touchpoints.add_touchpoint(session, actor=SYSTEM, name="Till", now=NOON)
    return {**records(session, town, target, actor), "touchpoint_id": till}


def renamed(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    heard(session, target)
    return {"tag": "greeting", "to": "welcome"}


def rule(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    made = tagging.add_tag_rule(session, actor=SYSTEM, tag="queue", words="queue", now=NOON)
    return {"rule_id": made}


def changed_rule(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {**rule(session, town, target, actor), "tag": "line", "words": "line", "version": 1}


def moved_rule(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {**rule(session, town, target, actor), "to_front": True}


def view(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    """A view of the person whose things are reached for."""
    made = SavedView(
        person_id=target.person_id, name="Mine", filters={}, shared="own", created_at=NOON
    )
    session.add(made)
    session.flush()
    return {"view_id": made.id}


def shared_view(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = view(session, town, Target(target.team_id, actor.person_id), actor)  # type: ignore[arg-type]
    return {**made, "shared": views.Shared.TEAM, "team_id": target.team_id}


def customer(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    row = Customer(key="c1", name="Ana", created_at=NOON)
    session.add(row)
    heard(session, target, customer="c1")
    return {"customer_id": session.exec(select(Customer.id)).one()}


def changed_customer(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    return {**customer(session, town, target, actor), "name": "Ana Souza", "version": 1}


BUILDERS: dict[str, Builder] = {
    "feedback.tag_records": tagged,
    "feedback.place_records": placed,
    "feedback.release_records": records,
    "feedback.unmask_record": lambda s, _t, target, _a: {"record_id": heard(s, target)},
    "feedback.export_records": lambda *_: {"wanted": Filter()},
    "feedback.rename_tag": renamed,
    "feedback.add_tag_rule": lambda *_: {"tag": "queue", "words": "queue"},
    "feedback.change_tag_rule": changed_rule,
    "feedback.move_tag_rule": moved_rule,
    "feedback.drop_tag_rule": rule,
    "feedback.apply_tag_rule": rule,
    "feedback.save_view": lambda *_: {"name": "Mine", "filters": {}},
    "feedback.share_view": shared_view,
    "feedback.choose_view": view,
    "feedback.drop_view": view,
    "feedback.change_customer": changed_customer,
    "feedback.opt_out_customer": lambda *at: {**customer(*at), "is_out": True},
    "feedback.unmask_customer": customer,
}

"""Arguments for the commands of privacy."""

from typing import Any

from sqlmodel import Session

from cxgame import clock
from cxgame.feedback import voice
from cxgame.people.actor import Actor
from cxgame.thread.privacy import requests, rules
from cxgame.thread.privacy.models import Depth, RequestKind
from tests.conftest import NOON, Town
from tests.walks.target import Builder, Target

EMAIL = "ana@example.com"
ASKING: dict[str, Any] = {
    "kind": RequestKind.ACCESS,
    "name": "Ana",
    "contact": EMAIL,
    "received_on": clock.local_day(NOON),
}


KEEPING: dict[str, Any] = {"kind": None, "channel": None, "months": 24, "depth": Depth.ERASE}


def heard(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    voice.record_complaint(
        session,
        actor=Actor.system(),
        team_id=target.team_id,
        text="Nobody said hello",
        contact=EMAIL,
        now=NOON,
    )
    return {"asked": EMAIL}


def asked(session: Session, *_given: Any) -> dict[str, Any]:
    request_id = requests.note_request(session, actor=Actor.system(), now=NOON, **ASKING)
    return {"request_id": request_id, "version": 1}


def ruled(session: Session, *_given: Any) -> dict[str, Any]:
    return {"rule_id": rules.set_retention(session, actor=Actor.system(), now=NOON, **KEEPING)}


BUILDERS: dict[str, Builder] = {
    "thread.erase_customer": lambda *given: {**heard(*given), "depth": Depth.ERASE},
    "thread.export_customer": heard,
    "thread.replay_erasures": lambda *_: {"told": []},
    "thread.withdraw_consent": heard,
    "thread.set_retention": lambda *_: KEEPING,
    "thread.drop_retention": ruled,
    "thread.try_retention": lambda *_: {},
    "thread.apply_retention": lambda *_: {},
    "thread.note_request": lambda *_: ASKING,
    "thread.prove_identity": lambda *given: {**asked(*given), "proof": "Knows the order"},
    "thread.close_request": lambda *given: {
        **asked(*given),
        "is_done": False,
        "outcome": "Not a customer",
    },
}

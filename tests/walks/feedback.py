"""Arguments for the commands of feedback, of touchpoints and of the thread."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from cxgame import clock
from cxgame.boards import service as boards
from cxgame.boards.models import Level
from cxgame.feedback import batches, surveys, voice
from cxgame.feedback.answers import Sent
from cxgame.feedback.customers.register import Known
from cxgame.feedback.importing import saved
from cxgame.feedback.importing.options import Options
from cxgame.feedback.intake import Item
from cxgame.feedback.invitations import inviting
from cxgame.feedback.invitations.models import Invitation, Way
from cxgame.feedback.kinds import ObservationKind
from cxgame.feedback.models import FeedbackRecord, Survey
from cxgame.people.actor import Actor
from cxgame.standards import sops
from tests.conftest import NOON, Town
from tests.learning.way import stock
from tests.walks.boards import named_form, task
from tests.walks.people import somebody
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()
TODAY = date(2026, 3, 2)
ANA = Known(name="Ana", phone="11 98765-4321", email="ana@example.com")


def survey(session: Session, target: Target) -> Survey:
    survey_id = surveys.add_survey(
        session, actor=SYSTEM, name="At the counter", team_id=target.team_id, now=NOON
    )
    return session.get_one(Survey, survey_id)


def record(session: Session, target: Target) -> FeedbackRecord:
    record_id = voice.record_complaint(
        session, actor=SYSTEM, team_id=target.team_id, text="Nobody said hello", now=NOON
    )
    return session.exec(select(FeedbackRecord).where(FeedbackRecord.id == record_id)).one()


def answer(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"token": survey(session, target).token, "form_token": "a form", "score": 9}


def changed_survey(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    made = survey(session, target)
    return {
        "survey_id": made.id,
        "name": "At the door",
        "question": made.question,
        "follow_up": made.follow_up,
        "is_open": True,
        "version": made.version,
    }


def classified(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    made = record(session, target)
    return {
        "record_id": made.id,
        "touchpoint_id": None,
        "sop_step_id": None,
        "tags": ("greeting",),
        "version": made.version,
    }


def held(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"record_id": record(session, target).id}


def invited(session: Session, target: Target) -> Invitation:
    made = inviting.invite_customer(
        session,
        actor=SYSTEM,
        survey_id=survey(session, target).id,
        known=ANA,
        way=Way.WHATSAPP,
        now=NOON,
    )
    return session.get_one(Invitation, made.id)


def customer(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"survey_id": survey(session, target).id, "known": ANA, "way": Way.LINK}


def customers(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"survey_id": survey(session, target).id, "rows": [ANA]}


def invitation(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"invitation_id": invited(session, target).id}


def token(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"token": invited(session, target).token}


def personal(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"token": invited(session, target).token, "sent": Sent(score=9)}


def dictated(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"survey_id": survey(session, target).id, "score": 9}


IMPORT: dict[str, Any] = {
    "kind": "feedback",
    "file_name": "answers.csv",
    "file_hash": "0" * 64,
    "mapping": {},
    "options": {},
}


MAPPING: dict[str, Any] = {
    "name": "Till",
    "kind": "feedback",
    "columns": ("score",),
    "options": Options(mapping={"score": "score"}),
}


def batch(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    return {"batch_id": batches.open_import(session, actor=SYSTEM, now=NOON, **IMPORT)}


def kept_mapping(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    return {"mapping_id": saved.save_mapping(session, actor=SYSTEM, now=NOON, **MAPPING)}


def card_of_record(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    boards.set_up(session, actor=SYSTEM, now=NOON)
    return {
        "record_id": record(session, target).id,
        "level": Level.TACTICAL,
        "form": named_form(town, target),
    }


def linked(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = task(session, town, target, actor)
    return {"record_id": record(session, target).id, "card_id": made["card_id"]}


def training(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    somebody(session, target.team_id)
    return {
        "record_id": record(session, target).id,
        "module_slug": "welcome",
        "team_id": target.team_id,
        "due_on": None,
    }


def cluster(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    somebody(session, target.team_id)
    step_id = sops.steps(session, actor=SYSTEM, today=clock.local_day(NOON))[0].id
    record(session, target).sop_step_id = step_id
    session.flush()
    return {
        "step_id": step_id,
        "team_ids": [target.team_id],
        "module_slug": "welcome",
        "due_on": None,
    }


BUILDERS: dict[str, Builder] = {
    "standards.add_touchpoint": lambda *_: {"name": "Till"},
    "feedback.answer_survey": answer,
    "feedback.record_feedback": lambda *_: {
        "items": [Item(submission_id="till-1", survey="nps", score=9)]
    },
    "feedback.record_complaint": lambda _s, _town, target, _a: {
        "team_id": target.team_id,
        "text": "Nobody said hello",
    },
    "feedback.record_observation": lambda _s, _town, target, _a: {
        "team_id": target.team_id,
        "kind": ObservationKind.WISH,
        "text": "A bench at the door",
    },
    "feedback.add_survey": lambda _s, _town, target, _a: {
        "name": "At the counter",
        "team_id": target.team_id,
    },
    "feedback.change_survey": changed_survey,
    "feedback.record_answer": dictated,
    "feedback.invite_customer": customer,
    "feedback.invite_list": customers,
    "feedback.hand_over": invitation,
    "feedback.take_back_invitation": invitation,
    "feedback.record_invitations": lambda *_: {"items": []},
    "feedback.note_opened": token,
    "feedback.answer_invitation": personal,
    "feedback.opt_out": token,
    "feedback.record_served": lambda _s, _town, target, _a: {
        "team_id": target.team_id,
        "from_day": TODAY,
        "to_day": TODAY,
        "customers": 80,
    },
    "feedback.classify_record": classified,
    "feedback.release_held": held,
    "feedback.open_import": lambda *_: IMPORT,
    "feedback.resume_import": batch,
    "feedback.undo_import": batch,
    "feedback.save_mapping": lambda *_: MAPPING,
    "feedback.rename_mapping": lambda *given: {**kept_mapping(*given), "name": "Counter"},
    "feedback.delete_mapping": kept_mapping,
    "feedback.repair_rollups": lambda *_: {},
    "thread.make_card": card_of_record,
    "thread.link_card": linked,
    "thread.send_training": training,
    "thread.train_step": cluster,
}

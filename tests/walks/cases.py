"""Arguments for the commands of cases."""

from datetime import date
from typing import Any

from sqlmodel import Session, select

from cxgame.feedback import surveys, voice
from cxgame.feedback.cases import export, opening, ruling, templates, testimonials
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.ruling import RuleForm
from cxgame.feedback.cases.testimonials import Place
from cxgame.feedback.cases.words import (
    Means,
    Outcome,
    OwnerRule,
    Priority,
    Purpose,
    SlaUnit,
    Status,
)
from cxgame.feedback.invitations.models import Way
from cxgame.feedback.kinds import ObservationKind
from cxgame.feedback.models import FeedbackRecord
from cxgame.people.actor import Actor
from cxgame.people.opening import service as opening_hours
from tests.conftest import NOON, Town
from tests.walks.people import somebody
from tests.walks.target import Builder, Target

SYSTEM = Actor.system()
DAY = date(2026, 3, 2)
NAME = {"pt-BR": "Outro", "en": "Other"}
RULE = RuleForm(NAME, Purpose.RECOVER, Priority.LOW, 1, SlaUnit.DAYS, OwnerRule.MANAGER)


def case(session: Session, target: Target, status: Status = Status.NEW) -> Case:
    """Return a case of the target's team that the target owns; it began with a score."""
    record_id = voice.record_complaint(
        session,
        actor=SYSTEM,
        team_id=target.team_id,
        text="Nobody said hello",
        contact="+5511987654321",
        now=NOON,
    )
    record = session.exec(select(FeedbackRecord).where(FeedbackRecord.id == record_id)).one()
    record.score, record.scale_low, record.scale_high = 3, 0, 10
    case_id = opening.open_case(session, actor=SYSTEM, record_id=record_id, now=NOON)
    made = session.get_one(Case, case_id)
    made.owner_id, made.status = target.person_id, status
    session.flush()
    return made


def own(**more: Any) -> Builder:
    """Build what is done on a case by its id."""

    def build(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
        return {"case_id": case(session, target).id, **more}

    return build


def seen(**more: Any) -> Builder:
    """Build what is done on a case as it was seen: by its id and version."""

    def build(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
        made = case(session, target)
        return {"case_id": made.id, "version": made.version, **more}

    return build


def solved(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"case_id": case(session, target, Status.SOLVED).id, "score": 9}


def asked_again(session: Session, town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    surveys.add_survey(session, actor=SYSTEM, name="Counter", now=NOON)
    case_id = solved(session, town, target, actor)["case_id"]
    made = session.get_one(Case, case_id)
    session.get_one(FeedbackRecord, made.record_id).survey_kind = "nps"
    return {"case_id": case_id, "way": Way.WHATSAPP}


def taken(session: Session, _town: Town, target: Target, actor: Actor) -> dict[str, Any]:
    made = case(session, target)
    made.owner_id = somebody(session, target.team_id).id
    session.flush()
    return {"case_id": made.id, "version": made.version}


def handed(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    made = case(session, target)
    return {
        "case_id": made.id,
        "person_id": somebody(session, target.team_id).id,
        "version": made.version,
    }


def unopened(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {
        "record_id": voice.record_complaint(
            session, actor=SYSTEM, team_id=target.team_id, text="Nobody said hello", now=NOON
        )
    }


def chosen(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    return {"case_ids": [case(session, target).id], "priority": Priority.HIGH}


def changed_rule(session: Session, _town: Town, _t: Target, _actor: Actor) -> dict[str, Any]:
    rule_id = ruling.add_case_rule(session, actor=SYSTEM, form=RULE, now=NOON)
    return {"rule_id": rule_id, "form": RULE, "version": 1}


def changed_reason(session: Session, _town: Town, _t: Target, _actor: Actor) -> dict[str, Any]:
    reason_id = ruling.add_case_reason(session, actor=SYSTEM, name=NAME, now=NOON)
    return {"reason_id": reason_id, "name": NAME, "is_active": False, "version": 1}


TEMPLATE: dict[str, Any] = {"name": NAME, "subject": NAME, "body": NAME}


def changed_template(session: Session, _town: Town, _t: Target, _actor: Actor) -> dict[str, Any]:
    made = templates.add_answer_template(session, actor=SYSTEM, now=NOON, **TEMPLATE)
    return {"template_id": made, "purpose": None, "is_active": True, "version": 1, **TEMPLATE}


SPECIAL: dict[str, Any] = {"unit_id": None, "on_day": DAY, "name": "Town day"}


def special_day(session: Session, _town: Town, _t: Target, _actor: Actor) -> dict[str, Any]:
    return {"day_id": opening_hours.add_special_day(session, actor=SYSTEM, now=NOON, **SPECIAL)}


WORDS: dict[str, Any] = {
    "words": "Lovely people",
    "shown_name": "Ana",
    "places": [Place.STORE],
    "consent": "I allow it.",
    "consented_on": DAY,
}


def testimonial(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    made = case(session, target).id
    return {
        "testimonial_id": testimonials.note_testimonial(
            session, actor=SYSTEM, case_id=made, now=NOON, **WORDS
        )
    }


def observation(session: Session, _town: Town, target: Target, _actor: Actor) -> dict[str, Any]:
    record_id = voice.record_observation(
        session,
        actor=SYSTEM,
        team_id=target.team_id,
        kind=ObservationKind.IDEA,
        text="A bench at the door",
        now=NOON,
    )
    return {"record_id": record_id, "is_accepted": True, "words": ""}


FINDINGS: dict[str, Any] = {
    "reason_id": None,
    "root_cause": "",
    "recovery": "An apology",
    "recovery_cents": None,
    "next_step": "",
    "next_on": None,
    "priority": Priority.HIGH,
}
TIMES = (9 * 60, 18 * 60)

BUILDERS: dict[str, Builder] = {
    "feedback.set_up_cases": lambda *_: {},
    "feedback.open_case": unopened,
    "feedback.take_case": taken,
    "feedback.hand_over_case": handed,
    "feedback.note_contact": own(means=Means.PHONE, outcome=Outcome.REACHED),
    "feedback.note_on_case": own(text="Called the clinic"),
    "feedback.settle_case": seen(**FINDINGS),
    "feedback.move_case": seen(to=Status.IN_CONTACT),
    "feedback.rescore_case": solved,
    "feedback.ask_again": asked_again,
    "feedback.answer_customer": own(means=Means.WHATSAPP, body="Hello"),
    "feedback.reveal_contact": own(),
    "feedback.extend_case": seen(words="The laboratory needs time"),
    "feedback.change_cases": chosen,
    "feedback.export_cases": lambda _s, _town, target, _a: {
        "wanted": export.Wanted(team_id=target.team_id)
    },
    "feedback.note_testimonial": own(**WORDS),
    "feedback.withdraw_testimonial": testimonial,
    "feedback.add_case_rule": lambda *_: {"form": RULE},
    "feedback.change_case_rule": changed_rule,
    "feedback.add_case_reason": lambda *_: {"name": NAME},
    "feedback.change_case_reason": changed_reason,
    "feedback.add_answer_template": lambda *_: TEMPLATE,
    "feedback.change_answer_template": changed_template,
    "people.set_opening_hours": lambda *_: {"unit_id": None, "week": [[TIMES]] * 7},
    "people.add_special_day": lambda *_: SPECIAL,
    "people.remove_special_day": special_day,
    "feedback.answer_observation": observation,
}

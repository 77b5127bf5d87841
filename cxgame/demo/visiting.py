"""How the invented company had itself visited, and told what it did about what was said."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session

from cxgame import clock
from cxgame.demo import story, words
from cxgame.demo.people import Cast
from cxgame.demo.plans import OPENS
from cxgame.feedback.deeds import service as deeds
from cxgame.feedback.deeds.service import DeedForm
from cxgame.feedback.kinds import Kind
from cxgame.feedback.typed_platforms import Post, record_platform
from cxgame.feedback.visits import filling, planning, reviewing, templates
from cxgame.feedback.visits.filling import Report
from cxgame.feedback.visits.form import Item, Section, TemplateForm
from cxgame.feedback.visits.kinds import NO, NOT_APPLICABLE, YES, ItemKind, VisitKind
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.standards.touchpoints import touchpoint_ids

EVERY, FIRST = 45, 20  # days between rounds of mystery visits
FIELD_EVERY, FIELD_FIRST = 60, 33
UNREAD = 30  # days: the last round still waits for its review
TO_WRITE = 6  # days ago: a visit was planned that is still to be made
GOOD, BETTER = 0.72, 0.9  # how often a question goes well
VISITOR, DIRECTOR = "alice", "edu"

Told = dict[str, Any]  # as the file tells it


@dataclass
class Visiting:
    """The cast, and the templates once they are written."""

    cast: Cast
    forms: dict[VisitKind, TemplateForm] = field(default_factory=dict)
    ids: dict[VisitKind, int] = field(default_factory=dict)


def spend_day(session: Session, at: Visiting, *, day: date, ago: int) -> None:
    """Do what was done on this day."""
    told, now = words.read("visits"), clock.start_of(day) + OPENS
    if ago % EVERY == FIRST:
        for team in told["teams"]:
            _mystery(session, at, team, day, ago)
    if ago % FIELD_EVERY == FIELD_FIRST:
        _field(session, at, day, ago)
    if ago == TO_WRITE:
        _plan(session, at, "shop-moema", now, visitor=at.cast.people[VISITOR])
    for one in told["deeds"]:
        if one["ago"] == ago:
            _tell(session, at, one, now)
    for one in told["posts"]:
        if one["ago"] == ago:
            _post(session, at, one, now)


def _mystery(session: Session, at: Visiting, team: str, day: date, ago: int) -> None:
    now = clock.start_of(day) + OPENS
    made = _plan(session, at, team, now, name="Mercedes Aguiar")
    report = _report(at, VisitKind.MYSTERY, team, day, ago)
    visitor = Actor.nobody(at.cast.language)
    filling.fill_visit_by_link(
        session, actor=visitor, token=made.token, report=report, is_final=True, now=now
    )
    if ago <= UNREAD:
        return
    manager = at.cast.managers[team]
    reviewing.accept_visit(session, actor=manager, visit_id=made.visit_id, version=4, now=now)
    reviewing.publish_visit(session, actor=manager, visit_id=made.visit_id, version=5, now=now)


def _field(session: Session, at: Visiting, day: date, ago: int) -> None:
    team = words.read("visits")["teams"][ago // FIELD_EVERY % 3]
    now, manager = clock.start_of(day) + OPENS, at.cast.managers[team]
    made = planning.plan_visit(
        session,
        actor=manager,
        template_id=_template(session, at, VisitKind.FIELD, now),
        team_id=at.cast.teams[team],
        now=now,
    )
    report = _report(at, VisitKind.FIELD, team, day, ago)
    filling.submit_visit(
        session, actor=manager, visit_id=made.visit_id, report=report, version=2, now=now
    )


def _plan(
    session: Session,
    at: Visiting,
    team: str,
    now: datetime,
    *,
    visitor: Actor | None = None,
    name: str = "",
) -> planning.Planned:
    return planning.plan_visit(
        session,
        actor=at.cast.managers[team],
        template_id=_template(session, at, VisitKind.MYSTERY, now),
        team_id=at.cast.teams[team],
        visitor_id=visitor.person_id if visitor else None,
        visitor_name=name,
        due_on=clock.local_day(now) + timedelta(days=14),
        now=now,
    )


def _report(at: Visiting, kind: VisitKind, team: str, day: date, ago: int) -> Report:
    told, dice = words.read("visits"), story.dice("visit", kind, team, ago)
    is_better = team == story.IMPROVING and ago < story.IMPROVED
    chance = BETTER if is_better else GOOD
    items = at.forms[kind].items
    answers = {item.key: _answer(item, dice, chance) for item in items}
    wrong = [key for key, answer in answers.items() if answer in (NO, "1", "2")]
    language = at.cast.language
    remarks = {key: dice.choice(told["remarks"])[language] for key in wrong[:2]}
    return Report(answers, remarks, day, dice.choice(told["notes"])[language])


def _answer(item: Item, dice: Random, chance: float) -> str:
    goes_well = dice.random() < (0.98 if item.is_critical else chance)
    if item.kind is ItemKind.SCALE:
        return dice.choice(("4", "5") if goes_well else ("2", "3"))
    if item.weight == 1 and item.step_id is None and dice.random() < 0.2:
        return YES if item.is_critical else NOT_APPLICABLE
    return YES if goes_well else NO


def _template(session: Session, at: Visiting, kind: VisitKind, now: datetime) -> int:
    """Return the template of this kind, written when it is first needed."""
    if kind not in at.ids:
        steps = {
            (one.sop_code, one.number): one.id
            for one in sops.steps(session, actor=Actor.system(), today=clock.local_day(now))
        }
        told = words.read("visits")[kind]
        places = touchpoint_ids(session)
        at.forms[kind] = form = TemplateForm(
            kind=kind,
            name=told["name"],
            touchpoint_id=places.get(told.get("touchpoint", "")),
            pass_mark=told["pass_mark"],
            sections=tuple(
                _section(kind, place, one, steps) for place, one in enumerate(told["sections"])
            ),
        )
        director = at.cast.people[DIRECTOR]
        at.ids[kind] = templates.add_visit_template(session, actor=director, form=form, now=now)
    return at.ids[kind]


def _section(kind: str, place: int, told: Told, steps: dict[tuple[str, int], int]) -> Section:
    items = tuple(
        Item(
            key=f"{kind}-{place}-{n}",
            text=one["text"],
            kind=ItemKind.SCALE if one.get("scale") else ItemKind.YES_NO,
            weight=one.get("weight", 1),
            is_critical=one.get("critical", False),
            step_id=steps.get(tuple(one["step"])) if "step" in one else None,
        )
        for n, one in enumerate(told["items"])
    )
    return Section(f"{kind}-{place}", told["title"], told["weight"], items)


def _tell(session: Session, at: Visiting, told: Told, now: datetime) -> None:
    team = told.get("team", "")
    form = DeedForm(
        said=told["said"],
        done=told["done"],
        done_on=clock.local_day(now),
        team_id=at.cast.teams[team] if team else None,
        touchpoint_id=touchpoint_ids(session).get(told["touchpoint"]),
        is_for_customers=told.get("is_for_customers", True),
    )
    actor = at.cast.managers[team] if team else at.cast.people[DIRECTOR]
    deed_id = deeds.add_deed(session, actor=actor, form=form, now=now)
    deeds.publish_deed(session, actor=actor, deed_id=deed_id, now=now)


def _post(session: Session, at: Visiting, told: Told, now: datetime) -> None:
    post = Post(
        platform=told["platform"],
        kind=Kind.COMPLAINT,
        text=told["text"][at.cast.language],
        grade=told["grade"],
        is_answered=told["is_answered"],
        team_id=at.cast.teams[told["team"]],
    )
    token = f"demo-{told['platform']}-{told['ago']}"
    actor = at.cast.managers[told["team"]]
    record_platform(session, actor=actor, post=post, form_token=token, now=now)

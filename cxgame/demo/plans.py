"""The boards of the invented company: every card and who did what to it, played by the commands."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from cxgame import clock
from cxgame.boards import checklist, comments, consultations, decisions
from cxgame.boards import service as boards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Card, Level, Priority
from cxgame.boards.plans import service as holding
from cxgame.boards.plans.form import PlanForm
from cxgame.boards.plans.pdca import ALLOWED, PlanKpi, Verdict
from cxgame.demo import words
from cxgame.demo.listening import Listening
from cxgame.demo.people import Cast
from cxgame.people.actor import Actor
from cxgame.thread import plans as promises

OPENS, PACE = timedelta(hours=9), timedelta(minutes=1)

Told = dict[str, Any]  # a card, or a step on it, as its file tells it


@dataclass
class Plans:
    """The cast, the places, the day it ends; what is still to come, the latest first."""

    cast: Cast
    heard: Listening
    today: date
    cards: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    ahead: list[tuple[int, Level, Told, Told | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.ahead = sorted(_script(), key=lambda step: step[0])

    def text(self, texts: dict[str, str] | None) -> str:
        """Return a text in the company's language."""
        return texts[self.cast.language] if texts else ""


def spend_day(session: Session, at: Plans, *, day: date, ago: int) -> None:
    """Do what was done on the boards on this day; at the beginning, all that came before too."""
    now = clock.start_of(day) + OPENS
    while at.ahead and at.ahead[-1][0] >= ago:
        _ago, level, card, step = at.ahead.pop()
        if step is None:
            _add(session, at, level, card, now)
        else:
            _do(session, at, card["key"], step, now)
        now += PACE


def _script() -> Iterator[tuple[int, Level, Told, Told | None]]:
    """Give everything that happens to the cards, within a day the last first."""
    for level in reversed(Level):
        for card in reversed(words.read(f"cards-{level}")):
            for step in reversed(card.get("does", [])):
                yield step["ago"], level, card, step
            yield card["ago"], level, card, None


def _add(session: Session, at: Plans, level: Level, card: Told, now: datetime) -> None:
    key = card["key"]
    at.cards[key] = boards.add_card(
        session,
        actor=at.cast.people[card["by"]],
        level=level,
        form=_form(at, card),
        now=now,
    )
    at.versions[key] = 1
    _fill(session, at, card, now)
    if promise := words.read("promises").get(key):
        at.versions[key] = _promise(session, at, card, promise, now)


def _fill(session: Session, at: Plans, card: Told, now: datetime) -> None:
    """Put onto a card what hangs on it: its steps, some of them ticked, and what was said."""
    told = words.read("card-contents").get(card["key"], {})
    card_id, owner = at.cards[card["key"]], at.cast.people[card["by"]]
    if steps := told.get("steps"):
        lines = "\n".join(at.text(step) for step in steps)
        checklist.add_items(session, actor=owner, card_id=card_id, lines=lines, now=now)
        for item in checklist.items(session, card_id=card_id)[: told.get("done", 0)]:
            checklist.tick_item(session, actor=owner, item_id=item.id, is_done=True, now=now)
    for said in told.get("said", ()):
        who, text = at.cast.people[said["by"]], at.text(said["text"])
        comments.add_comment(session, actor=who, card_id=card_id, text=text, now=now)


def _promise(session: Session, at: Plans, card: Told, told: Told, now: datetime) -> int:
    """Let a plan promise its figure and return its version; where none is measured, their own."""
    card_id, kpi = at.cards[card["key"]], PlanKpi(told["kpi"])
    row = session.get_one(Card, card_id)
    if promises.measure(session, card=row, kpi=kpi, today=clock.local_day(now)) is None:
        kpi = PlanKpi.OWN
    return promises.set_plan(
        session,
        actor=at.cast.people[card["by"]],
        card_id=card_id,
        form=PlanForm(
            root_cause=at.text(told["root"]),
            kpi=kpi,
            kpi_name=at.text(told.get("name")),
            baseline=told.get("baseline"),
            goal=told["goal"],
            check_on=at.today + timedelta(days=told["check"]),
            verifier_id=next(iter(at.cast.ids(*told.get("checker", "").split())), None),
        ),
        version=1,
        now=now,
    )


def _form(at: Plans, card: Told) -> CardForm:
    told = words.read("promises").get(card["key"], {})
    return CardForm(
        title=at.text(card["title"]),
        what=at.text(card.get("what")),
        why=at.text(card.get("why")),
        place=at.text(card.get("place")),
        how=at.text(told.get("how")),
        cost_cents=told.get("cost"),
        labels=tuple(
            at.text(label)
            for label in words.read("card-contents").get(card["key"], {}).get("labels", ())
        ),
        target=at.text(card.get("target")),
        question=at.text(card.get("question")),
        due_on=at.today + timedelta(days=card["due"]),
        team_id=at.cast.teams.get(card.get("team", "")),
        touchpoint_id=at.heard.touchpoints.get(card.get("touchpoint", "")),
        sop_step_id=at.heard.steps.get(card.get("step", "")),
        priority=Priority(card.get("priority", Priority.NORMAL)),
        accountable=at.cast.ids(*card.get("A", ())),
        responsible=at.cast.ids(*card.get("R", ())),
        consulted=at.cast.ids(*card.get("C", ())),
        informed=at.cast.ids(*card.get("I", ())),
        serves_card_id=at.cards.get(card.get("serves", "")),
    )


def _do(session: Session, at: Plans, key: str, step: Told, now: datetime) -> None:
    """Let somebody take one step on a card."""
    actor, card_id = at.cast.people[step["who"]], at.cards[key]
    says = at.text(step.get("says"))
    if step["does"] == "answer":
        consultations.answer_consultation(
            session, actor=actor, card_id=card_id, answer=says, now=now
        )
        return
    if step["does"] == "verify":
        _verify(session, at, key, step, now)
        return
    at.versions[key] = _change(session, actor, card_id, at.versions[key], step, says, now)


def _verify(session: Session, at: Plans, key: str, step: Told, now: datetime) -> None:
    """Let somebody say whether a plan worked, as far as its figure bears that out."""
    actor, card_id = at.cast.people[step["who"]], at.cards[key]
    day = clock.local_day(now)
    course = promises.course_of(session, actor=actor, card_id=card_id, today=day)
    verdict = Verdict(step["verdict"])
    if course and verdict not in ALLOWED[course.effect.finding]:
        verdict = ALLOWED[course.effect.finding][-1]
    says = at.text(step["says"])
    promises.verify_plan(
        session,
        actor=actor,
        card_id=card_id,
        verdict=verdict,
        says=says,
        learned=at.text(step.get("learned")) or says,
        measured=step.get("measured"),
        version=at.versions[key],
        now=now,
    )
    at.versions[key] += 1


def _change(
    session: Session, actor: Actor, card_id: int, version: int, step: Told, says: str, now: datetime
) -> int:
    """Take a step that changes the card and return its new version."""
    seen: dict[str, Any] = {"actor": actor, "card_id": card_id, "version": version, "now": now}
    match step["does"]:
        case "submit":
            return decisions.submit_for_approval(session, **seen)
        case "approve":
            return decisions.approve_card(session, **seen)
        case "reject":
            return decisions.reject_card(session, reason=says, **seen)
        case "move":
            return boards.move_card(session, to=step["to"], **seen).version
        case "hold":
            return holding.hold_card(session, reason=says, **seen)
        case "cancel":
            boards.cancel_card(session, reason=says, **seen)
            return version + 1
    raise ValueError(f"nobody knows how to {step['does']} a card")

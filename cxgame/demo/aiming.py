"""The objectives of the invented company: set, served by plans, and looked at every month."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.demo import words
from cxgame.demo.people import Cast
from cxgame.direction import service
from cxgame.direction.form import Figure, ObjectiveForm, ResultForm
from cxgame.direction.models import KeyResult
from cxgame.direction.okr import Confidence, Measure
from cxgame.thread import objectives

AT = timedelta(hours=11)

Told = dict[str, Any]  # an objective, or a key result of it, as the file tells it


@dataclass
class Aiming:
    """The cast, the day it ends; the objectives by their keys, the cards that serve."""

    cast: Cast
    today: date
    made: dict[str, int] = field(default_factory=dict)
    serving: set[str] = field(default_factory=set)
    closed: set[str] = field(default_factory=set)


def spend_day(
    session: Session, at: Aiming, cards: Mapping[str, int], *, day: date, ago: int
) -> None:
    """Set the objectives whose day has come, and check in on those that are there."""
    now = clock.start_of(day) + AT
    for told in words.read("objectives"):
        key = told["key"]
        if key not in at.made and told["ago"] >= ago:
            at.made[key] = _set(session, at, told, now)
        if key in at.made:
            _serve(session, at, told, cards, now)
        if key in at.made and key not in at.closed:
            _check_in(session, at, told, ago, now)
        if told.get("closed", 0) >= ago and key not in at.closed:
            _close(session, at, told, now)
            at.closed.add(key)


def _set(session: Session, at: Aiming, told: Told, now: datetime) -> int:
    owner, language = at.cast.people[told["owner"]], at.cast.language
    return service.add_objective(
        session,
        actor=owner,
        form=ObjectiveForm(
            title=told["title"][language],
            why=told["why"][language],
            owner_id=owner.person_id or 0,
            starts_on=at.today - timedelta(days=told["ago"]),
            ends_on=at.today + timedelta(days=told["ends"]),
            results=tuple(_result(one, language) for one in told["results"]),
        ),
        now=now,
    )


def _serve(
    session: Session, at: Aiming, told: Told, cards: Mapping[str, int], now: datetime
) -> None:
    """Let the plans that have come since serve their objective."""
    for card in told["served_by"]:
        if card not in cards or card in at.serving:
            continue
        objectives.serve_objective(
            session,
            actor=at.cast.people[told["owner"]],
            card_id=cards[card],
            objective_id=at.made[told["key"]],
            now=now,
        )
        at.serving.add(card)


def _result(told: Told, language: str) -> ResultForm:
    return ResultForm(
        title=told["title"][language],
        measure=Measure(told["from"], told["to"], told.get("band", 0)),
        unit=told.get("unit", {}).get(language, ""),
        weight=told.get("weight", 1),
    )


def _check_in(session: Session, at: Aiming, told: Told, ago: int, now: datetime) -> None:
    """Note what was looked at on this day."""
    figures = [*_figures(session, at, told, ago)]
    if figures:
        service.check_in(
            session,
            actor=at.cast.people[told["owner"]],
            objective_id=at.made[told["key"]],
            figures=figures,
            now=now,
        )


def _figures(session: Session, at: Aiming, told: Told, ago: int) -> Iterator[Figure]:
    query = select(KeyResult.id).where(KeyResult.objective_id == at.made[told["key"]])
    ids = session.exec(query.order_by(col(KeyResult.position))).all()
    for result_id, one in zip(ids, told["results"], strict=True):
        for seen in one["seen"]:
            if seen["ago"] == ago:
                note = seen.get("note", {}).get(at.cast.language, "")
                yield Figure(result_id, seen["at"], Confidence(seen["sure"]), note)


def _close(session: Session, at: Aiming, told: Told, now: datetime) -> None:
    service.close_objective(
        session,
        actor=at.cast.people[told["owner"]],
        objective_id=at.made[told["key"]],
        learned=told["learned"][at.cast.language],
        version=1,
        now=now,
    )

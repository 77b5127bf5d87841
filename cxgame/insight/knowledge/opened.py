"""One cell of the map, opened: who needs help, what is asked, what can be given."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from statistics import fmean

from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from cxgame import content
from cxgame.content.fields import Cursor
from cxgame.content.question import read_question
from cxgame.errors import NotFound
from cxgame.feedback.interval import Interval
from cxgame.insight.knowledge.overview import WEAK, Column, Shown, knowledge_map
from cxgame.insight.proportion import wilson
from cxgame.learning import assignments, tracks
from cxgame.learning.assignments import TeamAssignment
from cxgame.learning.models import Question
from cxgame.learning.practice import memory
from cxgame.learning.practice.models import ReviewCard
from cxgame.learning.tracks import ModuleLine
from cxgame.people import names
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.standards.sops import StepView


class Need(StrEnum):
    """What somebody needs; nobody is given a figure of their own."""

    NEVER = "never"  # was never tested on it
    FADING = "fading"  # may have forgotten it
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team, to help."""

    id: int
    name: str
    need: Need


@dataclass(frozen=True, slots=True)
class Opened:
    """A cell with all that is behind it, as far as the reader may see.

    `members` is None for whoever does not lead the team, else everybody in it by name. `ends` is
    the interval of the observed share.
    """

    step: StepView
    team: Column
    cell: Shown
    ends: Interval | None
    members: tuple[Member, ...] | None
    questions: tuple[tuple[str, str], ...]
    modules: tuple[ModuleLine, ...]
    given: tuple[TeamAssignment, ...]


def opened(session: Session, *, actor: Actor, team_id: int, step_id: int, today: date) -> Opened:
    """Return a cell of the map; raise NotFound for a team or a step that is not on it."""
    whole = knowledge_map(session, actor=actor, today=today)
    team = next((one for one in whole.columns if one.id == team_id), None)
    row = next((one for one in whole.rows if one.step.id == step_id), None)
    if team is None or row is None:
        raise NotFound("There is no such place on the map.")
    cell = row.cells[team_id]
    modules = tracks.modules_on_step(session, actor=actor, step_id=step_id)
    return Opened(
        step=row.step,
        team=team,
        cell=cell,
        ends=wilson(cell.right, cell.answers) if cell.answers else None,
        members=_members(session, team_id, step_id, today) if team.is_own else None,
        questions=_questions(session, step_id, actor.locale),
        modules=tuple(modules),
        given=_given(session, actor, team_id, {one.slug for one in modules}),
    )


def _members(session: Session, team_id: int, step_id: int, today: date) -> tuple[Member, ...]:
    """Return the people of a team by name, each with what the mean of the cards says."""
    here = select(Person).where(Person.team_id == team_id, Person.is_active)
    card = ReviewCard
    cards = (
        sa_select(col(card.person_id), col(card.stability), col(card.reviewed_on))
        .join(Question, col(Question.id) == col(card.question_id))
        .join(Person, col(Person.id) == col(card.person_id))
        .where(
            col(card.step_id) == step_id,
            col(Person.team_id) == team_id,
            col(card.stability).is_not(None),
            col(Question.is_active),
        )
    )
    recalls: dict[int, list[float]] = defaultdict(list)
    for person_id, stability, reviewed_on in session.execute(cards):
        recalls[person_id].append(memory.recall_after(stability, reviewed_on, today) or 0.0)
    found = [Member(one.id, one.name, _need(recalls.get(one.id))) for one in session.exec(here)]
    return tuple(sorted(found, key=lambda member: names.fold(member.name)))


def _need(recalls: list[float] | None) -> Need:
    if not recalls:
        return Need.NEVER
    return Need.FADING if fmean(recalls) < WEAK else Need.NONE


def _questions(session: Session, step_id: int, locale: str) -> tuple[tuple[str, str], ...]:
    """Return the questions about a step, as (key, prompt)."""
    query = select(Question).where(Question.step_id == step_id, Question.is_active)
    rows = session.exec(query.order_by(col(Question.module_id), col(Question.position)))
    return tuple((row.key, _read(row).prompt.in_language(locale)) for row in rows)


def _read(row: Question) -> content.Question:
    return read_question(Cursor(row.body, row.key, []))


def _given(
    session: Session, actor: Actor, team_id: int, slugs: set[str]
) -> tuple[TeamAssignment, ...]:
    """Return what the team was given on the step and has not finished, the newest first."""
    if not actor.sees_team(team_id):
        return ()
    found = assignments.assignments_of_team(session, actor=actor, team_id=team_id)
    return tuple(one for one in found if one.slug in slugs and one.done < one.people)

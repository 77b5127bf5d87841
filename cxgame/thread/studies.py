"""What joins a study of causes with the cards that act on it."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.boards import queries as boards
from cxgame.boards import scope as boards_scope
from cxgame.boards import service as cards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Board, BoardColumn, Card, Level
from cxgame.boards.queries import named
from cxgame.errors import Conflict, NotFound
from cxgame.feedback.studies import queries as studies
from cxgame.feedback.studies.queries import StudyView
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.thread.models import StudyLink


@dataclass(frozen=True)
class StudyCard:
    """A card that follows from a study; out of sight of the actor it has no title."""

    card_id: int
    title: str
    level: Level | None
    column: str


@dataclass(frozen=True)
class CardStudy:
    """A study that a card rests on."""

    study_id: int
    title: str
    root_cause: str


def make_card_of_study(
    session: Session, *, actor: Actor, study_id: int, level: Level, form: CardForm, now: datetime
) -> int:
    """Make a card from a study, tie the two together and return the card's id.

    The card takes over the study's team where the form leaves it open. Raise NotFound for a study
    that the actor may not read.
    """
    study = _study(session, "thread.make_card_of_study", actor, study_id)
    filled = replace(form, team_id=form.team_id or study.form.team_id)
    card_id = cards.add_card(session, actor=actor, level=level, form=filled, now=now)
    _tie(session, actor, study_id, card_id, now)
    audit.note(
        session, actor, "thread.make_card_of_study", "study", study_id, now=now, card_id=card_id
    )
    return card_id


def link_study(
    session: Session, *, actor: Actor, study_id: int, card_id: int, now: datetime
) -> None:
    """Tie a study to a card that is there already; raise Conflict when they are tied.

    Raise NotFound where the actor does not see both.
    """
    _study(session, "thread.link_study", actor, study_id)
    boards.card_view(session, actor=actor, card_id=card_id, now=now)
    query = select(StudyLink.id).where(StudyLink.study_id == study_id, StudyLink.card_id == card_id)
    if session.exec(query).first() is not None:
        raise Conflict("This card is already linked to the study.")
    _tie(session, actor, study_id, card_id, now)
    audit.note(session, actor, "thread.link_study", "study", study_id, now=now, card_id=card_id)


def cards_of_study(session: Session, *, actor: Actor, study_id: int) -> tuple[StudyCard, ...]:
    """Return the cards that follow from a study; raise NotFound when it is out of sight."""
    studies.study(session, actor=actor, study_id=study_id)
    query = select(StudyLink.card_id).where(StudyLink.study_id == study_id)
    found = session.exec(query.order_by(col(StudyLink.id))).all()
    return tuple(_card(session, actor, card_id) for card_id in found)


def studies_of_card(session: Session, *, actor: Actor, card_id: int) -> tuple[CardStudy, ...]:
    """Return the studies behind a card that the actor may read."""
    query = select(StudyLink.study_id).where(StudyLink.card_id == card_id)
    found = []
    for study_id in session.exec(query.order_by(col(StudyLink.id))).all():
        try:
            study = studies.study(session, actor=actor, study_id=study_id)
        except NotFound:
            continue
        found.append(CardStudy(study_id, study.form.title, study.form.root_cause))
    return tuple(found)


def _study(session: Session, command: str, actor: Actor, study_id: int) -> StudyView:
    """Return a study that the actor may read and act upon; raise NotAllowed or NotFound."""
    if not permissions.may(actor, command):
        permissions.require(actor, command)
    study = studies.study(session, actor=actor, study_id=study_id)
    permissions.require(actor, command, team_id=study.form.team_id)
    return study


def _tie(session: Session, actor: Actor, study_id: int, card_id: int, now: datetime) -> None:
    session.add(
        StudyLink(study_id=study_id, card_id=card_id, created_by=actor.person_id, created_at=now)
    )
    session.flush()


def _card(session: Session, actor: Actor, card_id: int) -> StudyCard:
    query = select(Card).where(Card.id == card_id, boards_scope.visible(actor))
    card = session.exec(query).first()
    if card is None:
        return StudyCard(card_id, "", None, "")
    column = session.get_one(BoardColumn, card.column_id)
    level = Level(session.get_one(Board, card.board_id).level)
    return StudyCard(card_id, card.title, level, named(column.name, actor))

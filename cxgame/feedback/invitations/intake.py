"""Invitations that another system asks for, such as after a sale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput, NotFound, Reason
from cxgame.feedback import entries, surveys
from cxgame.feedback.customers.register import Known
from cxgame.feedback.intake import Rejection
from cxgame.feedback.invitations import making
from cxgame.feedback.invitations.making import LONGEST_DELAY, Made, Wish
from cxgame.feedback.invitations.models import Invitation, Way, WhyNot
from cxgame.feedback.lookup import Teams
from cxgame.feedback.surveys import SurveyView
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.names import fold
from cxgame.standards import touchpoints

MOST_ITEMS = 1_000


@dataclass(frozen=True, slots=True)
class Item:
    """Whom to invite; `survey` is its token or its name, "" the only one that is open."""

    submission_id: str = ""
    survey: str = ""
    customer: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""
    segment_value: str = ""
    segment_need: str = ""
    team: str = ""
    touchpoint: str = ""
    channel: str = ""
    delay_hours: float = 0


@dataclass(frozen=True, slots=True)
class Skip:
    """A customer who is not asked: the item's position, why, and when they were asked last."""

    index: int
    why_not: WhyNot
    asked_on: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """The personal token of an item that the sender hands over itself."""

    index: int
    token: str


@dataclass(frozen=True, slots=True)
class InvitationsMade:
    """What became of the items that were sent."""

    created: int
    duplicates: int
    skipped: tuple[Skip, ...]
    rejected: tuple[Rejection, ...]
    links: tuple[Link, ...]


def record_invitations(
    session: Session, *, actor: Actor, items: Sequence[Item], origin: str = "", now: datetime
) -> InvitationsMade:
    """Invite the customers of the good items, each submission_id once; name the others.

    A customer who was asked lately, or wants no more, is skipped, and that is kept too. Raise
    InvalidInput for more than 1,000 items.
    """
    permissions.require(actor, "feedback.record_invitations")
    if len(items) > MOST_ITEMS:
        raise InvalidInput("Send at most {n} records at a time.", n=MOST_ITEMS)
    reader = _Reader(session, actor, origin, now)
    known = _known(session, items)
    rejected: list[Rejection] = []
    made: list[tuple[int, Wish, Made]] = []
    duplicates = 0
    for index, item in enumerate(items):
        try:
            wish = reader.wish(item)
            if wish.submission_id in known:
                duplicates += 1
                continue
            made.append((index, wish, making.make(session, wish, author_id=None, now=now)))
        except CxgameError as error:
            rejected.append(Rejection(index, Reason(error.message, error.values)))
            continue
        if wish.submission_id:
            known.add(wish.submission_id)
    if made:
        audit.note(
            session,
            actor,
            "feedback.record_invitations",
            "invitation",
            None,
            now=now,
            made=len(made),
        )
    return _outcome(made, duplicates, rejected)


class _Reader:
    """Turn items into wishes, looking names up once."""

    def __init__(self, session: Session, actor: Actor, origin: str, now: datetime) -> None:
        self.session, self.actor, self.origin, self.now = session, actor, origin, now
        self.teams = Teams(session)
        self.touchpoints = touchpoints.touchpoint_ids(session)
        today = clock.local_day(now)
        found = surveys.surveys(session, actor=Actor.system())
        self.surveys = [each for each in found if each.takes_answers(today)]

    def wish(self, item: Item) -> Wish:
        """Return an item as a wish; raise InvalidInput or NotFound with what is wrong."""
        if not 0 <= item.delay_hours <= LONGEST_DELAY / timedelta(hours=1):
            raise InvalidInput("A delay lasts from 0 to {n} days.", n=LONGEST_DELAY.days)
        team_id = self.teams.id_of(item.team) if item.team.strip() else None
        survey = self._survey(item.survey.strip(), team_id)
        if team_id is not None and survey.team_id not in (None, team_id):
            raise InvalidInput("This survey belongs to another team.")
        key = entries.tidy_word(item.submission_id)
        return Wish(
            survey=survey,
            known=Known(
                key=item.customer,
                name=item.name,
                email=item.email,
                phone=item.phone,
                language=item.language,
                segment_value=item.segment_value,
                segment_need=item.segment_need,
            ),
            way=_way(item),
            team_id=team_id,
            touchpoint_id=self._touchpoint(item.touchpoint),
            delay=timedelta(hours=item.delay_hours),
            submission_id=f"api:{key}" if key else None,
            origin=self.origin,
        )

    def _survey(self, said: str, team_id: int | None) -> SurveyView:
        """Return the open survey that bears the token or the name, the team's own first."""
        if not self.surveys:
            raise NotFound("There is no open survey.")
        fits = [
            each
            for each in self.surveys
            if not said or said == each.token or fold(said) == fold(each.name)
        ]
        own = [each for each in fits if each.team_id == team_id]
        found = own or [each for each in fits if each.team_id is None] or fits
        if not found:
            raise NotFound("There is no open survey named {name}.", name=said[:80])
        if len(found) > 1:
            raise InvalidInput("Several surveys fit. Name one by the token in its address.")
        return found[0]

    def _touchpoint(self, name: str) -> int | None:
        if not name.strip():
            return None
        key = fold(name)
        if key not in self.touchpoints:
            self.touchpoints[key] = touchpoints.add_touchpoint(
                self.session, actor=self.actor, name=name, now=self.now
            )
        return self.touchpoints[key]


def _way(item: Item) -> Way:
    """Return the way asked for, else by e-mail, else handed over by the sender."""
    if not item.channel:
        return Way.EMAIL if item.email.strip() else Way.LINK
    if item.channel not in set(Way):
        raise InvalidInput("Unknown channel. Use one of: {channels}.", channels=", ".join(Way))
    return Way(item.channel)


def _known(session: Session, items: Sequence[Item]) -> set[str | None]:
    keys = [f"api:{item.submission_id.strip()}" for item in items if item.submission_id.strip()]
    query = select(Invitation.submission_id).where(col(Invitation.submission_id).in_(keys))
    return set(session.exec(query)) if keys else set()


def _outcome(
    made: Sequence[tuple[int, Wish, Made]], duplicates: int, rejected: Sequence[Rejection]
) -> InvitationsMade:
    skipped = [
        Skip(index, one.why_not, one.asked_on.isoformat() if one.asked_on else "")
        for index, _wish, one in made
        if one.why_not
    ]
    links = [
        Link(index, one.token)
        for index, wish, one in made
        if wish.way is Way.LINK and one.why_not is None
    ]
    return InvitationsMade(
        len(made) - len(skipped), duplicates, tuple(skipped), tuple(rejected), tuple(links)
    )

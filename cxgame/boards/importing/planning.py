"""What an import would write: each found card as a form, people and teams found by their names."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session, col, select

from cxgame.boards import candidates
from cxgame.boards import form as forms
from cxgame.boards.form import CardForm
from cxgame.boards.importing.found import FoundBoard, FoundCard, Member, Skipped
from cxgame.boards.models import Level
from cxgame.errors import InvalidInput
from cxgame.i18n import N_
from cxgame.people import names
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person

NO_TEAM = N_("There is no team {name} within your reach: the card bears no team.")
CUT = N_("A text or the labels were too long and were cut.")
_MORE = "…"


@dataclass(frozen=True)
class Planned:
    """A card that would be written; `named` are people who have no account here."""

    card: FoundCard
    form: CardForm
    named: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """What came in, or would: counts, and what stays behind with its reason."""

    boards: int
    columns: int
    cards: int
    comments: int
    checklists: int
    skipped: tuple[Skipped, ...]

    def counts(self) -> dict[str, int]:
        """Return the counts alone."""
        names = ("boards", "columns", "cards", "comments", "checklists")
        return {name: getattr(self, name) for name in names}


class Planner:
    """Finds people and teams by name for one import."""

    def __init__(
        self, session: Session, *, actor: Actor, level: Level, team_id: int | None = None
    ) -> None:
        self._level, self._team_id = level, team_id
        self._people = _by_every_name(session, actor)
        teams = people.teams(session, actor=actor)
        self._teams = {names.fold(team.name): team.id for team in teams}
        self.skipped: list[Skipped] = []

    def planned(self, found: FoundBoard) -> list[Planned]:
        """Return the cards that can be written; why others can't stands in `skipped`."""
        cards = []
        for card in found.cards:
            try:
                cards.append(self._planned(card))
            except InvalidInput as error:
                self.skipped.append(Skipped(card.title, error.message, error.values))
        return cards

    def _planned(self, card: FoundCard) -> Planned:
        labels = card.labels[: forms.MOST_LABELS]
        texts: dict[str, Any] = {
            name: _cut(words, forms.LONGEST_TEXT) for name, words in card.texts.items()
        }
        form = CardForm(
            title=_cut(card.title, names.LONGEST),
            description=_cut(_description(card), forms.LONGEST_DESCRIPTION),
            **texts,
            starts_on=None if _is_turned(card) else card.starts_on,
            due_on=card.due_on,
            team_id=self._team(card),
            priority=card.priority,
            labels=tuple(_cut(one, forms.LONGEST_LABEL) for one in labels),
        )
        accountable, unknown = self._matched(card.accountable)
        responsible, others = self._matched(card.responsible)
        holding = replace(form, accountable=accountable, responsible=responsible)
        tidy = forms.clean(holding, self._level)
        if _is_cut(card, tidy):
            self.skipped.append(Skipped(card.title, CUT))
        return Planned(card, tidy, tuple(dict.fromkeys((*unknown, *others))))

    def _team(self, card: FoundCard) -> int | None:
        if not card.team or self._team_id is not None:
            return self._team_id
        found = self._teams.get(names.fold(card.team))
        if found is None:
            self.skipped.append(Skipped(card.title, NO_TEAM, {"name": card.team}))
        return found

    def _matched(self, members: Iterable[Member]) -> tuple[tuple[int, ...], list[str]]:
        """Return who of these has an account here, and the names of the others."""
        found = [(member.name, self._person(member)) for member in members]
        ids = tuple(dict.fromkeys(person for _name, person in found if person is not None))
        return ids, [name for name, person in found if person is None]

    def _person(self, member: Member) -> int | None:
        for name in (member.name, *member.aliases):
            found = self._people.get(names.fold(name), set())
            if len(found) == 1:
                return next(iter(found))
        return None


def report(found: FoundBoard, cards: Iterable[Planned], skipped: Iterable[Skipped]) -> Report:
    """Return what an import of these cards writes."""
    written = list(cards)
    return Report(
        boards=1,
        columns=len(found.columns),
        cards=len(written),
        comments=sum(len(one.card.comments) for one in written),
        checklists=sum(one.card.lists for one in written),
        skipped=(*found.skipped, *skipped),
    )


def _by_every_name(session: Session, actor: Actor) -> dict[str, set[int]]:
    """Return whom the actor may name, by name, sign-in name and e-mail, all folded."""
    offered = {one.id for one in candidates.candidates(session, actor=actor)}
    query = select(Person).where(col(Person.id).in_(offered))
    found: dict[str, set[int]] = {}
    for person in session.exec(query):
        for name in (person.name, person.sign_in_name, person.email or ""):
            if name:
                found.setdefault(names.fold(name), set()).add(person.id)
    return found


def _description(card: FoundCard) -> str:
    """Return the description, under the whole title where that was cut."""
    title = " ".join(card.title.split())
    if len(title) <= names.LONGEST:
        return card.description
    return f"{title}\n\n{card.description}".strip()


def _is_turned(card: FoundCard) -> bool:
    return bool(card.starts_on and card.due_on and card.starts_on > card.due_on)


def _is_cut(card: FoundCard, form: CardForm) -> bool:
    texts = (_description(card), *card.texts.values())
    kept = (form.description, *(getattr(form, name) for name in card.texts))
    is_shorter = any(len(one.strip()) > len(other) for one, other in zip(texts, kept, strict=True))
    too_long = any(len(label) > forms.LONGEST_LABEL for label in card.labels)
    return is_shorter or too_long or len(card.labels) > forms.MOST_LABELS


def _cut(words: str, longest: int) -> str:
    tidy = words.replace("\x00", "").strip()
    return tidy if len(tidy) <= longest else tidy[: longest - 1].rstrip() + _MORE

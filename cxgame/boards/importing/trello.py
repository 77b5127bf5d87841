"""A board as Trello exports it: JSON with lists, cards, checklists, labels, members and actions.

Source: https://developer.atlassian.com/cloud/trello/guides/rest-api/object-definitions/
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from cxgame import clock
from cxgame.boards.importing.found import (
    FoundBoard,
    FoundCard,
    FoundColumn,
    FoundComment,
    FoundItem,
    Member,
    Skipped,
)
from cxgame.errors import InvalidInput
from cxgame.i18n import N_

LARGEST = 64 * 1024 * 1024  # bytes
NO_LIST = N_("It stands in a list that the file does not have.")
NO_TITLE = N_("It has no title.")
ATTACHED = N_("Trello keeps this file; its address was added to the description.")
FIELDS_LEFT = N_("Custom fields are not taken over.")

Json = Mapping[str, Any]  # an object of the file, whose members are checked as they are read


def read(file: BinaryIO) -> FoundBoard:
    """Return the board in a file; raise InvalidInput for anything that is no export of Trello."""
    board = _parsed(file)
    lists = sorted(_objects(board, "lists"), key=_place)
    if not lists:
        raise InvalidInput("This is no board exported from Trello: it has no lists.")
    places = {_text(one, "id"): at for at, one in enumerate(lists)}
    reading = _Reading(board, places)
    cards, skipped = [], []
    for line, one in enumerate(sorted(_objects(board, "cards"), key=_place), start=1):
        title = _text(one, "name")
        if _text(one, "idList") not in places:
            skipped.append(Skipped(title or f"#{line}", NO_LIST))
        elif not title.strip():
            skipped.append(Skipped(f"#{line}", NO_TITLE))
        else:
            cards.append(reading.card(line, one))
            skipped += _left(one)
    if _objects(board, "customFields"):
        skipped.append(Skipped(_text(board, "name"), FIELDS_LEFT))
    return FoundBoard(
        name=_text(board, "name") or "Trello",
        description=_text(board, "desc"),
        columns=tuple(_column(one) for one in lists),
        cards=tuple(cards),
        skipped=tuple(skipped),
    )


class _Reading:
    """What the cards of a board refer to, by id."""

    def __init__(self, board: Json, places: dict[str, int]) -> None:
        self._places = places
        self._closed = {_text(one, "id") for one in _objects(board, "lists") if one.get("closed")}
        self._labels = {_text(one, "id"): _label(one) for one in _objects(board, "labels")}
        self._members = {_text(one, "id"): _member(one) for one in _objects(board, "members")}
        self._lists: dict[str, list[Json]] = {}
        for one in sorted(_objects(board, "checklists"), key=_place):
            self._lists.setdefault(_text(one, "idCard"), []).append(one)
        self._comments: dict[str, list[FoundComment]] = {}
        self._created: dict[str, datetime] = {}
        for action in _objects(board, "actions"):
            self._note(action)

    def card(self, line: int, one: Json) -> FoundCard:
        """Return a card with all that hangs on it."""
        card_id, list_id = _text(one, "id"), _text(one, "idList")
        comments = self._comments.get(card_id, [])
        members = [self._members.get(member) for member in _ids(one, "idMembers")]
        labels = [*map(_label, _objects(one, "labels")), *map(self._label, _ids(one, "idLabels"))]
        return FoundCard(
            line=line,
            title=_text(one, "name"),
            column=self._places[list_id],
            description=_with_files(one),
            created_at=_born(card_id) or self._created.get(card_id),
            touched_at=_moment(one.get("dateLastActivity")),
            starts_on=_day(one.get("start")),
            due_on=_day(one.get("due")),
            is_worked=bool(one.get("dueComplete")),
            is_archived=bool(one.get("closed")) or list_id in self._closed,
            labels=tuple(dict.fromkeys(filter(None, labels))),
            responsible=tuple(filter(None, members)),
            items=tuple(self._items(card_id)),
            lists=len(self._lists.get(card_id, ())),
            comments=tuple(sorted(comments, key=_when)),
        )

    def _label(self, label_id: str) -> str:
        return self._labels.get(label_id, "")

    def _items(self, card_id: str) -> Iterator[FoundItem]:
        """Yield the steps of a card's lists, list after list."""
        for one in self._lists.get(card_id, ()):
            heading = _text(one, "name")
            steps = sorted(_objects(one, "checkItems"), key=_place)
            for step in steps:
                yield FoundItem(_text(step, "name"), step.get("state") == "complete", heading)

    def _note(self, action: Json) -> None:
        data = action.get("data")
        card = data.get("card") if isinstance(data, dict) else None
        if not isinstance(data, dict) or not isinstance(card, dict):
            return
        card_id, at = _text(card, "id"), _moment(action.get("date"))
        kind = action.get("type")
        if kind in ("commentCard", "copyCommentCard") and _text(data, "text").strip():
            creator = action.get("memberCreator")
            author = _member(creator).name if isinstance(creator, dict) else ""
            said = FoundComment(author or "Trello", _text(data, "text"), at)
            self._comments.setdefault(card_id, []).append(said)
        elif kind in ("createCard", "copyCard", "convertToCardFromCheckItem") and at:
            self._created.setdefault(card_id, at)


def _when(said: FoundComment) -> datetime:
    return said.at or datetime.max.replace(tzinfo=UTC)


def _parsed(file: BinaryIO) -> Json:
    data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InvalidInput("The file is larger than {n} MB.", n=LARGEST // 1024**2)
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidInput("This is no board exported from Trello: it is no JSON.") from error
    if not isinstance(found, dict):
        raise InvalidInput("This is no board exported from Trello: it has no lists.")
    return found


def _objects(one: Json, name: str) -> list[Json]:
    found = one.get(name)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _ids(one: Json, name: str) -> list[str]:
    found = one.get(name)
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def _text(one: Json, name: str) -> str:
    found = one.get(name)
    return found.replace("\x00", "") if isinstance(found, str) else ""


def _place(one: Json) -> float:
    found = one.get("pos")
    is_number = isinstance(found, int | float) and not isinstance(found, bool) and found == found
    return float(found) if is_number else 0.0  # type: ignore[arg-type]  # told to be a number


def _column(one: Json) -> FoundColumn:
    limit = one.get("softLimit")
    return FoundColumn(
        name=_text(one, "name") or "–",
        limit=limit if isinstance(limit, int) and 0 < limit < 1000 else None,
        is_closed=bool(one.get("closed")),
    )


def _label(one: Json) -> str:
    """Return a label's name, or its colour where it has none."""
    return _text(one, "name") or _text(one, "color")


def _member(one: Json) -> Member:
    name = _text(one, "fullName") or _text(one, "username")
    return Member(name, tuple(filter(None, (_text(one, "username"), _text(one, "email")))))


def _with_files(one: Json) -> str:
    """Return a card's description with the addresses of its attachments, one a line."""
    lines = [
        f"- [{_text(each, 'name') or _text(each, 'url')}]({_text(each, 'url')})"
        for each in _objects(one, "attachments")
        if _text(each, "url")
    ]
    return "\n\n".join(filter(None, (_text(one, "desc"), "\n".join(lines))))


def _left(one: Json) -> list[Skipped]:
    return [
        Skipped(f"{_text(one, 'name')}: {_text(each, 'name') or _text(each, 'url')}", ATTACHED)
        for each in _objects(one, "attachments")
        if each.get("isUpload")
    ]


def _born(card_id: str) -> datetime | None:
    """Return when a card was made: the first 8 hex digits of its id are seconds since 1970."""
    if len(card_id) != 24:
        return None
    try:
        int(card_id, 16)
        return datetime.fromtimestamp(int(card_id[:8], 16), UTC)
    except (ValueError, OverflowError):
        return None


def _moment(value: object) -> datetime | None:
    if not isinstance(value, str):
        return None
    try:
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _day(value: object) -> date | None:
    found = _moment(value)
    return clock.local_day(found) if found else None

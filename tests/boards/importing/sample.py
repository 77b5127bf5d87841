"""A board as Trello's export has it, invented here, with every kind of thing that we take over."""

import json
from io import BytesIO
from typing import Any

PAINT = "5f5e1000aaaaaaaaaaaaaaaa"  # made 2020-09-13 12:26:40 UTC: 0x5f5e1000 seconds
SIGN = "5f5e1064bbbbbbbbbbbbbbbb"
OLD = "5f5e10c8cccccccccccccccc"


def board(**changes: Any) -> dict[str, Any]:
    """Return a board of four lists (one closed) and three cards (one archived)."""
    made: dict[str, Any] = {
        "name": "Shop floor",
        "desc": "Before we moved",
        "lists": [
            {"id": "l3", "name": "Feito", "pos": 300, "closed": False},
            {"id": "l1", "name": "Ideias", "pos": 100, "closed": False},
            {"id": "l2", "name": "Fazendo", "pos": 200.5, "closed": False, "softLimit": 3},
            {"id": "l4", "name": "Antigos", "pos": 400, "closed": True},
        ],
        "labels": [{"id": "lab1", "name": "Caixa", "color": "red"}],
        "members": [
            {"id": "m1", "fullName": "Bob Brown", "username": "bob"},
            {"id": "m2", "fullName": "Zoe Elsewhere", "username": "zoe"},
        ],
        "cards": [
            {
                "id": SIGN,
                "name": "Hang the sign",
                "idList": "l2",
                "pos": 2,
                "due": "2026-03-10T23:30:00.000Z",
                "start": "2026-03-01T12:00:00.000Z",
                "idMembers": ["m1", "m2"],
                "idLabels": ["lab1"],
                "labels": [{"id": "lab1", "name": "Caixa", "color": "red"}],
                "attachments": [{"name": "Plan.pdf", "url": "https://x.test/1", "isUpload": True}],
                "desc": "Above the **door**",
                "dateLastActivity": "2026-03-01T12:00:00.000Z",
            },
            {"id": PAINT, "name": "Paint the wall", "idList": "l3", "pos": 1, "desc": ""},
            {"id": OLD, "name": "Old thing", "idList": "l4", "pos": 3, "closed": True},
        ],
        "checklists": [
            {
                "id": "c1",
                "idCard": SIGN,
                "name": "Tools",
                "pos": 2,
                "checkItems": [
                    {"name": "Ladder", "state": "complete", "pos": 2},
                    {"name": "Screws", "state": "incomplete", "pos": 1},
                ],
            },
            {"id": "c2", "idCard": SIGN, "name": "Empty", "pos": 1, "checkItems": []},
        ],
        "actions": [
            {
                "type": "commentCard",
                "date": "2026-03-02T09:00:00.000Z",
                "data": {"card": {"id": SIGN}, "text": "Second"},
                "memberCreator": {"fullName": "Zoe Elsewhere"},
            },
            {
                "type": "commentCard",
                "date": "2026-03-01T09:00:00.000Z",
                "data": {"card": {"id": SIGN}, "text": "First"},
                "memberCreator": {"fullName": "Bob Brown"},
            },
            {"type": "updateCard", "date": "2026-03-01T09:00:00.000Z", "data": {"card": {}}},
        ],
    }
    return made | changes


def file(made: object) -> BytesIO:
    """Return a board as a file."""
    return BytesIO(json.dumps(made).encode())

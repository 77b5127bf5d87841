"""Everything that a content folder holds."""

from dataclasses import dataclass
from typing import TypeVar

from cxgame.content.badge import Badge
from cxgame.content.fields import SYMBOL, Cursor
from cxgame.content.module import Module
from cxgame.content.picture import PictureFile
from cxgame.content.plan import PlanTemplate
from cxgame.content.revision import Revised
from cxgame.content.sop import Role, Sop, read_roles
from cxgame.content.text import Text

NAME, SENTENCE = 40, 240  # characters that read well on a phone
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Touchpoint(Revised):
    """Where a customer meets us; `symbol` is the name of a Material symbol."""

    key: str
    symbol: str
    name: Text


@dataclass(frozen=True)
class Track(Revised):
    """Modules for some roles, in the order in which they are best learned."""

    id: str
    symbol: str
    name: Text
    purpose: Text
    roles: tuple[Role, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True)
class Library:
    """All content, in the order of the files; SOPs and modules sorted by code and slug."""

    touchpoints: tuple[Touchpoint, ...] = ()
    sops: tuple[Sop, ...] = ()
    modules: tuple[Module, ...] = ()
    tracks: tuple[Track, ...] = ()
    badges: tuple[Badge, ...] = ()
    plans: tuple[PlanTemplate, ...] = ()
    pictures: tuple[PictureFile, ...] = ()  # of the questions, each once

    def under(self, other: "Library") -> "Library":
        """Return both in one; where both name the same thing, the other's stands."""
        return Library(
            touchpoints=_laid(self.touchpoints, other.touchpoints, "key"),
            sops=_laid(self.sops, other.sops, "code"),
            modules=_laid(self.modules, other.modules, "slug"),
            tracks=_laid(self.tracks, other.tracks, "id"),
            badges=_laid(self.badges, other.badges, "id"),
            plans=_laid(self.plans, other.plans, "key"),
        )

    def sop(self, code: str) -> Sop:
        """Return the SOP of this code; raise KeyError where there is none."""
        return {sop.code: sop for sop in self.sops}[code]

    def module(self, slug: str) -> Module:
        """Return the module of this slug; raise KeyError where there is none."""
        return {module.slug: module for module in self.modules}[slug]


def _laid(below: tuple[Entry, ...], above: tuple[Entry, ...], name: str) -> tuple[Entry, ...]:
    named = {getattr(entry, name): entry for entry in (*below, *above)}
    return tuple(named.values())


def read_touchpoint(cursor: Cursor) -> Touchpoint:
    """Return the touchpoint that a mapping describes, its faults noted in the cursor."""
    cursor.only("key", "symbol", "name")
    return Touchpoint(
        key=cursor.at("key").word(),
        symbol=cursor.at("symbol").word(SYMBOL),
        name=cursor.at("name").text(NAME),
    )


def read_track(cursor: Cursor) -> Track:
    """Return the track that a mapping describes, its faults noted in the cursor."""
    cursor.only(*Track.__dataclass_fields__)
    return Track(
        id=cursor.at("id").word(),
        symbol=cursor.at("symbol").word(SYMBOL),
        name=cursor.at("name").text(NAME),
        purpose=cursor.at("purpose").text(SENTENCE),
        roles=read_roles(cursor.at("roles")),
        modules=cursor.at("modules").words(),
    )

"""Touchpoints: found by their folded name, added when they are new, named in a language."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from cxgame import content
from cxgame.content.fields import Cursor, Fault
from cxgame.content.library import read_touchpoint
from cxgame.errors import InvalidInput
from cxgame.i18n import FALLBACK, LOCALES
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.names import clean, fold
from cxgame.standards.models import Touchpoint

LONGEST_NAME = 80  # characters


@dataclass(frozen=True)
class TouchpointView:
    """A touchpoint as pickers show it; `icon` is the name of a Material symbol."""

    id: int
    key: str
    name: str
    icon: str


def add_touchpoint(
    session: Session,
    *,
    actor: Actor,
    name: str,
    name_pt: str = "",
    key: str = "",
    icon: str = "storefront",
    now: datetime,
) -> int:
    """Return the id of the touchpoint of this name (or key), added when there is none.

    `name` serves for both languages unless the Portuguese one is given too. Raise InvalidInput
    when it is empty or too long.
    """
    permissions.require(actor, "standards.add_touchpoint")
    tidy, tidy_pt = tidy_name(name), tidy_name(name_pt or name)
    folded = fold(key or name)
    known = session.exec(select(Touchpoint.id).where(Touchpoint.key == folded)).first()
    if known is not None:
        return known
    last = session.exec(select(func.max(Touchpoint.position))).one() or 0
    row = Touchpoint(key=folded, name={"en": tidy, "pt-BR": tidy_pt}, icon=icon, position=last + 1)
    session.add(row)
    session.flush()
    audit.note(session, actor, "standards.add_touchpoint", "touchpoint", row.id, now=now)
    return row.id


def tidy_name(name: str) -> str:
    """Return a name with single spaces; raise InvalidInput when it is empty or too long."""
    tidy = clean(name.replace("\x00", ""))
    if len(tidy) > LONGEST_NAME:
        raise InvalidInput("The name of a touchpoint has at most {n} characters.", n=LONGEST_NAME)
    return tidy


def touchpoints(session: Session, *, locale: str) -> list[TouchpointView]:
    """Return the touchpoints in use, in their order, named in a language."""
    query = select(Touchpoint).where(Touchpoint.is_active).order_by(col(Touchpoint.position))
    return [
        TouchpointView(row.id, row.key, named(row.name, locale), row.icon)
        for row in session.exec(query)
    ]


def touchpoint_names(session: Session, *, locale: str) -> dict[int, str]:
    """Return the name of every touchpoint by id, retired ones too."""
    query = select(Touchpoint.id, Touchpoint.name)
    return {row_id: named(name, locale) for row_id, name in session.execute(query)}


def touchpoint_ids(session: Session) -> dict[str, int]:
    """Return the id of every touchpoint by its key, and by its folded name in each language."""
    found: dict[str, int] = {}
    for row in session.exec(select(Touchpoint).order_by(col(Touchpoint.id))):
        for locale in LOCALES:
            found.setdefault(fold(named(row.name, locale)), row.id)
    keys = session.execute(select(Touchpoint.key, Touchpoint.id))
    return {**found, **dict(keys.all())}


def contents(session: Session) -> list[content.Touchpoint]:
    """Return the touchpoints in use that a content file can name, in their order.

    An import or the API may have added some whose names are no names for a file.
    """
    query = select(Touchpoint).where(Touchpoint.is_active).order_by(col(Touchpoint.position))
    found = []
    for row in session.exec(query):
        faults: list[Fault] = []
        held = {"key": row.key, "symbol": row.icon, "name": row.name}
        touchpoint = read_touchpoint(Cursor(held, row.key, faults))
        if not faults:
            found.append(touchpoint)
    return found


def named(texts: dict[str, str], locale: str) -> str:
    """Return a text in the wanted language, else in English, else in any."""
    return texts.get(locale) or texts.get(FALLBACK) or next(iter(texts.values()), "")

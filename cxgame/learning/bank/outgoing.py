"""The questions of modules as they stand now, for files of other systems."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from cxgame import content
from cxgame.errors import NotFound
from cxgame.learning.bodies import module_of
from cxgame.learning.models import Module, ModuleVersion
from cxgame.standards.sops import words_of


@dataclass(frozen=True)
class ModuleName:
    """A module to choose."""

    slug: str
    title: str


def module_names(session: Session, *, locale: str) -> list[ModuleName]:
    """Return the modules in use, by title."""
    rows = session.exec(select(Module).where(col(Module.is_active)))
    names = [ModuleName(row.slug, words_of(row.title, locale)) for row in rows]
    return sorted(names, key=lambda name: name.title.casefold())


def module_questions(session: Session, *, slug: str = "") -> tuple[content.Question, ...]:
    """Return the questions of one module, or of all in use, in the order of modules and files.

    Raise NotFound for an unknown module.
    """
    query = (
        select(ModuleVersion.id)
        .join(Module, col(Module.id) == col(ModuleVersion.module_id))
        .where(col(ModuleVersion.revision) == col(Module.current_revision), col(Module.is_active))
        .order_by(col(Module.slug))
    )
    if slug:
        query = query.where(Module.slug == slug)
    versions = session.exec(query).all()
    if slug and not versions:
        raise NotFound("There is no such module.")
    return tuple(
        question for version in versions for question in module_of(session, version).questions
    )

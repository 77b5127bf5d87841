"""The stored text of a module, read back into the content it came from."""

from sqlmodel import Session, select

from cxgame import content
from cxgame.content.fields import Cursor
from cxgame.content.module import read_module
from cxgame.learning.models import ModuleVersion

_READ: dict[str, content.Module] = {}  # by revision: a text never changes under its hash


def module_of(session: Session, version_id: int) -> content.Module:
    """Return what a module says in one version."""
    query = select(ModuleVersion.revision).where(ModuleVersion.id == version_id)
    revision = session.exec(query).one()
    if revision not in _READ:
        _READ[revision] = _read(session.get_one(ModuleVersion, version_id).body)
    return _READ[revision]


def _read(body: dict[str, object]) -> content.Module:
    """Read a body; what was accepted once stays readable, even if the format grew stricter."""
    head = dict(body)
    slug, lesson = str(head.pop("slug")), head.pop("lesson")
    questions, scenario = head.pop("questions"), head.pop("scenario")
    texts: dict[str, str] = dict(lesson)  # type: ignore[call-overload]  # both languages
    return read_module(
        slug,
        Cursor(head, slug, []),
        lesson=content.Text(texts["pt-BR"], texts["en"]),
        questions=Cursor(questions, slug, []),
        scenario=Cursor(scenario, slug, []),
    )

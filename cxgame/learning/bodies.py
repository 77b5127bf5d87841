"""The stored text of a module, read back into the content it came from."""

from sqlalchemy import bindparam
from sqlmodel import Session, select

from cxgame import content
from cxgame.content import single
from cxgame.learning.models import ModuleVersion

_READ: dict[str, content.Module] = {}  # by revision: a text never changes under its hash
# Asked with each answer, so it is built once.
_REVISION = select(ModuleVersion.revision).where(ModuleVersion.id == bindparam("version_id"))


def module_of(session: Session, version_id: int) -> content.Module:
    """Return what a module says in one version."""
    revision = session.exec(_REVISION, params={"version_id": version_id}).one()
    if revision not in _READ:
        # What was accepted once stays readable, even if the format grew stricter since.
        _READ[revision] = single.module_of(session.get_one(ModuleVersion, version_id).body, [])
    return _READ[revision]

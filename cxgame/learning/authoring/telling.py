"""Tell those whom a draft concerns what happened to it, in their language."""

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from cxgame.learning.authoring.models import ContentDraft
from cxgame.notices import service as notices
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.standards.sops import words_of

_PEOPLE = (Role.FRONTLINE, Role.MANAGER, Role.DIRECTOR, Role.ADMIN)


def approvers(session: Session, draft: ContentDraft) -> list[int]:
    """Return the people who may approve a draft: the right role, and none of its words."""
    roles = [
        role
        for role in _PEOPLE
        if permissions.may(Actor(role=role, name=""), "learning.approve_draft")
    ]
    wrote = {draft.author_id, draft.editor_id}
    return [one for one in people.of_roles(session, roles) if one not in wrote]


def writers(draft: ContentDraft) -> list[int]:
    """Return the people whose words a draft holds."""
    return [one for one in (draft.author_id, draft.editor_id) if one is not None]


def tell(
    session: Session,
    draft: ContentDraft,
    who: Iterable[int],
    message: str,
    *,
    now: datetime,
    besides: int | None = None,
) -> None:
    """Put a notice about a draft into the inboxes of these people but one."""
    wanted = [one for one in who if one != besides]
    for language, ids in people.by_language(session, wanted).items():
        notices.tell(
            session,
            people=ids,
            key=f"draft:{draft.id}:{draft.version}",
            message=message,
            link=f"draft?id={draft.id}",
            now=now,
            title=words_of(draft.title, language),
            key_of=draft.key,
        )

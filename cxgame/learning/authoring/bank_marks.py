"""Which questions of the bank a module took: those that its draft or its text still holds."""

from sqlmodel import Session

from cxgame.content.single import Body
from cxgame.learning.authoring import edits, rules, standing
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind, State
from cxgame.learning.bank import drafting


def settle(session: Session, draft: ContentDraft) -> None:
    """Give the bank back what a module's draft took and no longer holds, or never published."""
    if draft.kind != Kind.MODULE:
        return
    stands = standing.current(session, Kind.MODULE, draft.key)
    kept = _questions(stands.body) if stands else set()
    if State(draft.state) not in rules.CLOSED:
        kept |= _questions(draft.body)
    drafting.give_back(session, module_slug=draft.key, kept=kept)


def _questions(body: Body) -> set[str]:
    return {str(one["id"]) for one in body.get(edits.QUESTIONS, [])}

"""One SOP and its module, sound enough to be published, and the steps of an author."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlmodel import Session

from cxgame import clock
from cxgame.content import Library
from cxgame.content.single import Body
from cxgame.learning.authoring import drafts, opening, queries, review
from cxgame.learning.authoring.queries import DraftView
from cxgame.learning.authoring.rules import Kind
from cxgame.learning.importing import import_content
from cxgame.people.actor import Actor
from tests import shipped, stories
from tests.conftest import NOON

CODE, SLUG = "POP-001", "welcome"
TODAY = clock.local_day(NOON)


@lru_cache
def whole() -> Library:
    """Return an SOP, its module and a track that holds it, all without a fault."""
    library = shipped.library()
    track = replace(library.tracks[0], modules=(SLUG,))
    return Library(
        touchpoints=library.touchpoints,
        sops=(library.sop(CODE),),
        modules=(library.module(SLUG),),
        tracks=(track, replace(track, id="second")),
    )


def stock(session: Session) -> None:
    """Bring the SOP and its module in."""
    stories.beginning(
        session,
        "the sound library",
        lambda: import_content(session, actor=Actor.system(), library=whole(), now=NOON),
    )


def words(text: str) -> Body:
    """Return a text in both languages."""
    return {"pt-BR": f"{text} (pt)", "en": text}


@dataclass
class Author:
    """Somebody who writes, on one draft."""

    session: Session
    actor: Actor
    draft_id: int = 0
    now: datetime = NOON

    def open(self, kind: Kind, key: str, revision: str = "") -> "Author":
        self.draft_id = opening.open_draft(
            self.session, actor=self.actor, kind=kind, key=key, revision=revision, now=self.now
        )
        return self

    def begin(self, kind: Kind, title: str, **given: str) -> "Author":
        self.draft_id = opening.begin_draft(
            self.session, actor=self.actor, kind=kind, title=words(title), now=self.now, **given
        )
        return self

    def on(self, draft_id: int) -> "Author":
        self.draft_id = draft_id
        return self

    def view(self) -> DraftView:
        return queries.draft(
            self.session,
            actor=self.actor,
            draft_id=self.draft_id,
            today=clock.local_day(self.now),
        )

    def save(self, part: str, value: Any, *, version: int | None = None) -> int:
        return drafts.save_part(
            self.session,
            actor=self.actor,
            draft_id=self.draft_id,
            part=part,
            value=value,
            version=self.view().version if version is None else version,
            now=self.now,
        )

    def retitle(self, title: str) -> int:
        return self.save("head", {"title": words(title)})

    def terms(self, day: date | None = TODAY, **terms: Any) -> int:
        view = self.view()
        return drafts.save_terms(
            self.session,
            actor=self.actor,
            draft_id=self.draft_id,
            terms={**view.terms, **terms},
            effective_on=day,
            version=view.version,
            now=self.now,
        )

    def add(self, name: str, kind: str = "") -> str:
        return drafts.add_entry(
            self.session,
            actor=self.actor,
            draft_id=self.draft_id,
            name=name,
            kind=kind,
            now=self.now,
        )

    def submit(self) -> "Author":
        review.submit_draft(
            self.session,
            actor=self.actor,
            draft_id=self.draft_id,
            version=self.view().version,
            now=self.now,
        )
        return self

    def approve(self, draft_id: int) -> bool:
        self.draft_id = draft_id
        return review.approve_draft(
            self.session,
            actor=self.actor,
            draft_id=draft_id,
            version=self.view().version,
            now=self.now,
        )


def retitled_module(author: Author, title: str = "Hello", day: date | None = TODAY) -> Author:
    """Let somebody open the module, give it another title and hand it in."""
    author.open(Kind.MODULE, SLUG).retitle(title)
    author.terms(day)
    return author.submit()


def changed_sop(author: Author, day: date | None = TODAY, decision: str = "sign") -> Author:
    """Let somebody change one step of the SOP and hand it in as a major change."""
    author.open(Kind.SOP, CODE)
    step = author.view().body["steps"][0]
    author.save(f"steps/{step['id']}", {**step, "title": words("Look up at once")})
    author.terms(day, change="major", summary=words("Look up first"), decision=decision)
    return author.submit()

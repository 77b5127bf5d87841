"""Arguments for the commands on drafts, which somebody else wrote."""

from dataclasses import replace
from typing import Any

from sqlmodel import Session

from cxgame.learning.authoring import offers
from cxgame.learning.authoring.offers import Answer
from cxgame.learning.authoring.rules import Kind
from cxgame.learning.bank import queries
from cxgame.learning.bank import service as bank
from cxgame.learning.importing import import_content
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin
from tests import stories
from tests.conftest import NOON, Town
from tests.learning.authoring.story import (
    SLUG,
    TODAY,
    Author,
    retitled_module,
    stock,
    whole,
    words,
)
from tests.learning.bank.conftest import read
from tests.learning.library import both
from tests.learning.tiny_png import tiny_png
from tests.walks.target import Builder, Target


def drafted(session: Session) -> Author:
    """Return the system as the author of an open draft."""
    stock(session)
    author = Author(session, Actor.system())
    draft_id = stories.beginning(
        session, "drafted", lambda: author.open(Kind.MODULE, SLUG).draft_id
    )
    return author.on(draft_id)


def stocked(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    return {"kind": Kind.MODULE, "key": SLUG}


def new(_session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    return {"kind": Kind.SOP, "title": words("New")}


def open_draft(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    return {"draft_id": drafted(session).draft_id}


def part(*given: Any) -> dict[str, Any]:
    return {**open_draft(*given), "part": "lesson", "value": words("New"), "version": 1}


def terms(*given: Any) -> dict[str, Any]:
    return {**open_draft(*given), "terms": {}, "effective_on": TODAY, "version": 1}


def question(*given: Any) -> dict[str, Any]:
    return {**open_draft(*given), "name": "questions", "kind": "number"}


def an_entry(*given: Any) -> dict[str, Any]:
    key = whole().module(SLUG).questions[0].id
    return {**open_draft(*given), "name": "questions", "entry": key}


def a_picture(*given: Any) -> dict[str, Any]:
    key = whole().module(SLUG).questions[0].id
    return {**open_draft(*given), "entry": key, "data": tiny_png(), "version": 1}


def ready(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    author = drafted(session)

    def make_ready() -> None:
        author.retitle("Hello")
        author.terms()

    stories.beginning(session, "ready", make_ready)
    return {"draft_id": author.draft_id, "version": author.view().version}


def handed_in(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    author = Author(session, Actor.system())
    draft_id = stories.beginning(session, "handed in", lambda: retitled_module(author).draft_id)
    author.on(draft_id)
    return {"draft_id": author.draft_id, "version": author.view().version}


def newer(session: Session, *given: Any) -> dict[str, Any]:
    return {**open_draft(session, *given), "revision": whole().module(SLUG).revision}


def offered(session: Session, _town: Town, _target: Target, _actor: Actor) -> dict[str, Any]:
    stock(session)
    system, module = Actor.system(), whole().module(SLUG)
    ours = replace(whole(), modules=(replace(module, title=both("Nossa", "Ours")),))
    import_content(session, actor=system, library=ours, origin=Origin.OWN, now=NOON)
    theirs = replace(whole(), modules=(replace(module, minutes=5),))
    import_content(session, actor=system, library=theirs, now=NOON)
    (offer,) = offers.offers(session, actor=system)
    return {"offer_id": offer.id, "answer": Answer.OURS}


def banked(session: Session, *_given: Any) -> dict[str, Any]:
    stock(session)
    system = Actor.system()
    bank.import_bank(session, actor=system, reading=read(), file_name="q.gift", now=NOON)
    (one, *_more) = queries.bank(session, actor=system).questions
    return {"slug": SLUG, "question_ids": [one.id]}


BUILDERS: dict[str, Builder] = {
    "learning.open_draft": stocked,
    "learning.begin_draft": new,
    "learning.save_part": part,
    "learning.save_terms": terms,
    "learning.add_entry": question,
    "learning.take_from_bank": banked,
    "learning.duplicate_entry": an_entry,
    "learning.move_entry": lambda *given: {**an_entry(*given), "by": 1},
    "learning.remove_entry": an_entry,
    "learning.put_picture": a_picture,
    "learning.submit_draft": ready,
    "learning.approve_draft": handed_in,
    "learning.send_back_draft": lambda *given: {**handed_in(*given), "note": "Shorter."},
    "learning.withdraw_draft": open_draft,
    "learning.rebase_draft": newer,
    "learning.answer_offer": offered,
}

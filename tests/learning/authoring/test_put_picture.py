from pathlib import Path

import pytest
from sqlmodel import Session

from cxgame import content
from cxgame.content import export
from cxgame.content.single import Body
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.learning import exporting
from cxgame.learning.authoring import picturing
from cxgame.learning.authoring.rules import Kind
from cxgame.learning.pictures import store
from tests.conftest import NOON
from tests.learning.authoring.story import SLUG, TODAY, Author, whole, words
from tests.learning.tiny_png import tiny_png

FIRST, SECOND = (question.id for question in whole().module(SLUG).questions[:2])


def put(author: Author, entry: str = FIRST, red: int = 11, version: int | None = None) -> Body:
    picturing.put_picture(
        author.session,
        actor=author.actor,
        draft_id=author.draft_id,
        entry=entry,
        data=tiny_png(red),
        version=author.view().version if version is None else version,
        now=NOON,
    )
    return held(author, entry)["picture"]


def held(author: Author, entry: str) -> Body:
    return next(one for one in author.view().body["questions"] if one["id"] == entry)


def described(author: Author, entry: str) -> None:
    question = held(author, entry)
    picture = {**question["picture"], "alt": words("A counter")}
    author.save(f"questions/{entry}", {**question, "picture": picture})


def test_a_picture_goes_with_its_draft_version_and_files(
    diana: Author, root: Author, session: Session, tmp_path: Path
) -> None:
    diana.open(Kind.MODULE, SLUG)
    shown = put(diana)
    assert store.find(session, sha256=shown["sha256"]) is not None
    wanting = [fault.place for fault in diana.view().faults]
    assert wanting, "what it shows must be said in both languages"
    assert all(FIRST in place and "alt" in place for place in wanting)
    described(diana, FIRST)
    assert not diana.view().faults
    diana.terms(TODAY)
    root.approve(diana.submit().draft_id)

    (module,) = exporting.modules(session)
    assert module.question(FIRST).picture is not None
    export.write(exporting.library(session), tmp_path, pictures=exporting.pictures(session))
    read = content.load(tmp_path)
    assert read.module(SLUG).revision == module.revision
    assert [one.sha256 for one in read.pictures] == [shown["sha256"]]


def test_another_picture_is_described_anew(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG)
    first = put(diana)
    described(diana, FIRST)
    assert put(diana)["alt"] == words("A counter"), "the same picture says the same"
    second = put(diana, red=200)
    assert second["file"] != first["file"]
    assert second["alt"] == {"pt-BR": "", "en": ""}


def test_a_copy_keeps_its_picture_when_the_first_gets_another(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG)
    first = put(diana)
    again = put(diana, SECOND)
    assert first["sha256"] == again["sha256"]
    assert first["file"] != again["file"]


def test_what_is_no_picture_changes_nothing(diana: Author, root: Author) -> None:
    diana.open(Kind.MODULE, SLUG)
    seen = diana.view().version
    with pytest.raises(InvalidInput):
        picturing.put_picture(
            diana.session,
            actor=diana.actor,
            draft_id=diana.draft_id,
            entry=FIRST,
            data=b"%PDF-1.7",
            version=seen,
            now=NOON,
        )
    with pytest.raises(NotFound):
        put(diana, "nobody")
    assert diana.view().version == seen
    root.on(diana.draft_id).save(f"questions/{FIRST}", held(root, FIRST))
    with pytest.raises(Conflict, match="Root changed this part"):
        put(diana, version=seen)

import hashlib
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session, func, select

from cxgame.content import Library, Picture, PictureFile
from cxgame.learning.importing import import_content
from cxgame.learning.pictures import store
from cxgame.learning.pictures.models import StoredPicture
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, MODULE, SECOND, SINGLE, both
from tests.learning.practice.way import Practiser
from tests.learning.tiny_png import tiny_png
from tests.learning.way import Learner

DATA = tiny_png()
SHA256 = hashlib.sha256(DATA).hexdigest()
ALT = both("Um balcão com duas pessoas", "A counter with two people")


def library_with_picture() -> Library:
    shown = replace(SINGLE, picture=Picture("counter.png", ALT, SHA256))
    module = replace(MODULE, questions=(shown, *MODULE.questions[1:]))
    file = PictureFile(SHA256, "image/png", DATA)
    return replace(LIBRARY, modules=(SECOND, module), pictures=(file,))


def import_(session: Session) -> None:
    import_content(session, actor=Actor.system(), library=library_with_picture(), now=NOON)


def test_a_picture_comes_in_once_with_its_content(session: Session) -> None:
    import_(session)
    import_(session)
    assert session.exec(select(func.count()).select_from(StoredPicture)).one() == 1
    found = store.find(session, sha256=SHA256)
    assert found == PictureFile(SHA256, "image/png", DATA)
    assert store.find(session, sha256="0" * 64) is None


def test_a_module_and_a_practice_show_it_with_its_words(session: Session, town: Town) -> None:
    import_(session)
    learner = Learner(session, town.alice)
    learner.open()
    learner.read()
    question = learner.view().question
    assert question is not None and question.picture is not None
    assert question.picture.address == f"/pictures/{SHA256}"
    assert question.picture.alt == "A counter with two people"
    learner.answer(0, "wait")
    assert learner.view().question.picture == question.picture  # type: ignore[union-attr]

    from cxgame.learning.practice import screen

    practiser = Practiser(session, town.alice, NOON + timedelta(days=1))
    practiser.begin()
    card = screen.practice(session, actor=town.alice, now=practiser.now).question
    assert card is not None
    assert card.picture == question.picture

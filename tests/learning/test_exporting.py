from dataclasses import replace
from pathlib import Path

from sqlmodel import Session

from cxgame import content
from cxgame.content import export
from cxgame.learning import exporting
from cxgame.learning.importing import import_content
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin
from cxgame.standards.touchpoints import add_touchpoint
from tests import shipped
from tests.conftest import NOON
from tests.learning.authoring.story import SLUG, whole
from tests.learning.library import both


def bring(session: Session, library: content.Library, origin: Origin) -> None:
    import_content(session, actor=Actor.system(), library=library, origin=origin, now=NOON)


def test_the_database_gives_back_what_came_in(session: Session) -> None:
    library = shipped.library()
    bring(session, library, Origin.SHIPPED)
    assert exporting.library(session) == replace(library, badges=(), plans=())


def test_a_touchpoint_that_no_file_can_name_is_left_out(session: Session) -> None:
    bring(session, whole(), Origin.SHIPPED)
    add_touchpoint(session, actor=Actor.system(), name="Balcão do fundo", now=NOON)
    assert exporting.library(session).touchpoints == whole().touchpoints


def test_our_own_is_a_part_beside_the_shipped_whole(session: Session, tmp_path: Path) -> None:
    bring(session, whole(), Origin.SHIPPED)
    ours = replace(whole().module(SLUG), title=both("Nossa", "Ours"))
    bring(session, replace(whole(), modules=(ours,)), Origin.OWN)

    own = exporting.own(session)
    assert own == content.Library(modules=(ours,))
    export.write(own, tmp_path / "own")
    assert content.load(tmp_path / "own", beside=whole()) == own


def test_our_own_sop_brings_the_touchpoints_that_it_names(session: Session) -> None:
    bring(session, whole(), Origin.SHIPPED)
    sop = replace(whole().sops[0], do=(both("Nosso", "Ours"),))
    bring(session, replace(whole(), sops=(sop,)), Origin.OWN)
    own = exporting.own(session)
    assert own.sops == (sop,)
    assert {one.key for one in own.touchpoints} == {step.touchpoint for step in sop.steps}
    assert own.modules == own.tracks == ()

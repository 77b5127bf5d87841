from dataclasses import replace

import pytest
from sqlmodel import Session, select

from cxgame.content import Library, Step
from cxgame.errors import NotAllowed
from cxgame.learning.bodies import module_of
from cxgame.learning.importing import import_content
from cxgame.learning.models import Module, ModuleVersion, Question, Track
from cxgame.people.actor import Actor
from cxgame.people.models import AuditEntry
from cxgame.standards.models import Origin, Sop, SopStep, SopVersion, Touchpoint
from cxgame.standards.versions import Changes
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, MODULE, QUESTIONS, SECOND, SOP, both


def bring(
    session: Session, library: Library = LIBRARY, *, origin: Origin = Origin.SHIPPED
) -> Changes:
    return import_content(session, actor=Actor.system(), library=library, origin=origin, now=NOON)


def retitled(title: str) -> Library:
    module = replace(MODULE, title=both(title, title))
    return replace(LIBRARY, modules=(SECOND, module))


def test_everything_is_added_once(session: Session) -> None:
    changes = bring(session)

    assert changes.added == [
        "touchpoint arrival",
        "touchpoint counter",
        "sop POP-900",
        "module goodbye",
        "module welcome",
        "track frontline",
        "track manager",
    ]
    again = bring(session)
    assert again.is_empty
    assert again.kept == []
    assert len(session.exec(select(SopVersion)).all()) == 1
    assert len(session.exec(select(ModuleVersion)).all()) == 2
    assert len(session.exec(select(Question)).all()) == len(QUESTIONS) + 2
    audited = session.exec(select(AuditEntry.action)).all()
    assert audited.count("learning.import_content") == 1


def test_a_stored_module_reads_back_as_it_was(session: Session) -> None:
    bring(session)
    query = select(ModuleVersion.id).join(Module).where(Module.slug == "welcome")  # type: ignore[arg-type]
    stored = module_of(session, session.exec(query).one())
    assert stored == MODULE
    assert stored.revision == MODULE.revision


def test_steps_keep_their_ids_when_the_sop_changes(session: Session) -> None:
    bring(session)
    before = {row.key: row.id for row in session.exec(select(SopStep))}
    steps = (SOP.steps[2], replace(SOP.steps[0], title=both("Olhe", "Look")))
    sop = replace(SOP, version=3, steps=steps)
    questions = tuple(q for q in QUESTIONS if q.step in ("greet", "promise"))
    module = replace(MODULE, questions=questions)
    changes = bring(session, replace(LIBRARY, sops=(sop,), modules=(module,)))

    assert changes.changed == ["sop POP-900", "module welcome"]
    rows = {row.key: row for row in session.exec(select(SopStep))}
    assert {key: row.id for key, row in rows.items()} == before
    assert [rows[key].is_active for key in ("greet", "listen", "promise")] == [True, False, True]
    assert (rows["promise"].position, rows["greet"].title["en"]) == (1, "Look")
    assert session.exec(select(Sop.current_version)).one() == 3


def test_questions_that_left_a_module_stay_without_being_asked(session: Session) -> None:
    bring(session)
    bring(session, replace(LIBRARY, modules=(replace(MODULE, questions=QUESTIONS[:2]),)))
    active = {row.key: row.is_active for row in session.exec(select(Question))}
    assert active == {
        **{question.id: number < 2 for number, question in enumerate(QUESTIONS)},
        "goodbye-single": True,
        "goodbye-number": True,
    }


def test_a_text_that_returns_is_the_version_it_was(session: Session) -> None:
    bring(session)
    bring(session, retitled("Another"))
    bring(session)
    assert len(session.exec(select(ModuleVersion)).all()) == 3
    module = session.exec(select(Module).where(Module.slug == "welcome")).one()
    assert module.current_revision == MODULE.revision
    assert module.title["en"] == "Welcome whoever arrives"


def test_shipped_content_never_replaces_the_companys_own(session: Session) -> None:
    bring(session)
    assert bring(session, retitled("Ours"), origin=Origin.OWN).changed == ["module welcome"]

    changes = bring(session, retitled("Shipped anew"))

    assert changes.is_empty
    assert changes.kept == ["module welcome"]
    module = session.exec(select(Module).where(Module.slug == "welcome")).one()
    assert module.title["en"] == "Ours"


def test_the_companys_own_sop_keeps_back_a_module_on_a_step_it_lacks(session: Session) -> None:
    bring(session)
    own = replace(SOP, version=3, steps=SOP.steps[:2], do=(both("Nosso", "Ours"),))
    small = replace(MODULE, questions=QUESTIONS[:4])
    bring(session, replace(LIBRARY, sops=(own,), modules=()), origin=Origin.OWN)

    new_step = Step("thank", "counter", both("Agradeça", "Thank"), both("Sim.", "Yes."))
    shipped = replace(SOP, version=4, steps=(*SOP.steps, new_step))
    about_it = replace(QUESTIONS[4], step="thank")
    module = replace(small, questions=(*small.questions, about_it))
    changes = bring(session, replace(LIBRARY, sops=(shipped,), modules=(module,)))

    assert changes.kept == ["sop POP-900", "module welcome"]


def test_a_renamed_touchpoint_stays_renamed(session: Session) -> None:
    bring(session)
    row = session.exec(select(Touchpoint).where(Touchpoint.key == "arrival")).one()
    row.name = {"pt-BR": "Porta", "en": "Door"}
    bring(session)
    assert row.name["en"] == "Door"


def test_what_a_folder_does_not_name_stays(session: Session) -> None:
    bring(session)
    bring(session, replace(LIBRARY, modules=(), tracks=()))
    assert all(row.is_active for row in session.exec(select(Module)))
    assert all(row.is_active for row in session.exec(select(Track)))


def test_only_admins_import(session: Session, town: Town) -> None:
    for actor in (town.alice, town.diana, town.edu):
        with pytest.raises(NotAllowed):
            import_content(session, actor=actor, library=LIBRARY, now=NOON)

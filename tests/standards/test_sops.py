from dataclasses import replace
from datetime import date

import pytest
from sqlmodel import Session, select

from cxgame.content import Change
from cxgame.errors import NotFound
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.standards.importing import import_standards
from cxgame.standards.models import SopStep, Touchpoint
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, SOP, both
from tests.standards.story import APRIL, next_version, publish

TODAY = date(2026, 3, 2)
OTHER = replace(SOP, code="POP-100", title=both("Caixa", "Till"), roles=(SOP.owner,))


@pytest.fixture(autouse=True)
def stock(session: Session, town: Town) -> None:
    library = replace(LIBRARY, sops=(SOP, OTHER))
    import_standards(session, actor=Actor.system(), library=library, now=NOON)


def test_the_own_sops_come_first(session: Session, town: Town) -> None:
    mine = sops.sops(session, actor=town.alice, today=TODAY)
    assert [(line.code, line.is_mine) for line in mine] == [("POP-900", True), ("POP-100", False)]
    theirs = sops.sops(session, actor=town.diana, today=TODAY)
    assert [line.code for line in theirs] == ["POP-100", "POP-900"]


def test_a_search_finds_words_without_their_accents(session: Session, town: Town) -> None:
    reader = replace(town.alice, locale="pt-BR")
    line = sops.sops(session, actor=reader, today=TODAY)[0]
    assert "pop-900 acolher" in line.words
    assert "ja falo com voce" in line.words
    found = {hit.key: hit for hit in line.hits}
    assert found["listen"].words == "ouca ate o fim ouca."
    assert (found["listen"].number, found["listen"].title) == (2, "Ouça até o fim")


def test_it_is_new_for_thirty_days(session: Session, town: Town) -> None:
    assert sops.sops(session, actor=town.alice, today=TODAY)[0].is_new
    assert not sops.sops(session, actor=town.alice, today=date(2026, 3, 22))[0].is_new


def test_the_page_says_everything_in_the_readers_language(session: Session, town: Town) -> None:
    view = sops.sop(session, actor=replace(town.alice, locale="pt-BR"), code="POP-900")
    assert (view.title, view.version, view.owner) == ("Acolher", 2, "manager")
    assert [(step.number, step.key, step.title) for step in view.steps] == [
        (1, "greet", "Cumprimente"),
        (2, "listen", "Ouça até o fim"),
        (3, "promise", "Prometa"),
    ]
    assert view.do == ("Sorria",)
    assert view.dont == ("Dizer “um minutinho”",)
    assert view.phrases == ("“Já falo com você.”",)
    assert view.exceptions == (("Pet com dor", "Chame ajuda"),)
    assert view.indicators == (("Espera", "30 s"),)
    assert view.purpose.startswith("Que cada pessoa")
    assert view.scope == "Todos."
    assert view.escalation == "Chame a gerência."
    assert sops.sop(session, actor=town.alice, code="POP-900").title == "Welcome"


def test_the_history_names_the_steps_that_still_exist(session: Session, town: Town) -> None:
    history = sops.sop(session, actor=town.alice, code="POP-900").history
    assert [(one.version, one.is_major, one.summary, one.steps) for one in history] == [
        (2, False, "A time", (3,)),
        (1, True, "First", (1,)),
    ]


def test_unknown_codes_and_steps_are_not_found(session: Session, town: Town) -> None:
    with pytest.raises(NotFound):
        sops.sop(session, actor=town.alice, code="POP-000")
    with pytest.raises(NotFound):
        sops.step(session, actor=town.alice, step_id=0, today=TODAY)


def test_every_step_can_be_picked(session: Session, town: Town) -> None:
    found = sops.steps(session, actor=town.alice, today=TODAY)
    assert [step.label for step in found][2:4] == ["POP-100 · 3 · Promise", "POP-900 · 1 · Greet"]
    arrival = session.exec(select(Touchpoint.id).where(Touchpoint.key == "arrival")).one()
    assert found[0].touchpoint_id == arrival


def test_a_step_that_left_is_still_named(session: Session, town: Town) -> None:
    short = replace(SOP, version=3, steps=SOP.steps[:2])
    import_standards(
        session, actor=Actor.system(), library=replace(LIBRARY, sops=(short,)), now=NOON
    )
    gone = session.exec(select(SopStep.id).where(SopStep.is_active == False)).one()  # noqa: E712
    assert sops.step(session, actor=town.alice, step_id=gone, today=TODAY).title == "Promise"
    assert gone not in {step.id for step in sops.steps(session, actor=town.alice, today=TODAY)}


@pytest.mark.parametrize(
    ("text", "locale", "words"),
    [
        ({"pt-BR": "a", "en": "b"}, "pt-BR", "a"),
        ({"pt-BR": "a", "en": ""}, "en", "a"),
        ({"en": "b"}, "pt-BR", "b"),
        ({}, "en", ""),
    ],
)
def test_a_text_is_never_empty_where_there_is_one(
    text: dict[str, str], locale: str, words: str
) -> None:
    assert sops.words_of(text, locale) == words


def test_pickers_name_steps_as_they_are_called_today(session: Session, town: Town) -> None:
    promise = replace(SOP.steps[2], title=both("Prometa o prazo", "Promise the day"))
    fresh = replace(SOP.steps[0], id="farewell", title=both("Despeça-se", "Say goodbye"))
    announced = next_version(SOP, Change.MAJOR, promise, fresh, effective_from=APRIL, gone="greet")
    publish(session, announced)

    def named(today: date) -> dict[str, str]:
        every = sops.steps(session, actor=town.alice, today=today)
        found = [one for one in every if one.sop_code == SOP.code]
        assert [one.number for one in found] == list(range(1, len(found) + 1))
        for one in found:
            again = sops.step(session, actor=town.alice, step_id=one.id, today=today)
            assert again.title == one.title
        return {one.key: one.title for one in found}

    now, then = named(TODAY), named(APRIL)
    assert (now["promise"], then["promise"]) == (SOP.steps[2].title.en, "Promise the day")
    assert "greet" in now and "farewell" not in now
    assert "greet" not in then and "farewell" in then

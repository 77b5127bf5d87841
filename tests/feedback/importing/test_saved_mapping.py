"""Mappings are remembered by name, and the one that fits is proposed."""

import pytest
from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback.importing import saved
from cxgame.feedback.importing.options import Options
from cxgame.feedback.scales import SurveyKind
from tests.conftest import NOON, Town

HEAD = ("REC", "when", "words", "Region")
OPTIONS = Options(
    survey=SurveyKind.CES,
    scale="1-5",
    mapping={"score": "REC", "collected_at": "when", "team": ""},
    date_format="m/d/y",
    encoding="cp850",
    sheet="May",
    only={"Region": "South"},
    is_strict=True,
)


def save(session: Session, town: Town, name: str = "Till", **changes: object) -> int:
    return saved.save_mapping(
        session,
        actor=town.root,
        name=name,
        kind="feedback",
        columns=changes.pop("columns", HEAD),  # type: ignore[arg-type]
        options=changes.pop("options", OPTIONS),  # type: ignore[arg-type]
        now=NOON,
    )


def names(session: Session, town: Town) -> list[str]:
    return [one.name for one in saved.saved_mappings(session, actor=town.root)]


def test_it_comes_back_as_it_was_but_for_what_is_one_files(session: Session, town: Town) -> None:
    save(session, town, "  The   till ")
    one = saved.mapping_named(session, actor=town.root, name="the TILL")
    assert (one.name, one.kind, one.columns) == ("The till", "feedback", HEAD)
    assert one.options == Options(
        survey=SurveyKind.CES,
        scale="1-5",
        mapping={"score": "REC", "collected_at": "when", "team": ""},
        date_format="m/d/y",
        only={"Region": "South"},
    )


def test_the_same_name_is_the_same_mapping(session: Session, town: Town) -> None:
    first = save(session, town, "Till")
    assert save(session, town, "TILL", options=Options()) == first
    assert names(session, town) == ["TILL"]


def test_it_is_renamed_and_deleted(session: Session, town: Town) -> None:
    till, door = save(session, town, "Till"), save(session, town, "Door")
    with pytest.raises(Conflict, match="another mapping named door"):
        saved.rename_mapping(session, actor=town.root, mapping_id=till, name="door", now=NOON)
    saved.rename_mapping(session, actor=town.root, mapping_id=till, name="till", now=NOON)
    saved.delete_mapping(session, actor=town.root, mapping_id=door, now=NOON)
    assert names(session, town) == ["till"]
    with pytest.raises(NotFound):
        saved.delete_mapping(session, actor=town.root, mapping_id=door, now=NOON)


@pytest.mark.parametrize("name", ["Delighted", "RECLAME AQUI", "reclame-aqui"])
def test_a_ready_made_name_is_taken(session: Session, town: Town, name: str) -> None:
    with pytest.raises(Conflict):
        save(session, town, name)
    assert saved.mapping_named(session, actor=town.root, name=name).id == 0


def test_it_needs_a_name(session: Session, town: Town) -> None:
    with pytest.raises(InvalidInput):
        save(session, town, "  ")


def test_the_one_whose_heading_is_most_alike_is_proposed(session: Session, town: Town) -> None:
    save(session, town, "Old", columns=("REC", "when", "a", "b", "Region"))
    save(session, town, "New")
    save(session, town, "Other", columns=HEAD, options=Options(mapping={"score": "missing"}))
    known = saved.saved_mappings(session, actor=town.root)

    def proposed(*columns: str) -> str:
        found = saved.fitting(known, columns)
        return found.name if found else ""

    assert proposed(*HEAD) == "New"
    assert proposed(*HEAD, "more") == "New"
    assert proposed("REC", "when", "a", "b", "Region") == "Old"
    assert proposed("REC", "when", "Region", *"abcdefgh") == ""
    assert proposed("id", "survey_type", "score", "created_at") == "Delighted"


def test_only_those_who_import_know_of_them(session: Session, town: Town) -> None:
    made = save(session, town)
    assert saved.saved_mappings(session, actor=town.diana) == []
    with pytest.raises(NotAllowed):
        saved.delete_mapping(session, actor=town.diana, mapping_id=made, now=NOON)

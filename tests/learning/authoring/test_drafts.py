import pytest
from sqlmodel import Session, select

from cxgame.content import Kind as QuestionKind
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refused
from cxgame.learning.authoring import drafts, review
from cxgame.learning.authoring.models import ContentDraft, DraftEvent
from cxgame.learning.authoring.rules import Kind, State
from tests.conftest import NOON, Town
from tests.learning.authoring.story import CODE, SLUG, Author, words


def ids(author: Author, name: str) -> list[str]:
    body = author.view().body
    return [entry["id"] for entry in (body["scenario"] if name == "nodes" else body)[name]]


def test_a_draft_begins_as_what_stands(diana: Author) -> None:
    view = diana.open(Kind.MODULE, SLUG).view()
    assert (view.state, view.version, view.faults) == (State.DRAFT, 1, ())
    assert view.base is not None and view.body == view.base.body
    assert view.terms == {"tracks": ["frontline", "second"]}
    assert view.author == view.editor == "Diana"


def test_of_each_thing_one_draft_is_open(diana: Author, root: Author) -> None:
    first = diana.open(Kind.MODULE, SLUG).draft_id
    with pytest.raises(Conflict, match="open already"):
        root.open(Kind.MODULE, SLUG)
    root.open(Kind.SOP, CODE)
    review.withdraw_draft(diana.session, actor=diana.actor, draft_id=first, now=NOON)
    assert diana.open(Kind.MODULE, SLUG).draft_id != first


def test_only_what_is_there_can_be_opened(diana: Author) -> None:
    with pytest.raises(NotFound):
        diana.open(Kind.SOP, "POP-404")
    with pytest.raises(NotFound):
        diana.open(Kind.SOP, CODE, revision="0" * 64)


def test_frontline_and_directors_do_not_write(session: Session, town: Town, diana: Author) -> None:
    for actor in (town.alice, town.edu):
        with pytest.raises(NotAllowed):
            Author(session, actor).open(Kind.MODULE, SLUG)


def test_a_part_is_changed_and_nothing_else(diana: Author) -> None:
    before = diana.open(Kind.MODULE, SLUG).view().body
    diana.save("lesson", {"pt-BR": "Novo", "en": "New"})
    after = diana.view().body
    assert after["lesson"] == {"pt-BR": "Novo", "en": "New"}
    assert {k: v for k, v in after.items() if k != "lesson"} == {
        k: v for k, v in before.items() if k != "lesson"
    }


def test_the_title_of_a_draft_follows(diana: Author, session: Session) -> None:
    diana.open(Kind.MODULE, SLUG).retitle("Hello there")
    assert session.get_one(ContentDraft, diana.draft_id).title["en"] == "Hello there"


@pytest.mark.parametrize("part", ["nothing", "steps/greet", "questions/nobody", "do", "head/x"])
def test_an_unknown_part_is_refused(diana: Author, part: str) -> None:
    diana.open(Kind.MODULE, SLUG)
    with pytest.raises(NotFound):
        diana.save(part, {"title": words("x")})


def test_two_people_change_two_parts(diana: Author, root: Author) -> None:
    seen = diana.open(Kind.MODULE, SLUG).view().version
    root.on(diana.draft_id).save("lesson", words("Root's lesson"))
    diana.save("head", {"title": words("Diana's title")}, version=seen)
    body = diana.view().body
    assert body["lesson"]["en"] == "Root's lesson"
    assert body["title"]["en"] == "Diana's title"


def test_the_same_part_is_not_overwritten_unseen(diana: Author, root: Author) -> None:
    seen = diana.open(Kind.MODULE, SLUG).view().version
    root.on(diana.draft_id).retitle("Root's title")
    with pytest.raises(Conflict, match="Root changed this part meanwhile"):
        diana.save("head", {"title": words("Diana's title")}, version=seen)
    assert diana.view().body["title"]["en"] == "Root's title"
    diana.retitle("Diana's title")
    assert diana.view().body["title"]["en"] == "Diana's title"


def test_what_no_database_can_hold_is_taken_out(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG)
    diana.save("lesson", {"pt-BR": "a\x00b\r\nc", "en": "\ud800d\x1b"})
    assert diana.view().body["lesson"] == {"pt-BR": "ab\nc", "en": "d"}


def test_too_much_text_is_refused(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG)
    with pytest.raises(InvalidInput, match="too much"):
        diana.save("lesson", {"pt-BR": "x" * 500_000, "en": ""})


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_a_question_of_every_kind_can_be_added(diana: Author, kind: QuestionKind) -> None:
    before = ids(diana.open(Kind.MODULE, SLUG), "questions")
    key = diana.add("questions", kind)
    assert ids(diana, "questions") == [*before, key]
    assert key == f"{SLUG}-{len(before) + 1}"
    assert diana.view().body["questions"][-1]["step"] == "notice"
    places = {fault.place.split(" › ")[0] for fault in diana.view().faults}
    assert key in places


def test_a_question_needs_a_kind(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG)
    with pytest.raises(InvalidInput):
        diana.add("questions", "riddle")
    with pytest.raises(NotFound):
        diana.add("steps")


def test_an_id_is_never_given_twice(diana: Author) -> None:
    first = diana.open(Kind.MODULE, SLUG).add("questions", "true_false")
    drafts.remove_entry(
        diana.session,
        actor=diana.actor,
        draft_id=diana.draft_id,
        name="questions",
        entry=first,
        now=NOON,
    )
    assert diana.add("questions", "true_false") != first
    review.withdraw_draft(diana.session, actor=diana.actor, draft_id=diana.draft_id, now=NOON)
    assert diana.open(Kind.MODULE, SLUG).add("questions", "true_false") != first


def test_the_id_of_a_removed_option_is_not_given_again(diana: Author) -> None:
    key = diana.open(Kind.MODULE, SLUG).add("questions", "single")
    part = f"questions/{key}"
    question = diana.view().body["questions"][-1]
    options = question["options"][:2]
    diana.save(part, {**question, "options": options})
    diana.save(part, {**question, "options": [*options, {"id": "", "text": words("New")}]})
    found = [option["id"] for option in diana.view().body["questions"][-1]["options"]]
    assert found == ["option-1", "option-2", "option-4"]


def test_a_step_of_the_sop_is_added_moved_and_removed(diana: Author) -> None:
    before = ids(diana.open(Kind.SOP, CODE), "steps")
    key = diana.add("steps")
    where = {"actor": diana.actor, "draft_id": diana.draft_id, "name": "steps", "now": NOON}
    drafts.move_entry(diana.session, entry=key, by=-2, **where)
    assert ids(diana, "steps") == [*before[:-2], key, *before[-2:]]
    drafts.move_entry(diana.session, entry=key, by=-99, **where)
    assert ids(diana, "steps")[0] == key
    drafts.remove_entry(diana.session, entry=key, **where)
    assert ids(diana, "steps") == before


def test_a_copy_stands_behind_what_it_copies(diana: Author) -> None:
    before = ids(diana.open(Kind.MODULE, SLUG), "nodes")
    key = drafts.duplicate_entry(
        diana.session,
        actor=diana.actor,
        draft_id=diana.draft_id,
        name="nodes",
        entry=before[0],
        now=NOON,
    )
    assert ids(diana, "nodes") == [before[0], key, *before[1:]]
    assert key.startswith("moment-")


def test_every_change_is_written_down(diana: Author, root: Author, session: Session) -> None:
    diana.open(Kind.MODULE, SLUG).retitle("One")
    root.on(diana.draft_id).save("lesson", words("Two"))
    rows = session.exec(select(DraftEvent).order_by(DraftEvent.id)).all()  # type: ignore[arg-type]
    assert [(row.what, row.part, row.version) for row in rows] == [
        ("opened", "", 1),
        ("changed", "head", 2),
        ("changed", "lesson", 3),
    ]
    assert [event.name for event in diana.view().events] == ["Root", "Diana", "Diana"]


def test_a_closed_draft_stays_as_it_is(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG)
    review.withdraw_draft(diana.session, actor=diana.actor, draft_id=diana.draft_id, now=NOON)
    with pytest.raises(Refused, match="closed"):
        diana.retitle("Too late")


def test_something_new_gets_a_name_of_its_own(diana: Author) -> None:
    assert diana.begin(Kind.SOP, "Deliver on time").view().key == "POP-002"
    assert diana.begin(Kind.SOP, "Wrap it up").view().key == "POP-003"
    assert diana.begin(Kind.MODULE, "Say “hello” àgain!", sop=CODE).view().key == "say-hello-again"
    assert diana.begin(Kind.MODULE, "Say hello again", sop=CODE).view().key == "say-hello-again-2"
    assert diana.begin(Kind.MODULE, "日本", sop=CODE).view().key == "module"


def test_something_new_lists_what_it_lacks(diana: Author) -> None:
    assert len(diana.begin(Kind.SOP, "Deliver on time").view().faults) > 10
    view = diana.begin(Kind.MODULE, "Deliver", sop=CODE).view()
    messages = {fault.message for fault in view.faults}
    assert "Choose the track that this module stands in." in messages
    assert view.base is None and not view.is_stale


def test_a_name_that_is_taken_is_refused(diana: Author) -> None:
    with pytest.raises(Conflict, match="taken"):
        diana.begin(Kind.SOP, "Again", key=CODE)
    with pytest.raises(InvalidInput, match="can't be a name"):
        diana.begin(Kind.SOP, "Again", key="../x")
    with pytest.raises(InvalidInput, match="SOP"):
        diana.begin(Kind.MODULE, "Nowhere", sop="POP-404")


def test_a_copy_of_a_module_has_questions_of_its_own(diana: Author) -> None:
    view = diana.begin(Kind.MODULE, "Second welcome", copy_of=SLUG).view()
    assert [question["id"] for question in view.body["questions"]][:2] == [
        "second-welcome-1",
        "second-welcome-2",
    ]
    assert {fault.message for fault in view.faults} == {
        "Choose the track that this module stands in."
    }
    assert diana.begin(Kind.SOP, "Second", copy_of=CODE).view().body["version"] == 1

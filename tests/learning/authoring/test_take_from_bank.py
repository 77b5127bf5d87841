"""Questions of the bank go into a module's draft, which says what they lack."""

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound, Refused
from cxgame.learning.authoring import drafts, review, taking
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind, State
from cxgame.learning.authoring.taking import Home, Taken
from cxgame.learning.bank import queries, service
from tests.conftest import NOON
from tests.learning.authoring.story import SLUG, Author, retitled_module, whole, words
from tests.learning.bank.conftest import read

TITLE = whole().module(SLUG).title.en


@pytest.fixture
def bank(session: Session, diana: Author) -> list[int]:
    """The ids of three questions in English."""
    service.import_bank(session, actor=diana.actor, reading=read(), file_name="q", now=NOON)
    found = queries.bank(session, actor=diana.actor).questions
    return [one.id for one in found]


def take(author: Author, *ids: int, slug: str = SLUG) -> Taken:
    done = taking.take_from_bank(
        author.session, actor=author.actor, slug=slug, question_ids=ids, now=NOON
    )
    author.on(done.draft_id)
    return done


def used(author: Author) -> dict[int, str]:
    found = queries.bank(author.session, actor=author.actor).questions
    return {one.id: one.used_in for one in found}


def test_several_go_into_the_open_draft_and_are_marked(diana: Author, bank: list[int]) -> None:
    draft_id = diana.open(Kind.MODULE, SLUG).draft_id
    done = take(diana, bank[0], bank[2])
    assert done.draft_id == draft_id
    held = diana.view().body["questions"][-2:]
    assert tuple(one["id"] for one in held) == done.keys
    assert [one["prompt"]["en"] for one in held] == [
        "What comes first?",
        "Que palavra mostra que você entendeu?",
    ]
    assert used(diana) == {bank[0]: SLUG, bank[1]: "", bank[2]: SLUG}


def test_the_draft_lists_what_is_missing(diana: Author, bank: list[int]) -> None:
    diana.open(Kind.MODULE, SLUG)
    assert diana.view().faults == ()
    take(diana, bank[0])
    faults = diana.view().faults
    assert [one.message for one in faults if not one.language] == ["This is missing."]
    assert {one.message for one in faults if one.language == "pt-BR"} == {
        "The text in {language} is missing."
    }


def test_a_draft_is_opened_where_there_is_none(diana: Author, bank: list[int]) -> None:
    take(diana, bank[1])
    row = diana.session.exec(select(ContentDraft)).one()
    assert (row.key, row.author_id) == (SLUG, diana.actor.person_id)


def test_what_the_module_asks_already_is_passed_over(diana: Author, bank: list[int]) -> None:
    take(diana, bank[0])
    assert len(take(diana, bank[0], bank[1], bank[1]).keys) == 1
    with pytest.raises(Conflict, match="asks that already"):
        take(diana, bank[0])


def test_an_approval_is_for_the_words_that_were_read(
    diana: Author, edu: Author, bank: list[int]
) -> None:
    retitled_module(diana)
    take(diana, bank[0])
    assert diana.view().state is State.IN_REVIEW
    with pytest.raises(Refused, match="Put right first"):
        edu.approve(diana.draft_id)


def test_what_is_not_there_is_not_taken(diana: Author, edu: Author, bank: list[int]) -> None:
    with pytest.raises(InvalidInput):
        take(diana)
    with pytest.raises(InvalidInput):
        take(diana, bank[0], slug="")
    with pytest.raises(NotFound):
        take(diana, bank[0], 999)
    with pytest.raises(NotFound):
        take(diana, bank[0], slug="nothing")
    with pytest.raises(NotAllowed):
        take(edu, bank[0])
    assert diana.session.exec(select(ContentDraft)).all() == []


def test_open_drafts_come_first(diana: Author, edu: Author) -> None:
    homes = taking.homes(diana.session, actor=diana.actor)
    assert homes == [Home(SLUG, TITLE, None)]
    diana.begin(Kind.MODULE, "Second welcome", copy_of=SLUG)
    assert taking.homes(diana.session, actor=diana.actor) == [
        Home("second-welcome", "Second welcome", State.DRAFT),
        Home(SLUG, TITLE, None),
    ]
    assert taking.homes(diana.session, actor=edu.actor) == []


def test_a_withdrawn_draft_gives_them_back(diana: Author, bank: list[int]) -> None:
    done = take(diana, bank[0], bank[1])
    diana.retitle("Another title")
    review.withdraw_draft(diana.session, actor=diana.actor, draft_id=done.draft_id, now=NOON)
    assert set(used(diana).values()) == {""}
    assert len(take(diana, bank[0]).keys) == 1


def test_one_that_is_taken_out_of_the_draft_is_free_again(diana: Author, bank: list[int]) -> None:
    done = take(diana, bank[0], bank[1])
    drafts.remove_entry(
        diana.session,
        actor=diana.actor,
        draft_id=done.draft_id,
        name="questions",
        entry=done.keys[0],
        now=NOON,
    )
    assert used(diana) == {bank[0]: "", bank[1]: SLUG, bank[2]: ""}


def test_what_the_module_asks_stays_marked(diana: Author, edu: Author, bank: list[int]) -> None:
    done = take(diana, bank[0])
    key = done.keys[0]
    first = diana.view().body["questions"][0]
    diana.save(f"questions/{key}", {**first, "id": key, "prompt": words("Another?")})
    diana.terms()
    edu.approve(diana.submit().draft_id)
    again = take(diana, bank[1])
    review.withdraw_draft(diana.session, actor=diana.actor, draft_id=again.draft_id, now=NOON)
    assert used(diana) == {bank[0]: SLUG, bank[1]: "", bank[2]: ""}

"""The bank is read by those who may fill it: searched, filtered, paged."""

import pytest
from sqlmodel import Session

from cxgame.content import Kind
from cxgame.content.formats import Format, Reading
from cxgame.errors import NotFound
from cxgame.learning.bank import drafting, queries, service
from cxgame.learning.bank.queries import Filter
from tests.conftest import NOON, Town
from tests.learning.bank.conftest import read


@pytest.fixture
def bank(session: Session, town: Town, file: Reading) -> None:
    """Three questions of one file in English, one of another in Portuguese."""
    other = read("::espera::Quanto tempo? {#30:5}", "pt-BR")
    for name, reading in (("a.gift", file), ("b.gift", other)):
        service.import_bank(session, actor=town.diana, reading=reading, file_name=name, now=NOON)


@pytest.mark.usefixtures("bank")
class TestBank:
    """What the list shows."""

    @pytest.mark.parametrize(
        ("wanted", "prompts"),
        [
            (
                Filter(),
                [
                    "Quanto tempo?",
                    "What comes first?",
                    "Interrupting helps.",
                    "Que palavra mostra que você entendeu?",
                ],
            ),
            (Filter(language="pt-BR"), ["Quanto tempo?"]),
            (Filter(kind=Kind.TRUE_FALSE), ["Interrupting helps."]),
            (Filter(batch_id=2), ["Quanto tempo?"]),
            (Filter(search="VOCE palavra"), ["Que palavra mostra que você entendeu?"]),
            (Filter(search="espera"), ["Quanto tempo?"]),
            (Filter(search="too late"), ["What comes first?"]),
            (Filter(search="100%"), []),
            (Filter(search="nobody says this"), []),
        ],
    )
    def test_it_shows_what_is_asked_for(
        self, session: Session, town: Town, wanted: Filter, prompts: list[str]
    ) -> None:
        found = queries.bank(session, actor=town.diana, wanted=wanted)
        assert [one.prompt for one in found.questions] == prompts
        assert found.total == len(prompts)

    def test_it_is_paged(self, session: Session, town: Town) -> None:
        page = queries.bank(session, actor=town.root, limit=1, offset=1)
        assert [one.prompt for one in page.questions] == ["What comes first?"]
        assert page.total == 4

    def test_a_question_says_where_it_came_from(self, session: Session, town: Town) -> None:
        (one,) = queries.bank(session, actor=town.diana, wanted=Filter(batch_id=2)).questions
        assert (one.title, one.line, one.file_name) == ("espera", 1, "b.gift")
        assert (one.format, one.created_at, one.used_in) == (Format.GIFT, NOON, "")
        assert queries.bank_question(session, actor=town.diana, question_id=one.id) == one

    @pytest.mark.parametrize("who", ["alice", "edu", "nobody"])
    def test_others_find_nothing(self, session: Session, town: Town, who: str) -> None:
        actor = town.everybody[who]
        assert queries.bank(session, actor=actor).total == 0
        assert queries.bank_batches(session, actor=actor) == []
        with pytest.raises(NotFound):
            queries.bank_question(session, actor=actor, question_id=1)

    def test_what_a_module_took_is_marked(self, session: Session, town: Town) -> None:
        drafting.mark_used(session, question_id=1, module_slug="welcome", key="welcome-9")
        assert queries.bank_question(session, actor=town.diana, question_id=1).used_in == "welcome"
        free = queries.bank(session, actor=town.diana, wanted=Filter(is_unused=True))
        assert 1 not in [one.id for one in free.questions] and free.total == 3
        with pytest.raises(NotFound):
            drafting.mark_used(session, question_id=77, module_slug="welcome", key="welcome-9")

import pytest

from cxgame.errors import InvalidInput
from cxgame.feedback.importing import mapping
from cxgame.tabular import pairs


def test_names_that_can_mean_nothing_else_are_taken() -> None:
    columns = ["Nota", "Comentário", "Data", "Equipe", "id", "Loja"]
    assert mapping.settle(columns, {}, mapping.FEEDBACK) == {
        "score": "Nota",
        "text": "Comentário",
        "collected_at": "Data",
        "team": "Equipe",
    }


def test_on_screen_it_guesses_boldly() -> None:
    guessed = mapping.guess(["id", "rating", "Loja"], mapping.FEEDBACK, boldly=True)
    assert guessed == {"score": "rating", "team": "Loja", "submission_id": "id"}


def test_what_was_said_wins_and_nothing_is_taken_twice() -> None:
    columns = ["score", "date", "text"]
    assert mapping.settle(columns, {"score": "text", "collected_at": ""}, mapping.FEEDBACK) == {
        "score": "text"
    }


def test_any_other_name_is_metadata() -> None:
    assert mapping.settle(["BU", "score"], {"unit": "BU"}, mapping.FEEDBACK) == {
        "unit": "BU",
        "score": "score",
    }


def test_an_unknown_column_is_named_with_those_there_are() -> None:
    with pytest.raises(InvalidInput, match=r"no column REC. It has: a, b"):
        mapping.settle(["a", "b"], {"score": "REC"}, mapping.FEEDBACK)


def test_pairs_are_read_as_they_are_typed() -> None:
    assert pairs.parse(["score=My score", "date="]) == {"score": "My score", "date": ""}
    with pytest.raises(InvalidInput):
        pairs.parse(["score"])

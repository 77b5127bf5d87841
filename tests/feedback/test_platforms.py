import pytest

from cxgame.errors import InvalidInput
from cxgame.feedback import platforms


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("S", "yes"),
        ("Sim", "yes"),
        ("Respondida", "yes"),
        ("03/01/2026 10:00", "yes"),
        ("Réplica da empresa", "yes"),
        ("", "no"),
        ("N", "no"),
        ("Não respondido", "no"),
    ],
)
def test_an_answer_is_known_by_a_word_or_a_date(cell: str, said: str) -> None:
    assert platforms.read_answered(cell) == said


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        *(("Resolvida", "yes"), ("sim", "yes"), ("true", "yes"), ("Avaliado Resolvido", "yes")),
        *(("Não Resolvida", "no"), ("n", "no"), ("Avaliado Não Resolvido", "no")),
        *(("", None), ("Não Avaliada", None), ("-", None)),
    ],
)
def test_a_choice_is_yes_no_or_not_made(cell: str, said: str | None) -> None:
    assert platforms.read_choice(cell) == said


def test_another_word_is_no_choice() -> None:
    with pytest.raises(InvalidInput):
        platforms.read_choice("maybe")


@pytest.mark.parametrize(
    ("name", "cell", "grade"),
    [
        ("grade", "7,5", "7.5"),
        ("grade", "10", "10"),
        ("grade", "0", "0"),
        ("grade", " 8.0 ", "8"),
        ("grade", "", None),
        ("grade_of_5", "5", "5"),
    ],
)
def test_grades_are_numbers_with_a_point(name: str, cell: str, grade: str | None) -> None:
    assert platforms.read_grade(name, cell) == grade


@pytest.mark.parametrize(("name", "cell"), [("grade", "11"), ("grade", "x"), ("grade_of_5", "0")])
def test_a_grade_off_its_scale_is_refused(name: str, cell: str) -> None:
    with pytest.raises(InvalidInput):
        platforms.read_grade(name, cell)

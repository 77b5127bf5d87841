"""Extra questions part answers, find their records, and go out with them."""

from collections.abc import Mapping

import pytest
from sqlmodel import Session

from cxgame.feedback import answers, inbox, surveys
from cxgame.feedback.analysis import counting, crosstab, dimensions
from cxgame.feedback.analysis.counting import Counted
from cxgame.feedback.analysis.counts import Counts
from cxgame.feedback.extras import parts, questions
from cxgame.feedback.extras.questions import Question, QuestionKind, with_keys
from cxgame.feedback.filters import Filter
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import WHOLE
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town

NPS = SurveyKind.NPS
USED = {"pt-BR": "O que você usou?", "en": "What did you use?"}
OPTIONS = with_keys([{"pt-BR": "Banho", "en": "Bath"}, {"pt-BR": "Loja", "en": "Shop"}])
SPEED = {"pt-BR": "Foi rápido?", "en": "Was it fast?"}
MORE = {"pt-BR": "Algo mais?", "en": "Anything else?"}
EXTRAS = (
    Question(QuestionKind.CHOICES, USED, OPTIONS),
    Question(QuestionKind.SCALE, SPEED, low=0, high=10),
    Question(QuestionKind.TEXT, MORE),
)
P, D = Counts(promoters=1), Counts(detractors=1)


@pytest.fixture
def used(session: Session, town: Town) -> dict[str, int]:
    """Three answers: both services and fast, the shop and slow, nothing said; ids by name."""
    survey_id = surveys.add_survey(
        session, actor=town.diana, name="Counter", team_id=town.desk, extras=EXTRAS, now=NOON
    )
    view = surveys.survey(session, actor=town.diana, survey_id=survey_id)
    choice, scale, text = (each.id for each in view.extras)
    found = {"choice": choice, "scale": scale}
    given: dict[str, tuple[int, Mapping[int, list[str]]]] = {
        "both": (10, {choice: ["1", "2"], scale: ["10"]}),
        "shop": (0, {choice: ["2"], scale: ["2"], text: ["Ligue 31 98765-4321"]}),
        "none": (9, {}),
    }
    for name, (score, said) in given.items():
        found[name] = answers.answer_survey(
            session,
            actor=Actor.nobody(),
            token=view.token,
            form_token=name,
            score=score,
            parts=said,
            now=NOON,
        ).record_id
    return found


def counted(session: Session, actor: Actor, *by: str) -> Counted:
    return counting.count(session, actor=actor, kind=NPS, cut=WHOLE, by=by)


def test_options_and_scales_part_the_answers(
    session: Session, town: Town, used: dict[str, int]
) -> None:
    by, fast = f"question:{used['choice']}", f"question:{used['scale']}"
    assert dimensions.parse(by) == by and dimensions.parse("question:x") is None
    assert counted(session, town.diana, by) == {("1",): P, ("2",): P + D, (None,): P}
    assert counted(session, town.charlie, by) == {}
    crossed = counted(session, town.edu, by, fast)
    assert crossed == {("1", "10"): P, ("2", "10"): P, ("2", "2"): D, (None, None): P}

    wanted = crosstab.groupings(by, fast)
    made = crosstab.crosstab(
        NPS, by, fast, {one: counted(session, town.edu, *one) for one in wanted}
    )
    assert made.columns == ("2", "10", None)  # in the scale's order
    assert [line.value for line in made.lines] == ["1", "2", None]
    assert made.total.score.n == 3  # although one answer chose both
    known = dimensions.names(session, by, actor=town.edu, today=NOON.date())
    assert known == {"1": "Bath", "2": "Shop"}
    offered = questions.to_cross(session, kind=NPS, locale="en")
    assert offered == [(used["choice"], USED["en"]), (used["scale"], SPEED["en"])]


def test_a_cell_leads_to_its_records(session: Session, town: Town, used: dict[str, int]) -> None:
    def found(actor: Actor, answer: str) -> list[int]:
        wanted = Filter(question_id=used["choice"], answer=answer)
        return [one.id for one in inbox.records(session, actor=actor, wanted=wanted).records]

    assert found(town.edu, "2") == [used["shop"], used["both"]]
    assert found(town.diana, "1") == [used["both"]]
    assert found(town.edu, "9") == []


def test_answers_go_out_by_question(session: Session, town: Town, used: dict[str, int]) -> None:
    ids = [used["both"], used["shop"], used["none"]]
    titles, given = parts.answers_of(session, record_ids=ids, locale="en")
    assert list(titles.values()) == [
        *("Counter: What did you use?", "Counter: Was it fast?", "Counter: Anything else?"),
    ]
    assert given[used["both"]] == {used["choice"]: "Bath, Shop", used["scale"]: "10"}
    assert used["none"] not in given
    assert parts.answers_of(session, record_ids=[], locale="en") == ({}, {})

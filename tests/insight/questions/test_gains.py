from sqlmodel import Session

from cxgame.insight.questions import gains
from cxgame.insight.questions.gain import Verdict
from tests.conftest import Town
from tests.insight.crowd import Crowd


def test_first_answers_are_compared_with_the_latest_since(
    session: Session, town: Town, crowd: Crowd
) -> None:
    for number, person_id in enumerate(crowd.people(town.desk, 12)):
        crowd.answered(person_id, town.desk, "single", right=number < 3, ago=60)
        crowd.answered(person_id, town.desk, "single", right=False, ago=30, recall=0.8)
        crowd.answered(person_id, town.desk, "single", right=number < 9, ago=5, recall=0.8)
        crowd.answered(person_id, town.desk, "multiple", right=True, ago=5)  # never asked again

    goodbye, welcome = gains.gains(session, actor=town.diana)

    assert (welcome.slug, welcome.answers, welcome.gain.n) == ("welcome", 12, 12)
    assert (welcome.gain.before, welcome.gain.after) == (0.25, 0.75)
    assert welcome.gain.verdict is Verdict.GAINED
    assert goodbye.gain.verdict is Verdict.TOO_FEW


def test_another_wording_is_another_question(session: Session, town: Town, crowd: Crowd) -> None:
    person_id = crowd.person(town.desk)
    crowd.answered(person_id, town.desk, "single", right=False, ago=60)
    crowd.question("single").revision = "new"
    session.flush()
    crowd.answered(person_id, town.desk, "single", right=True, ago=5, recall=0.8)
    assert all(one.answers == 0 for one in gains.gains(session, actor=town.diana))

import pytest
from sqlmodel import Session

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback import surveys
from cxgame.feedback.scales import SurveyKind
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter

WORDS = {"pt-BR": "Gostou?", "en": "Did you like it?"}


def test_it_starts_with_words_in_both_languages(
    session: Session, town: Town, counter: Counter
) -> None:
    view = surveys.survey_by_token(session, token=counter.token)
    assert (view.team, view.unit, view.touchpoint_id) == ("Front desk", "North", counter.till)
    assert set(view.question) == {"pt-BR", "en"}
    assert set(view.follow_up) == {"promoter", "passive", "detractor"}
    assert (view.scale.low, view.scale.high) == (0, 10)
    assert len(counter.token) >= 12


def test_each_has_an_address_of_its_own(session: Session, town: Town) -> None:
    for name in ("a", "b"):
        surveys.add_survey(session, actor=town.edu, name=name, kind=SurveyKind.STARS, now=NOON)
    one, two = surveys.surveys(session, actor=town.edu)
    assert one.token != two.token


def test_words_change_and_it_closes(session: Session, town: Town, counter: Counter) -> None:
    def change(version: int, question: dict[str, str] = WORDS) -> None:
        surveys.change_survey(
            session,
            actor=town.diana,
            survey_id=counter.survey_id,
            name="Renamed",
            question=question,
            follow_up={"promoter": WORDS},
            is_open=False,
            version=version,
            now=NOON,
        )

    change(1)
    view = surveys.survey_by_token(session, token=counter.token, with_closed=True)
    assert (view.name, view.question, view.follow_up["promoter"]) == ("Renamed", WORDS, WORDS)
    with pytest.raises(NotFound):
        surveys.survey_by_token(session, token=counter.token)
    with pytest.raises(Conflict):
        change(1)
    with pytest.raises(InvalidInput, match="both languages"):
        change(2, {"en": "Only English?"})
    with pytest.raises(InvalidInput, match="at most"):
        change(2, {"en": "a" * 301, "pt-BR": "b"})


def test_leaders_see_those_of_their_teams(session: Session, town: Town, counter: Counter) -> None:
    surveys.add_survey(session, actor=town.edu, name="Company", now=NOON)
    seen = {
        name: len(surveys.surveys(session, actor=town.everybody[name]))
        for name in ("charlie", "diana", "edu")
    }
    assert seen == {"charlie": 0, "diana": 1, "edu": 2}


def test_a_manager_makes_none_for_others(session: Session, town: Town) -> None:
    for team in (town.grooming, None):
        with pytest.raises(NotAllowed):
            surveys.add_survey(session, actor=town.diana, name="x", team_id=team, now=NOON)
    with pytest.raises(NotFound):
        surveys.add_survey(session, actor=town.edu, name="x", team_id=99, now=NOON)

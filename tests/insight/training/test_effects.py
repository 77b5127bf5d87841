"""What followed a training: windows, exact intervals, and honest silence."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import NotFound
from cxgame.feedback.complaints import Tally
from cxgame.insight.training import effects
from cxgame.insight.training.effects import Effect, Verdict, complaints_verdict, periods
from cxgame.learning import assignments
from cxgame.thread import service
from tests.conftest import Town
from tests.insight.crowd import TODAY, Crowd
from tests.insight.training.heard import Heard, at

GIVEN, DUE = 120, 110  # days ago


def test_the_days_of_learning_lie_between_before_and_after() -> None:
    made = periods(date(2026, 1, 10), date(2026, 1, 20), date(2026, 2, 1))
    assert made.before == (date(2025, 10, 12), date(2026, 1, 9))
    assert made.after == (date(2026, 1, 21), date(2026, 2, 1))
    assert made.told_on == date(2026, 2, 17)


def test_after_lasts_as_long_as_before_at_most() -> None:
    made = periods(date(2025, 1, 10), None, date(2026, 2, 1))
    assert made.after == (date(2025, 1, 25), date(2025, 4, 24))
    assert (made.after[1] - made.after[0]) == (made.before[1] - made.before[0])


def test_before_it_is_due_there_is_no_after() -> None:
    assert periods(date(2026, 1, 10), date(2026, 1, 20), date(2026, 1, 20)).after is None


@pytest.mark.parametrize(
    ("after", "verdict"),
    [(2, Verdict.FELL), (9, Verdict.CANNOT_TELL), (40, Verdict.ROSE)],
)
def test_a_change_is_one_only_beyond_chance(after: int, verdict: Verdict) -> None:
    made, most, found = complaints_verdict(Tally(14, 1800), Tally(after, 1800), is_early=False)
    assert found is verdict
    assert made is not None and most == 4


def test_early_or_without_customers_nothing_is_said() -> None:
    assert complaints_verdict(Tally(9, 10), Tally(0, 10), is_early=True)[2] is Verdict.TOO_EARLY
    assert complaints_verdict(Tally(9, 10), Tally(0, 0), is_early=False)[2] is Verdict.NO_FIGURES


def trained(session: Session, town: Town, crowd: Crowd, heard: Heard) -> None:
    """Complaints about greeting at the desk, and a training because of them."""
    for team in (town.desk, town.grooming):
        heard.served(team, 20)
    heard.complain(town.desk, crowd.step("greet"), 14, ago=GIVEN + 1)
    heard.complain(town.grooming, crowd.step("greet"), 5, ago=GIVEN + 30)
    heard.complain(town.desk, crowd.step("listen"), 20, ago=60)  # another step
    service.train_step(
        session,
        actor=town.diana,
        step_id=crowd.step("greet"),
        team_ids=[town.desk],
        module_slug="welcome",
        due_on=TODAY - timedelta(days=DUE),
        now=at(TODAY - timedelta(days=GIVEN)),
    )


def effect(session: Session, town: Town) -> Effect:
    (found,) = effects.effects(session, actor=town.diana, today=TODAY)
    return found


def test_it_is_measured_by_the_complaints_step(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    trained(session, town, crowd, heard)
    heard.complain(town.desk, crowd.step("greet"), 2, ago=50)
    heard.complain(town.desk, crowd.step("greet"), 9, ago=DUE)  # while people learned
    heard.complain(town.grooming, crowd.step("greet"), 4, ago=50)

    found = effect(session, town)

    assert (found.steps, found.is_from_complaint) == ((crowd.step("greet"),), True)
    made = found.complaints
    assert (made.before.count, made.before.served) == (14, 1800)
    assert (made.after.count, made.after.served) == (2, 1800)
    assert made.verdict is Verdict.FELL
    assert (made.elsewhere_before.count, made.elsewhere_after.count) == (5, 4)
    assert made.elsewhere_after.served == 1800


def test_what_staff_wrote_down_neither_helps_nor_harms(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    trained(session, town, crowd, heard)
    heard.complain(town.desk, crowd.step("greet"), 60, ago=50, by_staff=True)
    made = effect(session, town).complaints
    assert (made.after.count, made.after.heard, made.verdict) == (0, 60, Verdict.FELL)


def test_the_nps_says_how_small_a_change_would_have_shown(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    trained(session, town, crowd, heard)
    heard.scored(town.desk, *[10] * 20, *[0] * 20, ago=150)
    heard.scored(town.desk, *[10] * 22, *[0] * 18, ago=50)
    made = effect(session, town).answers
    assert made.verdict is Verdict.CANNOT_TELL
    assert made.difference == pytest.approx(10)
    # Two bands of one half each: the standard error of a difference is 100·√(1/40 + 0.99/40).
    assert made.smallest == pytest.approx(1.96 * 100 * ((1 + 0.99) / 40) ** 0.5)


def test_a_clear_change_of_the_nps_is_one(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    trained(session, town, crowd, heard)
    heard.scored(town.desk, *[0] * 30, ago=150)
    heard.scored(town.desk, *[10] * 30, ago=50)
    assert effect(session, town).answers.verdict is Verdict.ROSE


def test_another_training_is_measured_by_its_modules_steps(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    assignments.assign_module(
        session, actor=town.diana, module_slug="goodbye", team_id=town.desk, now=at(TODAY)
    )
    found = effect(session, town)
    assert set(found.steps) == {crowd.step("greet"), crowd.step("listen")}
    assert found.complaints.verdict is found.answers.verdict is Verdict.TOO_EARLY


def test_one_given_for_a_step_is_measured_by_that_step(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    heard.served(town.desk, 20)
    heard.complain(town.desk, crowd.step("greet"), 14, ago=GIVEN + 1)
    heard.complain(town.desk, crowd.step("listen"), 9, ago=GIVEN + 1)
    assignments.assign_module(
        session,
        actor=town.diana,
        module_slug="goodbye",
        team_id=town.desk,
        step_id=crowd.step("greet"),
        now=at(TODAY - timedelta(days=GIVEN)),
    )
    found = effect(session, town)
    assert (found.steps, found.is_from_complaint) == ((crowd.step("greet"),), False)
    assert found.step
    assert found.complaints.before.count == 14
    with pytest.raises(NotFound):
        assignments.assign_module(
            session,
            actor=town.diana,
            module_slug="goodbye",
            team_id=town.desk,
            step_id=999,
            now=at(TODAY),
        )


def test_others_teams_trainings_are_not_shown(
    session: Session, town: Town, crowd: Crowd, heard: Heard
) -> None:
    assignments.assign_module(
        session, actor=town.edu, module_slug="goodbye", team_id=town.grooming, now=at(TODAY)
    )
    assert effects.effects(session, actor=town.diana, today=TODAY) == ()
    assert len(effects.effects(session, actor=town.edu, today=TODAY)) == 1

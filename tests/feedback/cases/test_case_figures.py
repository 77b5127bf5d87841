from datetime import date, timedelta

from sqlmodel import Session, select

from cxgame.feedback.cases import figures
from cxgame.feedback.cases.figures import By, CaseFigures
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import Status
from cxgame.feedback.scope import Cut
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer

LATER = NOON + timedelta(hours=100)
STORY: tuple[dict[str, object], ...] = (
    {"contact_minutes": 60, "status": Status.CLOSED, "solved_minutes": 600, "is_in_time": True},
    {"contact_minutes": 120, "status": Status.SOLVED, "solved_minutes": 4_000},
    {"contact_minutes": 30, "status": Status.IN_CONTACT, "times_reopened": 1},
    {"status": Status.CLOSED, "is_dismissed": True, "contact_minutes": 5},
    {},
)
KNOWN = CaseFigures(
    opened=5,
    dismissed=1,
    contacted=3,
    contact_minutes=210,
    solved=2,
    solved_minutes=4_600,
    due=4,
    in_time=1,
    reopened=1,
    solved_squares=600**2 + 4_000**2,
)


def lived(session: Session, town: Town, said: Said) -> None:
    """Five cases of the desk, one of grooming."""
    for ago, changes in enumerate(STORY):
        case = said(answer(town.desk, 3, ago=timedelta(hours=ago)))
        assert case is not None
        for name, value in changes.items():
            setattr(case, name, value)
    assert said(answer(town.grooming, 0)) is not None
    session.flush()


def test_known_cases_give_known_figures(session: Session, town: Town, said: Said) -> None:
    lived(session, town, said)
    found = figures.case_figures(session, actor=town.diana, now=LATER)

    assert found == KNOWN
    assert (found.mean_contact, found.mean_solved) == (70.0, 2_300.0)
    assert (found.share_in_time, found.share_closed, found.share_reopened) == (25.0, 50.0, 20.0)
    assert figures.case_figures(session, actor=town.diana, now=NOON).due == 2  # nothing late yet


def test_figures_add_up_by_team_owner_and_month(session: Session, town: Town, said: Said) -> None:
    lived(session, town, said)
    by_team = figures.figures_by(session, actor=town.edu, by=By.TEAM, now=LATER)
    assert by_team[town.desk] == KNOWN
    assert by_team[town.grooming].due == 1
    assert figures.team_loops(session, now=LATER) == by_team
    assert figures.team_loops(session, since=date(2027, 1, 1), now=LATER) == {}
    owners = figures.figures_by(session, actor=town.edu, by=By.OWNER, now=LATER)
    assert set(owners) == {town.diana.person_id, None}
    months = figures.figures_by(session, actor=town.edu, by=By.MONTH, now=LATER)
    assert set(months) == {(2026, 3)}
    unit = figures.case_figures(session, actor=town.edu, now=LATER, cut=Cut(unit_id=town.south))
    assert unit.opened == 1


def test_nothing_gives_no_share(session: Session, town: Town) -> None:
    none = figures.case_figures(session, actor=town.edu, now=NOON)
    assert none == CaseFigures()
    assert (none.mean_solved, none.share_in_time, none.share_reopened) == (None, None, None)


def test_secret_cases_count_for_the_office_alone(session: Session, town: Town, said: Said) -> None:
    case = said(answer(None, 3))
    assert case is not None
    case.is_secret = True
    session.flush()
    assert figures.case_figures(session, actor=town.edu, now=LATER).opened == 0
    assert figures.case_figures(session, actor=town.root, now=LATER).opened == 1


def test_scores_before_and_after_are_those_of_customers_asked_again(
    session: Session, town: Town, said: Said
) -> None:
    lived(session, town, said)
    assert figures.before_and_after(session, actor=town.edu) == figures.BeforeAfter()
    for score, case in zip((8, 10), session.exec(select(Case).order_by(Case.id)), strict=False):  # type: ignore[arg-type]
        case.score_after = score
    session.flush()
    found = figures.before_and_after(session, actor=town.edu)
    assert (found.n, found.before, found.after) == (2, 3.0, 9.0)

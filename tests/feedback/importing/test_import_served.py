import pytest
from sqlmodel import select

from cxgame import db
from cxgame.errors import InvalidInput
from cxgame.feedback.models import CustomersServed
from tests.conftest import Town
from tests.feedback.importing.conftest import BringIn, counts, reasons


def days() -> dict[tuple[int, str], int]:
    with db.reading() as session:
        rows = session.exec(select(CustomersServed)).all()
        return {(row.team_id, row.on_day.isoformat()): row.n for row in rows}


def test_a_day_a_week_and_a_period(bring_in: BringIn, town: Town) -> None:
    text = """team,from,to,customers
Clinic,2026-02-28,,1.200
Clinic,2026-W08,,70
Clinic,01/02/2026,03/02/2026,31
"""
    assert counts(bring_in(text, served=True)) == (3, 3, 0, 0)
    found = days()
    assert found[town.clinic, "2026-02-28"] == 1_200
    assert [found[town.clinic, f"2026-02-{day}"] for day in range(16, 23)] == [10] * 7
    assert [found[town.clinic, f"2026-02-0{day}"] for day in (1, 2, 3)] == [11, 10, 10]


def test_a_column_named_week_holds_weeks(bring_in: BringIn, town: Town) -> None:
    bring_in("equipe;semana;clientes\nClinic;18/02/2026;70\n", served=True)
    assert len(days()) == 7


def test_the_same_figure_again_is_known_another_is_refused(bring_in: BringIn) -> None:
    text = "team,day,customers\nClinic,2026-02-01,50\n"
    bring_in(text, served=True)
    assert counts(bring_in(text, served=True)) == (1, 0, 1, 0)
    for dry in (True, False):
        report = bring_in("team,day,customers\nClinic,2026-02-01,51\n", served=True, dry=dry)
        assert reasons(report) == {2: "There is already another figure for this team and day."}


def test_bad_rows_are_named(bring_in: BringIn) -> None:
    text = """team,day,customers
,2026-02-01,50
Nowhere,2026-02-01,50
Clinic,2026-02-01,many
Clinic,2026-02-01,-5
Clinic,2027-02-01,50
Clinic,2026-W60,50
Clinic,2026-02-01,50
Clinic,2026-02-01,60
"""
    report = bring_in(text, served=True)
    assert counts(report) == (8, 1, 0, 7)
    assert reasons(report) == {
        2: "The team is missing.",
        3: "There is no open team named Nowhere.",
        4: "The number of customers must be a whole number, such as 120.",
        5: "The number of customers must be a whole number, such as 120.",
        6: "This day is still to come.",
        7: "The date can't be read.",
        9: "There is already another figure for this team and day.",
    }
    assert counts(bring_in(text, served=True, dry=True)) == (8, 0, 1, 7)


def test_it_needs_its_columns(bring_in: BringIn) -> None:
    with pytest.raises(InvalidInput, match="No column was chosen for team"):
        bring_in("day,customers\n2026-02-01,5\n", served=True)
    assert counts(bring_in("day,customers\n2026-02-01,5\n", served=True, team="Clinic"))[1] == 1


def test_teams_are_made_when_that_is_wished(bring_in: BringIn) -> None:
    text = "team,day,customers\nNight,2026-02-01,5\nNight,2026-02-01,5\nNight,2026-02-02,6\n"
    assert counts(bring_in(text, served=True, creates_teams=True, dry=True)) == (3, 2, 1, 0)
    assert counts(bring_in(text, served=True, creates_teams=True)) == (3, 2, 1, 0)

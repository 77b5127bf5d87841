"""Studies of causes: kept, changed, tied to records and cards."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from cxgame.boards import service as boards
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback import voice
from cxgame.feedback.studies import queries, service
from cxgame.feedback.studies.form import MOST_CAUSES, StudyForm, clean
from cxgame.feedback.studies.models import StudyRecord
from cxgame.people.actor import Actor
from cxgame.thread import studies as thread
from tests.conftest import NOON, Town

FORM = StudyForm(
    title="  Late   pick-up ",
    problem="Pets are ready later than promised.",
    whys=("Drying takes longer", "", "One dryer for two tables"),
    causes={"systems": ("one dryer", " "), "people": (), "weather": ("rain",)},
    root_cause="Nobody plans the dryer.",
)


def complaint(session: Session, town: Town, team_id: int) -> int:
    return voice.record_complaint(
        session, actor=town.edu, team_id=team_id, text="Two hours late", now=NOON
    )


def add(session: Session, town: Town, actor: Actor, *records: int) -> int:
    form = replace(FORM, team_id=town.desk)
    return service.add_study(
        session,
        actor=actor,
        form=form,
        asked="kind=complaint&tag=late",
        record_ids=records,
        now=NOON,
    )


def test_a_study_is_kept_tidy_with_the_records_that_the_actor_may_read(
    session: Session, town: Town
) -> None:
    mine, other = (complaint(session, town, team) for team in (town.desk, town.grooming))
    study_id = add(session, town, town.diana, mine, other)

    made = queries.study(session, actor=town.diana, study_id=study_id)
    assert made.form.title == "Late pick-up"
    assert made.form.whys == ("Drying takes longer", "One dryer for two tables")
    assert made.form.causes == {"systems": ("one dryer",)}
    assert (made.record_ids, made.asked) == ((mine,), "kind=complaint&tag=late")
    assert (made.team, made.changed_by) == ("Front desk", "Diana")
    [line] = queries.studies(session, actor=town.edu)
    assert (line.title, line.records, line.root_cause) == (
        "Late pick-up",
        1,
        "Nobody plans the dryer.",
    )


def test_a_stale_version_is_refused(session: Session, town: Town) -> None:
    study_id = add(session, town, town.diana)
    form = replace(FORM, team_id=town.desk, title="Pick-up")
    service.change_study(
        session, actor=town.diana, study_id=study_id, form=form, version=1, now=NOON
    )
    with pytest.raises(Conflict):
        service.change_study(
            session, actor=town.edu, study_id=study_id, form=form, version=1, now=NOON
        )
    assert queries.study(session, actor=town.edu, study_id=study_id).version == 2


def test_other_teams_neither_see_nor_change_it(session: Session, town: Town) -> None:
    study_id = service.add_study(
        session, actor=town.edu, form=replace(FORM, team_id=town.grooming), now=NOON
    )
    assert queries.studies(session, actor=town.diana) == []
    with pytest.raises(NotFound):
        queries.study(session, actor=town.diana, study_id=study_id)
    with pytest.raises(NotAllowed):
        service.change_study(
            session, actor=town.diana, study_id=study_id, form=FORM, version=1, now=NOON
        )
    with pytest.raises(NotAllowed):  # the whole company's is for those who see it all
        service.add_study(session, actor=town.diana, form=FORM, now=NOON)
    with pytest.raises(NotAllowed):
        service.add_study(
            session, actor=town.alice, form=replace(FORM, team_id=town.desk), now=NOON
        )


@pytest.mark.parametrize(
    "wrong",
    [
        replace(FORM, title="  "),
        replace(FORM, whys=tuple("abcdef")),
        replace(FORM, causes={"people": tuple(f"cause {n}" for n in range(MOST_CAUSES + 1))}),
        replace(FORM, whys=("x" * 301,)),
        replace(FORM, problem="x" * 2_001),
    ],
)
def test_what_is_missing_or_too_much_is_refused(wrong: StudyForm) -> None:
    with pytest.raises(InvalidInput):
        clean(wrong)


def test_a_card_follows_from_a_study_and_shows_it(session: Session, town: Town) -> None:
    boards.set_up(session, actor=Actor.system(), now=NOON)
    study_id = add(session, town, town.diana)
    card_id = thread.make_card_of_study(
        session, actor=town.diana, study_id=study_id, level=Level.TACTICAL,
        form=CardForm(title="Plan the dryer"), now=NOON,
    )  # fmt: skip
    [card] = thread.cards_of_study(session, actor=town.diana, study_id=study_id)
    assert (card.card_id, card.title, card.level) == (card_id, "Plan the dryer", Level.TACTICAL)
    [behind] = thread.studies_of_card(session, actor=town.diana, card_id=card_id)
    assert (behind.study_id, behind.title) == (study_id, "Late pick-up")
    assert thread.studies_of_card(session, actor=town.charlie, card_id=card_id) == ()
    with pytest.raises(Conflict):
        thread.link_study(session, actor=town.diana, study_id=study_id, card_id=card_id, now=NOON)


def test_a_study_that_is_thrown_away_leaves_records_and_cards(session: Session, town: Town) -> None:
    boards.set_up(session, actor=Actor.system(), now=NOON)
    record_id = complaint(session, town, town.desk)
    study_id = add(session, town, town.diana, record_id)
    card_id = thread.make_card_of_study(
        session, actor=town.diana, study_id=study_id, level=Level.TACTICAL,
        form=CardForm(title="Plan the dryer"), now=NOON,
    )  # fmt: skip
    service.remove_study(session, actor=town.diana, study_id=study_id, now=NOON)
    assert queries.studies(session, actor=town.edu) == []
    assert session.exec(select(StudyRecord)).all() == []
    assert thread.studies_of_card(session, actor=town.diana, card_id=card_id) == ()

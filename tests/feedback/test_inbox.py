from datetime import timedelta

import pytest
from sqlmodel import Session

from cxgame.errors import NotFound
from cxgame.feedback import answers, inbox, voice
from cxgame.feedback.cases import opening
from cxgame.feedback.cases.models import Case
from cxgame.feedback.filters import CaseIs
from cxgame.feedback.inbox import Filter
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter


@pytest.fixture
def said(session: Session, town: Town, counter: Counter) -> dict[str, int]:
    """What was said at the front desk, an hour apart, and one thing in another unit."""
    found = {}
    for hours, (key, kind, score, text) in enumerate(
        [
            ("praise", Kind.SURVEY, 10, "Ótimo atendimento, 100% gentil"),
            ("anger", Kind.SURVEY, 1, "Demora no CAIXA"),
            ("thanks", Kind.COMPLIMENT, None, "Obrigada, Alice"),
        ]
    ):
        found[key] = answers.answer_survey(
            session,
            actor=Actor.nobody(),
            token=counter.token,
            form_token=key,
            kind=kind,
            score=score,
            text=text,
            now=NOON + timedelta(hours=hours),
        ).record_id
    found["far"] = voice.record_complaint(
        session,
        actor=town.charlie,
        team_id=town.grooming,
        text="Slow",
        tags=("fila",),
        now=NOON + timedelta(hours=9),
    )
    return found


def names(session: Session, actor: Actor, said: dict[str, int], wanted: Filter) -> list[str]:
    by_id = {record_id: name for name, record_id in said.items()}
    page = inbox.records(session, actor=actor, wanted=wanted)
    return [by_id[record.id] for record in page.records]


def test_newest_first_and_only_what_the_actor_may_read(
    session: Session, town: Town, said: dict[str, int]
) -> None:
    seen = {
        name: names(session, town.everybody[name], said, Filter())
        for name in ("alice", "charlie", "diana", "edu", "nobody")
    }
    assert seen == {
        "alice": [],
        "charlie": ["far"],
        "diana": ["thanks", "anger", "praise"],
        "edu": ["far", "thanks", "anger", "praise"],
        "nobody": [],
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(kinds=(Kind.COMPLIMENT, Kind.COMPLAINT)), ["far", "thanks"]),
        (Filter(bands=(Band.DETRACTOR,)), ["anger"]),
        (Filter(survey_kind=SurveyKind.NPS), ["anger", "praise"]),
        (Filter(search="otimo ATENDIMENTO"), ["praise"]),
        (Filter(search="demora caixa"), ["anger"]),
        (Filter(search="100%"), ["praise"]),
        (Filter(search="1_0%"), []),
        (Filter(tag="fila"), ["far"]),
        (Filter(tag="fil"), []),
        (Filter(has_text=True, bands=(Band.PROMOTER,)), ["praise"]),
        (Filter(is_held=True), []),
        (Filter(cut=Cut(until=NOON.date() - timedelta(days=1))), []),
        (Filter(sop_step_id=7), []),
        (Filter(batch_id=7), []),
    ],
)
def test_filters(
    session: Session, town: Town, said: dict[str, int], wanted: Filter, found: list[str]
) -> None:
    assert names(session, town.edu, said, wanted) == found


def test_records_are_found_by_how_their_case_stands(
    session: Session, town: Town, said: dict[str, int]
) -> None:
    opened = {
        name: opening.open_case(session, actor=town.edu, record_id=said[name], now=NOON)
        for name in ("praise", "anger", "far")
    }
    session.get_one(Case, opened["praise"]).status = "closed"
    session.get_one(Case, opened["far"]).due_at = NOON - timedelta(hours=1)
    session.flush()

    def found(actor: Actor, **wanted: object) -> list[str]:
        return names(session, actor, said, Filter(**wanted))  # type: ignore[arg-type]

    assert found(town.edu, case=CaseIs.OPEN) == ["far", "anger"]
    assert found(town.diana, case=CaseIs.OPEN) == ["anger"]
    assert found(town.edu, case=CaseIs.OPEN, case_due_before=NOON) == ["far"]
    assert found(town.edu, case=CaseIs.CLOSED) == ["praise"]
    assert found(town.edu, case=CaseIs.NONE) == ["thanks"]
    assert found(town.edu, case=CaseIs.OPEN, search="caixa", bands=(Band.DETRACTOR,)) == ["anger"]


def test_pages_follow_each_other(session: Session, town: Town, said: dict[str, int]) -> None:
    first = inbox.records(session, actor=town.edu, wanted=Filter(), limit=3)
    last = inbox.records(session, actor=town.edu, wanted=Filter(), limit=3, offset=3)
    assert (len(first.records), first.has_more) == (3, True)
    assert (len(last.records), last.has_more) == (1, False)


def test_a_record_tells_what_it_points_to(
    session: Session, town: Town, said: dict[str, int]
) -> None:
    view = inbox.record(session, actor=town.diana, record_id=said["anger"])
    assert (view.team, view.touchpoint, view.survey) == ("Front desk", "Till", "At the counter")
    assert (view.band, view.score, view.author) == (Band.DETRACTOR, 1, "")
    written = inbox.record(session, actor=town.charlie, record_id=said["far"])
    assert (written.author, written.tags) == ("Charlie", ("fila",))


@pytest.mark.parametrize("who", ["alice", "charlie", "nobody"])
def test_what_one_may_not_read_does_not_exist(
    session: Session, town: Town, said: dict[str, int], who: str
) -> None:
    with pytest.raises(NotFound):
        inbox.record(session, actor=town.everybody[who], record_id=said["anger"])


def test_compliments_reach_the_team_they_were_for(
    session: Session, town: Town, said: dict[str, int]
) -> None:
    (kind_words,) = inbox.compliments(session, actor=town.alice)
    assert (kind_words.text, kind_words.touchpoint) == ("Obrigada, Alice", "Till")
    assert inbox.compliments(session, actor=town.charlie) == []

"""Rules of tagging: on arrival by every door, and on the past when somebody asks."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback import answers, intake, voice
from cxgame.feedback.intake import Item
from cxgame.feedback.kinds import Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Band
from cxgame.feedback.tagging import past, queries, rules, service
from cxgame.feedback.tagging.tags import tags_of
from cxgame.feedback.words import Term
from cxgame.people.actor import Actor
from cxgame.standards.models import Sop, SopStep
from tests.conftest import NOON, Town
from tests.feedback.conftest import Counter


def say(session: Session, town: Town, text: str, **more: object) -> int:
    return voice.record_complaint(  # type: ignore[arg-type]
        session, actor=town.alice, team_id=town.desk, text=text, now=NOON, **more
    )


def add(session: Session, town: Town, tag: str, words: str = "", **asked: object) -> int:
    return service.add_tag_rule(  # type: ignore[arg-type]
        session, actor=town.diana, tag=tag, words=words, now=NOON, **asked
    )


def tags(session: Session, record_id: int) -> tuple[str, ...]:
    return tags_of(session, [record_id]).get(record_id, ())


@pytest.fixture
def step(session: Session) -> SopStep:
    """A step of a SOP."""
    sop = Sop(code="POP-1", title={}, current_version=1, current_revision="r")
    session.add(sop)
    session.flush()
    made = SopStep(sop_id=sop.id, key="greet", position=1, title={}, text={}, revision="r")
    session.add(made)
    session.flush()
    return made


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("fila", (Term(("fila",)),)),
        (
            "Atras*, demorou muito;\nFÍLA",
            (Term(("atras",), True), Term(("demorou", "muito")), Term(("fila",))),
        ),
        (" , ;\n ", ()),
        ("fila, FILA", (Term(("fila",)),)),
    ],
)
def test_words_are_read_as_alternatives(words: str, found: tuple[Term, ...]) -> None:
    assert rules.alternatives(words) == found


@pytest.mark.parametrize(
    ("words", "text", "is_taken"),
    [
        ("fila", "A FILA, enorme!", True),
        ("fila", "Filas enormes", False),
        ("fila*", "Filas enormes", True),
        ("não avisou, atras*", "Atrasou e nao avisou", True),
        ("não avisou", "avisou? não", False),
    ],
)
def test_a_rule_takes_what_it_says(
    session: Session, town: Town, words: str, text: str, is_taken: bool
) -> None:
    add(session, town, "late", words)
    assert tags(session, say(session, town, text)) == (("late",) if is_taken else ())


def test_every_door_passes_the_rules(session: Session, town: Town, counter: Counter) -> None:
    add(session, town, "queue", "fila")
    add(session, town, "bad", band=Band.DETRACTOR)
    add(session, town, "till", kind=Kind.COMPLAINT, touchpoint_id=counter.till)
    answered = answers.answer_survey(
        session,
        actor=Actor.nobody(),
        token=counter.token,
        form_token="a",
        score=2,
        text="fila",
        now=NOON,
    ).record_id
    items = [Item(submission_id="x", kind="complaint", text="Fila", tags=("mine",))]
    intake.record_feedback(session, actor=town.root, items=items, now=NOON)
    sent = session.exec(select(FeedbackRecord.id).order_by(FeedbackRecord.id.desc())).first()  # type: ignore[attr-defined]
    written = say(session, town, "nada", touchpoint_id=counter.till)

    assert tags(session, answered) == ("bad", "queue")
    assert tags(session, sent or 0) == ("mine", "queue")
    assert tags(session, written) == ("till",)


def test_the_first_rule_with_a_step_places_what_nobody_placed(
    session: Session, town: Town, step: SopStep
) -> None:
    other = SopStep(sop_id=step.sop_id, key="bye", position=2, title={}, text={}, revision="r")
    session.add(other)
    session.flush()
    add(session, town, "one", "oi", sop_step_id=step.id)
    add(session, town, "two", "oi", sop_step_id=other.id)

    ruled, named = say(session, town, "oi"), say(session, town, "oi", sop_step_id=other.id)

    steps = {key: session.get_one(FeedbackRecord, key).sop_step_id for key in (ruled, named)}
    assert steps == {ruled: step.id, named: other.id}
    assert tags(session, ruled) == ("one", "two")


def test_a_rule_that_is_off_or_gone_tags_nothing(session: Session, town: Town) -> None:
    off, gone = add(session, town, "off", "oi"), add(session, town, "gone", "oi")
    service.change_tag_rule(
        session,
        actor=town.diana,
        rule_id=off,
        tag="off",
        words="oi",
        is_on=False,
        version=1,
        now=NOON,
    )
    service.drop_tag_rule(session, actor=town.diana, rule_id=gone, now=NOON)
    assert tags(session, say(session, town, "oi")) == ()
    with pytest.raises(Conflict):
        service.change_tag_rule(
            session, actor=town.diana, rule_id=off, tag="off", words="oi", version=1, now=NOON
        )


def test_rules_are_moved(session: Session, town: Town) -> None:
    one, two, three = (add(session, town, name, name) for name in ("one", "two", "three"))
    service.move_tag_rule(session, actor=town.diana, rule_id=three, to_front=True, now=NOON)
    service.move_tag_rule(session, actor=town.diana, rule_id=one, to_front=True, now=NOON)
    assert [rule.id for rule in queries.rules(session)] == [one, three, two]


def test_the_past_is_counted_then_tagged(session: Session, town: Town, step: SopStep) -> None:
    late = [say(session, town, text) for text in ("Atrasou", "muito atraso", "ATRASADO demais")]
    tagged = say(session, town, "atraso", tags=("late",))
    other = say(session, town, "tudo bem")
    rule_id = add(session, town, "late", "atras*, nunca mais", sop_step_id=step.id)

    assert past.reached_by_rule(session, actor=town.diana, rule_id=rule_id) == 3
    assert past.apply_tag_rule(session, actor=town.diana, rule_id=rule_id, now=NOON) == 3
    assert past.apply_tag_rule(session, actor=town.diana, rule_id=rule_id, now=NOON) == 0

    assert all(tags(session, key) == ("late",) for key in (*late, tagged))
    assert tags(session, other) == ()
    session.expire_all()
    assert session.get_one(FeedbackRecord, late[0]).sop_step_id == step.id


@pytest.mark.parametrize(
    "asked",
    [
        {"tag": ""},
        {"words": ""},
        {"words": "!?"},
        {"words": "x" * 1_001},
        {"words": "a," * 400 + "b,".join(map(str, range(61)))},
    ],
)
def test_it_refuses_a_rule_that_means_nothing(
    session: Session, town: Town, asked: dict[str, str]
) -> None:
    with pytest.raises(InvalidInput):
        service.add_tag_rule(
            session, actor=town.diana, now=NOON, **{"tag": "t", "words": "w", **asked}
        )  # type: ignore[arg-type]


def test_it_refuses_what_is_not_there(session: Session, town: Town) -> None:
    with pytest.raises(NotFound):
        add(session, town, "t", "w", sop_step_id=99)
    with pytest.raises(NotFound):
        past.apply_tag_rule(session, actor=town.diana, rule_id=99, now=NOON)
    with pytest.raises(NotAllowed):
        past.reached_by_rule(session, actor=town.alice, rule_id=99)


def test_tags_are_put_on_and_taken_off_many(session: Session, town: Town) -> None:
    ids = [say(session, town, f"n{n}", tags=("old",)) for n in range(3)]
    done = service.tag_records(
        session, actor=town.diana, record_ids=ids[:2], put=["new ", "new"], take=["old"], now=NOON
    )
    assert done == 2
    assert tags_of(session, ids) == {ids[0]: ("new",), ids[1]: ("new",), ids[2]: ("old",)}


def test_nothing_is_tagged_where_one_is_out_of_reach(session: Session, town: Town) -> None:
    far = voice.record_complaint(
        session, actor=town.charlie, team_id=town.grooming, text="far", now=NOON
    )
    near = say(session, town, "near")
    with pytest.raises(NotAllowed):
        service.tag_records(session, actor=town.diana, record_ids=[near, far], put=["x"], now=NOON)
    for ids, wrong in (([], InvalidInput), ([near, 999], NotFound), (range(201), InvalidInput)):
        with pytest.raises(wrong):
            service.tag_records(session, actor=town.edu, record_ids=list(ids), put=["x"], now=NOON)
    assert tags_of(session, [near, far]) == {}


def test_a_tag_is_renamed_merged_and_dropped(session: Session, town: Town) -> None:
    one = say(session, town, "one", tags=("late", "queue"))
    two = say(session, town, "two", tags=("late",))
    rule_id = add(session, town, "late", "atraso")

    assert service.rename_tag(session, actor=town.diana, tag="late", to="queue", now=NOON) == 2
    assert tags_of(session, [one, two]) == {one: ("queue",), two: ("queue",)}
    assert queries.rule(session, rule_id).tag == "queue"
    assert [(t.tag, t.records) for t in queries.tag_counts(session)] == [("queue", 2)]
    assert queries.tag_names(session) == ["queue"]
    with pytest.raises(Conflict):  # the rule would put it on again
        service.rename_tag(session, actor=town.diana, tag="queue", to="", now=NOON)
    service.drop_tag_rule(session, actor=town.diana, rule_id=rule_id, now=NOON + timedelta(1))
    assert service.rename_tag(session, actor=town.diana, tag="queue", to="", now=NOON) == 2
    assert queries.tag_names(session) == []
    with pytest.raises(NotFound):
        service.rename_tag(session, actor=town.diana, tag="queue", to="x", now=NOON)

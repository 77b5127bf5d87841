"""Whatever is done in whatever order, the roll-ups are what the records make them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from cxgame.errors import NotAllowed
from cxgame.feedback import (
    answers,
    batches,
    intake,
    review,
    rollup_check,
    store,
    voice,
)
from cxgame.feedback.intake import Item
from cxgame.feedback.kinds import Kind, ObservationKind
from cxgame.feedback.models import FeedbackRecord, ScoreDay
from cxgame.people.actor import Actor
from tests.conftest import EXAMPLES, NOON, Town
from tests.feedback.conftest import Counter, assert_rollups_hold

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "answer",
                "compliment",
                "complaint",
                "observe",
                "send",
                "import",
                "undo",
                "move",
                "let",
            ]
        ),
        st.integers(0, 10),
        st.integers(0, 3),
    ),
    max_size=30,
)


class Story:
    """Run one step after another in one session."""

    def __init__(self, session: Session, town: Town, counter: Counter) -> None:
        self.session, self.town, self.counter = session, town, counter
        self.forms = 0
        self.open_batches: list[int] = []

    def step(self, what: str, score: int, choice: int) -> None:
        getattr(self, f"_{what}")(score, choice)
        self.forms += 1

    def _answer(self, score: int, choice: int) -> None:
        made = answers.answer_survey(
            self.session,
            actor=Actor.nobody(),
            token=self.counter.token,
            form_token=f"f{self.forms - choice}",  # now and then a form that was sent before
            score=score,
            now=NOON,
        )
        if choice == 3 and made.is_new:  # held, as a burst would be
            self._hold(made.record_id)

    def _hold(self, record_id: int) -> None:
        record = self.session.get_one(FeedbackRecord, record_id)
        counts = store.Counts()
        counts.count(review.as_counted(record), -1)
        record.is_held, record.held_reason = True, "burst"
        self.session.flush()
        counts.write(self.session)

    def _compliment(self, _score: int, _choice: int) -> None:
        answers.answer_survey(
            self.session,
            actor=Actor.nobody(),
            token=self.counter.token,
            form_token=f"c{self.forms}",
            kind=Kind.COMPLIMENT,
            text="Lovely",
            now=NOON,
        )

    def _complaint(self, _score: int, choice: int) -> None:
        team = [self.town.desk, self.town.clinic, self.town.grooming, None][choice]
        voice.record_complaint(
            self.session, actor=self.town.root, team_id=team, text="Slow", now=NOON
        )

    def _observe(self, _score: int, choice: int) -> None:
        voice.record_observation(
            self.session,
            actor=self.town.alice,
            team_id=self.town.desk,
            kind=list(ObservationKind)[choice],
            text="Seen",
            touchpoint_id=self.counter.bath,
            now=NOON,
        )

    def _send(self, score: int, choice: int) -> None:
        items = [
            Item(submission_id=f"s{choice}", survey="nps", score=score, team="Clinic"),
            Item(survey="csat", score=score, touchpoint="Bath"),  # off the scale above 5
            Item(kind="suggestion", text="A bench", channel="platform"),
        ]
        intake.record_feedback(self.session, actor=Actor.integration("till"), items=items, now=NOON)

    def _import(self, score: int, choice: int) -> None:
        batch = batches.open_import(
            self.session,
            actor=self.town.root,
            kind="feedback",
            file_name="x.csv",
            file_hash="",
            mapping={},
            options={},
            now=NOON,
        )
        item = Item(survey="nps", score=score, team="Front desk")
        entries = [self._entry(item, f"i{self.forms}-{number}") for number in range(choice + 1)]
        store.write(self.session, entries, now=NOON, batch_id=batch)
        self.open_batches.append(batch)

    def _entry(self, item: Item, key: str) -> store.Entry:
        read = intake.Reader(self.session, Actor.system(), NOON).entry(item)
        read.submission_id = key
        return read

    def _undo(self, _score: int, choice: int) -> None:
        if not self.open_batches:
            return
        batch = self.open_batches.pop(choice % len(self.open_batches))
        batches.undo_import(self.session, actor=self.town.root, batch_id=batch, now=NOON)
        while batches.remove_some(self.session, batch, limit=2):
            pass
        self.session.expire_all()

    def _move(self, score: int, choice: int) -> None:
        record = self._any(score)
        if record is None:
            return
        place = [None, self.counter.till, self.counter.bath, None][choice]
        review.classify_record(
            self.session,
            actor=self.town.root,
            record_id=record.id,
            touchpoint_id=place,
            sop_step_id=None,
            tags=(),
            version=record.version,
            now=NOON,
        )

    def _let(self, _score: int, _choice: int) -> None:
        held = select(FeedbackRecord).where(FeedbackRecord.is_held)
        record = self.session.exec(held).first()
        if record is not None:
            review.release_held(self.session, actor=self.town.root, record_id=record.id, now=NOON)

    def _any(self, number: int) -> FeedbackRecord | None:
        rows = self.session.exec(select(FeedbackRecord)).all()
        return rows[number % len(rows)] if rows else None


@settings(max_examples=EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_random_commands_keep_the_rollups(
    session: Session, town: Town, counter: Counter, steps: list[tuple[str, int, int]]
) -> None:
    attempt = session.begin_nested()
    story = Story(session, town, counter)
    for step in steps:
        story.step(*step)
    assert_rollups_hold(session)
    attempt.rollback()
    session.expire_all()


def spoil(session: Session, counter: Counter) -> None:
    """Store an answer, then break its cell and add one of nothing."""
    answers.answer_survey(
        session, actor=Actor.nobody(), token=counter.token, form_token="a", score=9, now=NOON
    )
    cell = session.exec(select(ScoreDay)).one()
    cell.n = 7
    session.add(ScoreDay(**{**cell.model_dump(), "team_id": 99}))
    session.flush()
    session.expire_all()


def test_a_wrong_cell_is_found_and_repaired(session: Session, town: Town, counter: Counter) -> None:
    spoil(session, counter)
    found = rollup_check.check(session)
    assert [one.stored[0] for one in found.differences] == [7, 7]
    assert [one.rebuilt[:1] for one in found.differences] == [(1,), ()]

    rollup_check.repair_rollups(session, actor=town.root, now=NOON)
    session.expire_all()
    assert_rollups_hold(session)
    assert rollup_check.repair_rollups(session, actor=town.root, now=NOON).differences == ()


@pytest.mark.parametrize("who", ["alice", "diana", "edu", "nobody", "integration"])
def test_repairing_is_for_admins(session: Session, town: Town, who: str) -> None:
    with pytest.raises(NotAllowed):
        rollup_check.repair_rollups(session, actor=town.everybody[who], now=NOON)

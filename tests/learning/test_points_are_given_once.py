"""Whatever is clicked twice, repeated or reloaded in between, a module brings the same points."""

from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from cxgame.errors import CxgameError
from cxgame.game import queries as game
from cxgame.game.models import PointEntry
from cxgame.learning.course import Stage
from cxgame.learning.models import QuestionAnswer
from tests.conftest import EXAMPLES, Town
from tests.learning.library import QUESTIONS, RIGHT, WRONG
from tests.learning.way import GOOD_TALK, Learner, stock

KEYS = [question.id for question in QUESTIONS]
Noise = tuple[str, int, bool]

noises = st.lists(
    st.tuples(
        st.sampled_from(["answer", "go_on", "open", "again", "finish", "reload", "read", "say"]),
        st.integers(0, 20),
        st.booleans(),
    ),
    max_size=3,
)
plans = st.fixed_dictionaries(
    {
        "missed": st.sets(st.sampled_from(KEYS)),
        "missed_again": st.sets(st.sampled_from(KEYS)),
        "noise": st.lists(noises, min_size=20, max_size=20),
    }
)


def disturb(learner: Learner, noise: Noise, answered: int, said: int) -> None:
    """Repeat something, or reach ahead; what is refused is refused without a trace."""
    what, number, is_right = noise
    with suppress(CxgameError):
        match what:
            case "answer":
                turn = number if number > answered else number % max(1, answered)
                if turn < answered or turn > answered:
                    answers = RIGHT if is_right else WRONG
                    learner.answer(turn, answers[KEYS[number % len(KEYS)]])
            case "go_on":
                learner.go_on(number % max(1, answered))
            case "say" if said:
                learner.say(number % said, "excuse" if is_right else "later")
            case "reload":
                learner.view()
            case "finish" if learner.view().stage is not Stage.SCENARIO:
                learner.finish()
            case "open" | "read":
                getattr(learner, what)()
            case "again" if learner.view().stage is not Stage.RESULT:
                learner.again()


def walk(learner: Learner, plan: dict[str, object], *, noisy: bool) -> int:
    """Go through the module by the plan and return the total points."""
    noise = [list(some) for some in plan["noise"]] if noisy else [[] for _ in range(20)]  # type: ignore[attr-defined]
    missed: set[str] = plan["missed"]  # type: ignore[assignment]
    missed_again: set[str] = plan["missed_again"]  # type: ignore[assignment]
    learner.open()
    learner.read()
    answered = 0
    while (view := learner.view()).stage is Stage.QUESTIONS:
        assert view.question is not None
        turn, key = view.question.turn, learner.key(view.question.turn)
        wrong = key in (missed_again if view.question.is_again else missed)
        learner.answer(turn, (WRONG if wrong else RIGHT)[key])
        answered = turn + 1
        for one in noise[turn % 20]:
            disturb(learner, one, answered, 0)
        learner.go_on(turn)
    for position, choice in enumerate(GOOD_TALK):
        learner.say(position, choice)
        for one in noise[position]:
            disturb(learner, one, answered, position + 1)
    learner.finish()
    for one in noise[19]:
        disturb(learner, one, answered, 2)
    return game.total(learner.session, actor=learner.actor, person_id=learner.me)


@settings(
    max_examples=EXAMPLES // 4,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=plans)
def test_any_interleaving_gives_the_same_total(
    session: Session, town: Town, plan: dict[str, object]
) -> None:
    attempt = session.begin_nested()
    stock(session)
    calm = walk(Learner(session, town.alice), plan, noisy=False)
    noisy = walk(Learner(session, town.bob), plan, noisy=True)
    of_bob = session.exec(
        select(QuestionAnswer).where(QuestionAnswer.person_id == town.bob.person_id)
    ).all()
    ledger = session.exec(select(PointEntry.person_id, PointEntry.points)).all()
    attempt.rollback()

    assert noisy == calm
    assert len({row.turn for row in of_bob}) == len(of_bob)
    assert sum(points for person, points in ledger if person == town.bob.person_id) == noisy

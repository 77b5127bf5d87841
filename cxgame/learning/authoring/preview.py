"""A module that nobody is in yet, on the screens of those who learn."""

from collections.abc import Sequence

from cxgame import content
from cxgame.learning import asking, screens
from cxgame.learning.asking import Given, QuestionView
from cxgame.learning.course import Stage
from cxgame.learning.player import PlayerView
from cxgame.learning.screens import StepRef

SEED = "preview"


class Steps(dict[str, StepRef]):
    """The steps of an SOP by key; one that it lacks is named by its key."""

    def __init__(self, sop: content.Sop | None, code: str, locale: str) -> None:
        steps = sop.steps if sop else ()
        super().__init__(
            {
                step.id: StepRef(code, step.id, number, step.title.in_language(locale))
                for number, step in enumerate(steps, 1)
            }
        )
        self._code = code

    def __missing__(self, key: str) -> StepRef:
        """Return a step that is not there."""
        return StepRef(self._code, key, 0, key)


def lesson(module: content.Module, sop: content.Sop | None, locale: str) -> PlayerView:
    """Return the screen with the lesson."""
    return _screen(module, sop, locale, Stage.LESSON)


def question(
    module: content.Module,
    sop: content.Sop | None,
    locale: str,
    *,
    question_id: str,
    given: Given | None = None,
) -> PlayerView:
    """Return the screen with one question, answered where an answer is given.

    Raise KeyError for an unknown question, InvalidInput for an answer that it could not get.
    """
    asked = module.question(question_id)
    ids = [one.id for one in module.questions]
    view = QuestionView(
        turn=ids.index(question_id),
        number=ids.index(question_id) + 1,
        total=len(ids),
        is_again=False,
        kind=asked.kind,
        prompt=asked.prompt.in_language(locale),
        options=asking.options(asked, SEED, locale),
        partners=asking.partners(asked, SEED, locale),
        unit=asking.unit(asked, locale),
        step=Steps(sop, module.sop, locale)[asked.step],
        picture=asking.picture(asked, locale),
        told=asking.told(asked, given, SEED, locale, comes_back=True) if given else None,
    )
    return _screen(module, sop, locale, Stage.QUESTIONS, question=view)


def talk(
    module: content.Module, sop: content.Sop | None, locale: str, *, said: Sequence[str]
) -> PlayerView:
    """Return the screen with the conversation after these replies.

    Raise KeyError for a reply that is not offered, or a way that leads nowhere.
    """
    steps = Steps(sop, module.sop, locale)
    view = screens.conversation_view(
        module.scenario, said, steps, round_=1, seed=SEED, locale=locale
    )
    return _screen(module, sop, locale, Stage.SCENARIO, conversation=view)


def _screen(
    module: content.Module,
    sop: content.Sop | None,
    locale: str,
    stage: Stage,
    *,
    question: QuestionView | None = None,
    conversation: screens.ConversationView | None = None,
) -> PlayerView:
    return PlayerView(
        slug=module.slug,
        title=module.title.in_language(locale),
        objective=module.objective.in_language(locale),
        minutes=module.minutes,
        lesson=module.lesson.in_language(locale),
        sop_code=module.sop,
        sop_title=sop.title.in_language(locale) if sop else "",
        track="",
        place=None,
        run_id=0,
        stage=stage,
        is_finished=False,
        question=question,
        conversation=conversation,
    )

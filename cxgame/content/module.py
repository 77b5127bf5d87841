"""A module: a lesson, questions and a conversation on one SOP."""

from dataclasses import dataclass

from cxgame.content.fields import CODE, Cursor
from cxgame.content.question import Question, read_question
from cxgame.content.revision import Revised
from cxgame.content.scenario import Scenario, read_scenario
from cxgame.content.text import Text

TITLE, OBJECTIVE = 60, 200  # characters that read well on a phone
SHORTEST, LONGEST = 3, 5  # minutes
LOWEST_PASS, HIGHEST_PASS = 50, 100  # percent


@dataclass(frozen=True)
class Module(Revised):
    """What one learns in a few minutes between two customers.

    `objective` ends the sentence "When you finish, you can …"; `lesson` is Markdown; `pass_mark`
    is the share of questions answered right, in percent.
    """

    slug: str
    sop: str
    title: Text
    objective: Text
    minutes: int
    pass_mark: int
    lesson: Text
    questions: tuple[Question, ...]
    scenario: Scenario

    def question(self, question_id: str) -> Question:
        """Return the question of this id; raise KeyError where there is none."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)


def read_module(
    slug: str, head: Cursor, *, lesson: Text, questions: Cursor, scenario: Cursor
) -> Module:
    """Return the module that these values describe, its faults noted in their cursors."""
    head.only("sop", "title", "objective", "minutes", "pass_mark")
    module = Module(
        slug=slug,
        sop=head.at("sop").word(CODE),
        title=head.at("title").text(TITLE),
        objective=head.at("objective").text(OBJECTIVE),
        minutes=head.at("minutes").whole(SHORTEST, LONGEST),
        pass_mark=head.at("pass_mark").whole(LOWEST_PASS, HIGHEST_PASS),
        lesson=lesson,
        questions=tuple(read_question(entry) for entry in questions.each(least=1)),
        scenario=read_scenario(scenario),
    )
    questions.different(question.id for question in module.questions)
    return module

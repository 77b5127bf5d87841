"""What a question wants to hear, and whether that still holds in another wording of it."""

from cxgame import content
from cxgame.content import Kind, Question
from cxgame.errors import InvalidInput
from cxgame.learning.grading import Answer, Outcome, grade


def right_answers(question: Question) -> list[Answer]:
    """Return answers that are right: every accepted wording of a short text, else the one."""
    match question.solution:
        case content.Choices(options=options):
            wanted = [option.id for option in options if option.right]
            return [wanted[0]] if question.kind is Kind.SINGLE else [wanted]
        case content.Truth(answer=truth):
            return [truth]
        case content.ShortText(accepted=accepted):
            return [*accepted.en, *accepted.pt_br]
        case content.Number(answer=number):
            return [number]
        case content.Matching(pairs=pairs):
            return [{pair.id: pair.id for pair in pairs}]
        case content.Ordering(items=items):
            return [[item.id for item in items]]


def still_holds(old: Question, new: Question) -> bool:
    """Tell whether whoever knew the old question knows the new one: what was right, is right."""
    try:
        outcomes = {grade(new, answer).outcome for answer in right_answers(old)}
    except InvalidInput:
        return False
    return outcomes == {Outcome.RIGHT}

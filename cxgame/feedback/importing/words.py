"""The words by which a column says what its row is: a survey, a complaint, a suggestion."""

from cxgame.errors import InvalidInput
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import SurveyKind
from cxgame.people.names import fold

_SURVEYS = {
    SurveyKind.NPS: ("nps", "net promoter score"),
    SurveyKind.CSAT: ("csat", "customer satisfaction", "satisfacao", "satisfacao do cliente"),
    SurveyKind.CES: ("ces", "ces5", "ces7", "customer effort score", "esforco do cliente"),
    SurveyKind.STARS: ("stars", "star", "five star", "five stars", "5 star", "5 stars", "estrelas"),
    SurveyKind.SMILEYS: ("smileys", "smiley", "carinhas"),
    SurveyKind.THUMBS: ("thumbs", "thumb", "polegar", "polegares"),
}
_KINDS = {
    Kind.SURVEY: ("survey", "pesquisa", "resposta", "response"),
    Kind.COMPLAINT: ("complaint", "reclamacao", "queixa"),
    Kind.COMPLIMENT: ("compliment", "elogio", "praise"),
    Kind.SUGGESTION: ("suggestion", "sugestao"),
}
_SURVEY_OF = {word: kind for kind, words in _SURVEYS.items() for word in words}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_EMPLOYEES = ("enps", "employee net promoter score", "employee nps")
_FIT = ("pmf", "product market fit", "product/market fit")


def survey_of(cell: str) -> SurveyKind:
    """Return the survey that a cell names; raise InvalidInput for one that has no score of ours.

    Those of employees and on product/market fit are other questions: no figure of customers may
    be made of them.
    """
    word = fold(cell).replace("_", " ").replace("-", " ")
    found = _SURVEY_OF.get(word)
    if found is not None:
        return found
    if word in _EMPLOYEES:
        raise InvalidInput("This is an answer of an employee (eNPS): it is no customer's score.")
    if word in _FIT:
        raise InvalidInput("This is an answer on product/market fit, for which there is no score.")
    if not word:
        raise InvalidInput("This row does not say which survey it answers.")
    raise InvalidInput("This row names a survey that we don't know.")


def kind_of(cell: str) -> Kind:
    """Return the kind of feedback that a cell names; raise InvalidInput for another word."""
    found = _KIND_OF.get(fold(cell).replace("_", " ").replace("-", " "))
    if found is None:
        raise InvalidInput("This row names a kind of feedback that we don't know.")
    return found

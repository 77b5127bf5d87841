"""One survey: its code and figures, its questions, its terms, whom it asks, its versions."""

from cxgame.feedback import surveys
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_survey as parts
from cxgame.ui.parts import (
    feedback_survey_list,
    feedback_survey_terms,
    feedback_survey_versions,
    feedback_survey_words,
)

actor = require_actor()
survey = load(surveys.survey, actor=actor, survey_id=address.number("survey") or 0)

with page(1040):
    match parts.head(actor, survey):
        case "questions":
            feedback_survey_words.show(actor, survey)
        case "terms":
            feedback_survey_terms.show(actor, survey)
        case "list":
            feedback_survey_list.show(actor, survey)
        case "versions":
            feedback_survey_versions.show(survey)
        case _:
            parts.overview(actor, survey)

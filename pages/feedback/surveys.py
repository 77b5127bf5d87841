"""Surveys: where customers answer, with a link, a QR code and a poster for the counter."""

from cxgame.feedback import surveys
from cxgame.ui import load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_surveys as parts

actor = require_actor()
found = load(surveys.surveys, actor=actor)

with page(840):
    parts.page(actor, found)

parts.open_wanted(actor)

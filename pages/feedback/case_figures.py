"""Figures of cases: how soon customers hear from us, and how often it was put right."""

from cxgame import clock
from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_case_figures

actor = require_actor()

with page():
    feedback_case_figures.page(actor, clock.now())

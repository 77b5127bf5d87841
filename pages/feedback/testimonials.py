"""Testimonials: what customers allowed us to show of their words, and where."""

from cxgame import clock
from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_testimonials

actor = require_actor()

with page(840):
    feedback_testimonials.page(actor, clock.now())

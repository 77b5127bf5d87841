"""Customers: those whom the actor's teams heard, to find again."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_customers

actor = require_actor()
asked = feedback_customers.asked()

with page(840):
    feedback_customers.page(actor, asked)

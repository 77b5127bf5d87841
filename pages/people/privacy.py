"""Privacy: customers' requests and their clock, what is held of one, how long things are kept."""

from cxgame.ui import require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import people_privacy, people_privacy_customer, people_privacy_retention

actor = require_actor()
view = people_privacy.wanted()

with page(840):
    people_privacy.head(view)
    match view:
        case "customer":
            people_privacy_customer.show(actor)
        case "retention":
            people_privacy_retention.show(actor)
        case _:
            people_privacy.show(actor)

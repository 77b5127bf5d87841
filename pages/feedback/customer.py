"""One customer: what was heard, how to reach, what the customer is to us."""

from cxgame.feedback import inbox
from cxgame.feedback.cases import listing
from cxgame.feedback.customers import queries
from cxgame.feedback.filters import Filter
from cxgame.feedback.invitations import reading
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_customer

actor = require_actor()
customer = load(queries.customer, actor=actor, customer_id=address.number("customer") or 0)
heard = load(
    inbox.records,
    actor=actor,
    wanted=Filter(customer=customer.key),
    limit=feedback_customer.SHOWN,
)
cases = load(listing.cases_of, actor=actor, customer=customer.key)
asked = load(reading.invitations_of, actor=actor, customer=customer.key)

with page(840):
    feedback_customer.page(actor, customer, heard, cases, asked)

feedback_customer.open_wanted(actor, customer)

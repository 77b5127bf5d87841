"""Content: SOPs and modules to write on, drafts, and what waits for a decision."""

from cxgame.learning.authoring import listing, offers
from cxgame.ui import load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import page
from cxgame.ui.parts import learning_studio

actor = require_actor()
items = load(listing.items, actor=actor)
drafts = load(listing.drafts, actor=actor)
waiting = load(offers.offers, actor=actor)

with page(840):
    sent = learning_studio.show(actor, items, drafts, waiting)

follow(sent)
learning_studio.follow(actor, sent)

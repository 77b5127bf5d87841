"""One draft: write it part by part, see it as learners will, hand it in, approve it."""

from urllib.parse import parse_qsl

import streamlit as st

from cxgame import clock
from cxgame.learning.authoring import queries
from cxgame.ui import address, go, load, require_actor
from cxgame.ui.follow import follow
from cxgame.ui.layout import page
from cxgame.ui.parts import learning_draft, learning_preview, learning_words

actor = require_actor()
today = clock.local_day(clock.now())
draft = load(queries.draft, actor=actor, draft_id=address.number("id") or 0, today=today)
part = learning_draft.part_of(draft, address.read("part"))
entry = address.read("entry")
wanting = learning_words.wanting(draft.kind, draft.body, draft.faults)

is_seen = learning_preview.is_wanted(draft, part, entry)

with page():
    writing, *seeing = st.columns([3, 2] if is_seen else [1], gap="large")
    with writing:
        sent = learning_draft.show(actor, draft, part, entry, wanting)
    for beside in seeing:
        with beside:
            learning_preview.show(actor, draft, part, entry, wanting, today)

follow(sent)
match sent.get("name"):
    case "turn":
        address.turn(**dict(parse_qsl(sent.get("value", ""), keep_blank_values=True)))
    case "studio":
        go("studio")

"""What waits for somebody, by kind: each with its clock and the one thing to do."""

from collections import Counter
from collections.abc import Sequence

from cxgame import clock as clocks
from cxgame.boards import consultations
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.thread.inbox.waiting import Item, Kind
from cxgame.thread.inbox.words import ASKING
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import card_acts
from cxgame.ui.parts.boards import whole
from cxgame.ui.parts.clocks import clock
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act

SHOWN = 12  # the rest waits behind "See all"


def show(actor: Actor, found: Sequence[Item]) -> None:
    """Show what waits, of the kind that the address names or all, and follow what is tapped."""
    chosen = address.read("kind")
    kinds = Counter(one.kind for one in found)
    shown = [one for one in found if chosen not in kinds or one.kind == chosen]
    is_all = address.read("all") == "on"
    sent = sheet(
        markup.render(
            "people/inbox.html",
            locale(),
            rows=[_row(one) for one in (shown if is_all else shown[:SHOWN])],
            hidden=0 if is_all else max(0, len(shown) - SHOWN),
            total=len(found),
            late=sum(one.is_overdue for one in found),
            chosen=chosen if chosen in kinds else "",
            kinds=[
                (kind.value, _(ASKING[kind].plural), kinds[kind]) for kind in Kind if kinds[kind]
            ],
        ),
        key="inbox",
    )
    match sent.get("name"):
        case "kind":
            address.turn(kind=sent.get("value", ""))
        case "see_all":
            address.turn(all="on")
        case "answer":
            _answer(actor, sent)
        case _:
            follow(sent)


def _answer(actor: Actor, sent: dict[str, str]) -> None:
    """Answer a consultation where it waits."""
    act(
        _("Answered. Thank you."),
        consultations.answer_consultation,
        actor=actor,
        card_id=whole(sent.get("card")),
        answer=sent.get("words", ""),
        stance=card_acts.stance(sent),
        now=clocks.now(),
    )


def _row(one: Item) -> dict[str, object]:
    asking = ASKING[one.kind]
    sentence = _(asking.sentence)
    return {
        "key": one.key.replace(":", "-"),
        "title": one.title,
        "sub": f"{sentence} · {one.about}" if one.about else sentence,
        "icon": asking.icon,
        "verb": _(asking.verb) if one.card_id is None else "",
        "card_id": one.card_id,
        "address": one.address,
        "clock": clock(one.due_on, clocks.local_day(clocks.now())),
        "is_late": one.is_overdue,
    }

"""Kudos: whom to thank and for what, in three taps; the thanks that one got."""

from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.game import kudos, thanks
from cxgame.game.gratitude import Colleague
from cxgame.game.showcase import Shelf
from cxgame.insight.praise import Praise
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.parts import feedback, game_badges
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act


def page(
    *,
    colleagues: list[Colleague],
    steps: list[tuple[str, str]],
    praise: list[Praise],
    shelves: list[Shelf],
    left: int,
    turn: int,
) -> Markup:
    """Return the page in the reader's language; `turn` empties the form after each kudos."""
    return markup.render(
        "game/kudos.html",
        locale(),
        near=[_person(one) for one in colleagues if one.is_near],
        far=[_person(one) for one in colleagues if not one.is_near],
        values=[(key, _(words), icon) for key, (words, icon) in thanks.VALUES.items()],
        steps=steps,
        longest=thanks.LONGEST,
        left=left,
        left_words=ngettext("{n} left today", "{n} left today", left),
        praise=[quote(one) for one in praise],
        shelves=[
            {"name": one.name, "badges": [game_badges.tile(badge) for badge in one.badges]}
            for one in shelves
            if one.badges
        ],
        turn=turn,
    )


def quote(one: Praise) -> dict[str, object]:
    """Return thanks as a quote: whose words, for what, and when."""
    day = i18n.short_day(locale(), one.on_day)
    if one.kudos.record_id:
        words = feedback.masked(one.words) if one.words else _(thanks.CUSTOMER_WORDS[0])
        return {"words": words, "by": f"{_(thanks.CUSTOMER_WORDS[0])} · {day}", "tone": "warm"}
    reason = _(thanks.VALUES[one.kudos.value][0])
    parts = [one.kudos.sender, reason if one.words else "", one.step, day]
    return {
        "words": one.words or reason,
        "by": " · ".join(part for part in parts if part),
        "tone": "tint",
    }


def give(actor: Actor, sent: dict[str, str]) -> None:
    """Give what the form says, or tell why not; what was typed stays."""
    act(
        _("Thanks sent."),
        kudos.give_kudos,
        actor=actor,
        sender_id=actor.person_id or 0,
        person_id=feedback.whole(sent, "person") or 0,
        value=sent.get("reason", ""),
        text=sent.get("text", ""),
        sop_step_id=feedback.whole(sent, "step"),
        now=clock.now(),
    )


def _person(one: Colleague) -> dict[str, str]:
    return {"id": str(one.person_id), "name": one.name, "team": one.team}

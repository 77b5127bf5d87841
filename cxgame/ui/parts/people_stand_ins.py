"""Who stands in for me, and for whom I stand in: named for some days, called off."""

from datetime import date

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import candidates
from cxgame.errors import InvalidInput
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.people.stand_ins import queries, service
from cxgame.people.stand_ins.queries import StandInView
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, load


def show(actor: Actor) -> None:
    """Show the stand-ins of the days to come, and the form of another one."""
    today = clock.local_day(clock.now())
    found = load(queries.coming, actor=actor, today=today)
    mine = [one for one in found if actor.person_id in (one.person_id, one.delegate_id)]
    others = load(candidates.candidates, actor=actor)
    sent = sheet(
        markup.render(
            "people/stand_ins.html",
            locale(),
            lines=[_line(one, actor) for one in mine],
            people=[(one.id, one.name) for one in others if one.id != actor.person_id],
            today=today.isoformat(),
        ),
        key="stand-ins",
    )
    match sent.get("name"):
        case "name":
            _name(actor, sent)
        case "end":
            done = _("The stand-in was called off.")
            number = whole(sent.get("value"))
            act(done, service.end_stand_in, actor=actor, stand_in_id=number, now=clock.now())


def _name(actor: Actor, sent: dict[str, str]) -> None:
    try:
        starts_on = date.fromisoformat(sent.get("starts_on", ""))
        ends_on = date.fromisoformat(sent.get("ends_on", ""))
    except ValueError:
        st.error(i18n.say(locale(), InvalidInput("Choose the days.")), icon=":material/info:")
        return
    act(
        _("The stand-in is named."),
        service.name_stand_in,
        actor=actor,
        person_id=actor.person_id or 0,
        delegate_id=whole(sent.get("delegate")),
        starts_on=starts_on,
        ends_on=ends_on,
        reason=sent.get("reason", ""),
        now=clock.now(),
    )


def _line(one: StandInView, actor: Actor) -> dict[str, object]:
    is_mine = one.person_id == actor.person_id
    words = _("{name} stands in for you", name=one.delegate)
    if not is_mine:
        words = _("You stand in for {name}", name=one.person)
    first, last = (i18n.short_day(locale(), day) for day in (one.starts_on, one.ends_on))
    days = _("{first} to {last}", first=first, last=last)
    return {
        "id": one.id,
        "words": words,
        "sub": f"{days} · {one.reason}" if one.reason else days,
        "is_now": one.is_now,
        "can_end": one.can_end and is_mine,
    }

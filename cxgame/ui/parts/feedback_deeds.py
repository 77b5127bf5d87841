"""You said, we did: what everybody reads, and the sheet for the wall."""

from typing import Any

from cxgame import clock, i18n
from cxgame.feedback.deeds import queries
from cxgame.feedback.deeds.queries import PAGE, DeedFilter, DeedView
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.standards.sops import SopLine
from cxgame.standards.touchpoints import named, touchpoint_names
from cxgame.thread import deeds as thread
from cxgame.thread.deeds import DeedCard
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

FURTHEST = 4_000  # pages
DRAFTS = "drafts"
_FILTERS = ("unit", "team", "touchpoint")


def show(actor: Actor) -> None:
    """Show what the address asks for: published, drafts, or the sheet for the wall."""
    may_add = permissions.may(actor, "feedback.add_deed")
    is_drafts = may_add and address.read("show") == DRAFTS
    is_wall, page = bool(address.read("wall")), min(address.number("page") or 1, FURTHEST)
    places = {name: address.number(name) for name in _FILTERS}
    wanted = DeedFilter(
        team_id=places["team"],
        unit_id=places["unit"],
        touchpoint_id=places["touchpoint"],
        is_published=not is_drafts,
        only_for_customers=is_wall,
    )
    found = load(queries.deeds, actor=actor, wanted=wanted, offset=PAGE * (page - 1))
    sent = sheet(
        markup.render(
            "feedback/deeds/list.html",
            locale(),
            company=load(people.company).name,
            deeds=_worded(actor, found.deeds),
            page=page,
            pages=-(-found.total // PAGE),
            may_add=may_add,
            is_drafts=is_drafts,
            is_wall=is_wall,
            is_filtered=any(places.values()),
            kept="".join(f"&{name}={value}" for name, value in places.items() if value),
            **places,
            **_choices(actor),
        ),
        key="deeds",
    )
    follow(sent)
    match sent.get("name"):
        case "page":
            address.turn(page=sent.get("value", ""))
        case "show":
            address.turn(show=sent.get("value", ""), page="")
        case "filter":
            address.turn(page="", **{name: sent.get(name, "") for name in _FILTERS})


def about(one: DeedView, names: dict[int, str]) -> str:
    """Return where and when a deed was done, and how many had said so."""
    day = one.form.done_on
    said = (
        one.place,
        names.get(one.form.touchpoint_id or 0, ""),
        i18n.day(locale(), day or clock.local_day(clock.now())),
        ngettext("{n} person had said so", "{n} people had said so", one.records)
        if one.records
        else "",
    )
    return " · ".join(filter(None, said))


def links(actor: Actor, one: DeedView, cards: list[DeedCard]) -> list[tuple[str, str]]:
    """Return the cards and the SOP behind a deed as (words, address)."""
    found = [(card.title, f"board?level={card.level}&card={card.card_id}") for card in cards]
    if one.form.sop_id:
        codes = {sop.id: sop.code for sop in _sops(actor)}
        code = codes.get(one.form.sop_id)
        found += [(_("The SOP that was changed"), f"sop?code={code}")] if code else []
    return found


def _choices(actor: Actor) -> dict[str, Any]:
    drafts = load(queries.deeds, actor=actor, wanted=DeedFilter(is_published=False), limit=1)
    return {
        "drafts": drafts.total,
        "units": [(str(one.id), one.name) for one in load(people.units) if one.is_active],
        "teams": feedback.named(load(people.teams, actor=actor)),
        "touchpoints": [place[:2] for place in feedback.touchpoint_choices()],
    }


def _sops(actor: Actor) -> list[SopLine]:
    return load(sops.sops, actor=actor, today=clock.local_day(clock.now()))


def _worded(actor: Actor, deeds: tuple[DeedView, ...]) -> list[dict[str, Any]]:
    ids = [one.id for one in deeds]
    cards = load(thread.cards_of_deeds, actor=actor, deed_ids=ids)
    trained = load(thread.trainings_of_deeds, deed_ids=ids)
    names = load(touchpoint_names, locale=locale())
    return [
        {
            "id": one.id,
            "said": named(dict(one.form.said), locale()),
            "done": named(dict(one.form.done), locale()),
            "about": about(one, names),
            "is_for_customers": one.form.is_for_customers,
            "is_trained": one.id in trained,
            "links": links(actor, one, cards.get(one.id, [])),
            "may_change": permissions.allows(
                actor, "feedback.change_deed", team_id=one.form.team_id
            ),
        }
        for one in deeds
    ]

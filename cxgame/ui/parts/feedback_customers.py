"""The list of customers, with its search."""

from dataclasses import dataclass

from cxgame.feedback.customers import queries
from cxgame.feedback.customers.queries import CustomerView
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import go, load

PER_PAGE = 50
FURTHEST = 200  # pages
NAMES = ("q", "value", "need")


@dataclass(frozen=True)
class Asked:
    """What the address asks to read; `page` counts from 1."""

    search: str
    value: str
    need: str
    page: int


def asked() -> Asked:
    """Read the address."""
    search, value, need = (address.read(name)[:100] for name in NAMES)
    return Asked(search, value, need, min(address.number("page") or 1, FURTHEST))


def page(actor: Actor, asked: Asked) -> None:
    """Show the customers, and follow what is tapped."""
    found, has_more = load(
        queries.customers,
        actor=actor,
        search=asked.search,
        segment_value=asked.value,
        segment_need=asked.need,
        limit=PER_PAGE,
        offset=PER_PAGE * (asked.page - 1),
    )
    segments = load(queries.segments)
    sent = sheet(
        markup.render(
            "feedback/customers.html",
            locale(),
            asked=asked,
            customers=[line(one) for one in found],
            has_more=has_more,
            values=[(word, word) for word in segments.values],
            needs=[(word, word) for word in segments.needs],
            may_import=permissions.may(actor, "feedback.open_import"),
            is_filtered=bool(asked.search or asked.value or asked.need),
        ),
        key="customers",
    )
    match sent.get("name"):
        case "filter":
            address.turn(**{name: sent.get(name, "") for name in NAMES}, page="")
        case "page":
            address.turn(page=sent.get("value", ""))
        case "clear":
            address.turn(**dict.fromkeys((*NAMES, "page"), ""))
        case "import":
            go("import_feedback", kind="customers")
        case "open":
            follow(sent)


def line(one: CustomerView) -> dict[str, str]:
    """Return a customer as the list shows it: no contact, only whether there is one."""
    ways = [_("e-mail") if one.email else "", _("phone") if one.phone else ""]
    about = [one.segment_value, one.segment_need, " + ".join(way for way in ways if way)]
    return {
        "href": f"/customer?customer={one.id}",
        "name": called(one),
        "about": " · ".join(words for words in about if words),
        "is_out": _("No more questions") if one.opted_out_at else "",
    }


def called(one: CustomerView) -> str:
    """Return what to call a customer: the name, else the key, hidden where it tells too much."""
    return one.name or feedback.veiled(one.key)

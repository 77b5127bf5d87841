"""What surrounds every page: tabs at the thumb on a phone, a bar at the top on a desk."""

from cxgame.look import markup
from cxgame.notices import queries as notices
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.ui import menu
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

TABS_ON_A_DESK = 7


def shell(actor: Actor, current: str) -> str | None:
    """Draw the navigation with the current page lit; return the address tapped, if any."""
    entry = menu.ENTRIES.get(current)
    lit = (entry.parent or entry.slug) if entry else ""
    company = load(people.company)
    items = [
        {
            "name": item.slug,
            "label": _(item.title),
            "icon": item.icon,
            "href": f"/{item.slug}",
            "plus": item.slug == "log",
            "count": 0,
        }
        for item in menu.menu_of(actor)
    ]
    sent = sheet(
        markup.render(
            "shell/shell.html",
            locale(),
            tabs=items[:TABS_ON_A_DESK],
            more=items[TABS_ON_A_DESK:],
            home=menu.home_of(actor),
            person=actor.name,
            company=company.name,
            is_demo=company.is_demo,
            unread=load(notices.unread_count, actor=actor),
            lit=lit,
        ),
        key="shell",
    )
    return sent.get("name")

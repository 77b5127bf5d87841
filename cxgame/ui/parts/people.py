"""The register of people, teams and units."""

from dataclasses import dataclass

from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import directory, permissions
from cxgame.people.actor import Actor
from cxgame.people.directory import Search
from cxgame.people.models import PERSON_ROLES, Role
from cxgame.people.queries import PersonView, TeamView, UnitView
from cxgame.ui import address
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale

ROLES = {
    Role.FRONTLINE: N_("Frontline"),
    Role.MANAGER: N_("Manager"),
    Role.DIRECTOR: N_("Director"),
    Role.ADMIN: N_("Administrator"),
}
ORDERS = {"name": N_("Name"), "team": N_("Team"), "role": N_("Role")}
FILTERS = ("words", "in_team", "role", "order", "inactive", "page")
PLACES = "places"


@dataclass(frozen=True)
class Wanted:
    """What the address asks to see."""

    view: str
    search: Search
    page: int


def wanted() -> Wanted:
    """Read the address; what it says wrongly counts as not said."""
    role, order = address.read("role"), address.read("order", "name")
    return Wanted(
        view=PLACES if address.read("view") == PLACES else "people",
        search=Search(
            words=address.read("words")[:100],
            team_id=address.number("in_team"),
            role=role if role in PERSON_ROLES else "",
            order=order if order in ORDERS else "name",
            with_inactive=address.read("inactive") == "on",
        ),
        page=address.number("page") or 1,
    )


def role_names() -> list[tuple[str, str]]:
    """Return each role with its name in the reader's language."""
    return [(role.value, _(name)) for role, name in ROLES.items()]


def register(actor: Actor, asked: Wanted, found: directory.Page, teams: list[TeamView]) -> None:
    """Show people with their filters, and follow what was tapped."""
    sent = sheet(
        markup.render(
            "people/register.html",
            locale(),
            may_add=permissions.may(actor, "people.add_person"),
            search=asked.search,
            teams=[(team.id, team.name) for team in teams],
            roles=role_names(),
            orders=[(key, _(name)) for key, name in ORDERS.items()],
            rows=[_row(person) for person in found.people],
            page=found,
        ),
        key="register",
    )
    follow(sent)


def places(units: list[UnitView], teams: list[TeamView]) -> None:
    """Show every unit with its teams, and follow what was tapped."""
    inside = {unit.id: [team for team in teams if team.unit_id == unit.id] for unit in units}
    sent = sheet(
        markup.render("people/places.html", locale(), units=units, teams=inside), key="places"
    )
    follow(sent)


def follow(sent: dict[str, str]) -> None:
    """Turn a tap on the register into an address."""
    value = sent.get("value", "")
    match sent.get("name"):
        case "view":
            address.turn(**dict.fromkeys(FILTERS, ""), view=value if value == PLACES else "")
        case "filter":
            chosen = {name: sent.get(name, "") for name in FILTERS}
            address.turn(**{**chosen, "order": chosen["order"].removesuffix("name")})
        case "clear":
            address.turn(**dict.fromkeys(FILTERS, ""))
        case "page" | "person" | "team" | "unit" as name:
            address.turn(**{name: value})


def _row(person: PersonView) -> dict[str, object]:
    office = _("Ombudsman") if person.is_ombudsman else ""
    known = (_(ROLES[Role(person.role)]), office, person.team, person.sign_in_name, person.email)
    return {
        "id": person.id,
        "name": person.name,
        "words": " · ".join(filter(None, known)),
        "has_password": person.has_password,
        "is_active": person.is_active,
    }

"""The pages of the app: their addresses, names, and who finds which where."""

from dataclasses import dataclass
from pathlib import Path

from cxgame.i18n import N_
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.settings import ROOT


@dataclass(frozen=True)
class Entry:
    """One page: its file's name is its address; `parent` is the menu entry that lights up."""

    room: str
    slug: str
    title: str
    icon: str
    parent: str = ""

    @property
    def path(self) -> Path:
        """Return the page's file."""
        return ROOT / "pages" / self.room / f"{self.slug}.py"


ENTRIES = {
    entry.slug: entry
    for entry in (
        Entry("homes", "today", N_("Today"), "home"),
        Entry("homes", "my_team", N_("My team"), "groups"),
        Entry("homes", "direction", N_("Direction"), "explore"),
        Entry("learning", "modules", N_("Training"), "bolt"),
        Entry("learning", "module", N_("Module"), "bolt", parent="modules"),
        Entry("learning", "practice", N_("Practice"), "bolt", parent="modules"),
        Entry(
            "learning",
            "team_certificates",
            N_("Certificates"),
            "workspace_premium",
            parent="assignments",
        ),
        Entry("learning", "sops", N_("SOPs"), "menu_book"),
        Entry("learning", "sop", N_("SOP"), "menu_book", parent="sops"),
        Entry("learning", "question_bank", N_("Question bank"), "quiz", parent="studio"),
        Entry("learning", "signatures", N_("Signatures"), "signature", parent="sops"),
        Entry("learning", "quiz", N_("Quiz"), "quiz", parent="sops"),
        Entry("learning", "assignments", N_("Assignments"), "assignment_ind"),
        Entry("learning", "studio", N_("Content"), "edit_note"),
        Entry("learning", "draft", N_("Draft"), "edit_note", parent="studio"),
        Entry("learning", "versions", N_("Versions"), "history", parent="studio"),
        Entry("feedback", "log", N_("Log"), "add"),
        Entry("feedback", "complaint", N_("Complaint"), "report", parent="log"),
        Entry("feedback", "records", N_("Customer voice"), "forum"),
        Entry("feedback", "tags", N_("Tags and rules"), "sell", parent="records"),
        Entry("feedback", "customers", N_("Customers"), "contacts"),
        Entry("feedback", "customer", N_("Customer"), "contacts", parent="customers"),
        Entry("feedback", "leaderboard", N_("Leaderboard"), "leaderboard"),
        Entry("feedback", "notice_board", N_("Notice board"), "push_pin", parent="leaderboard"),
        Entry("analysis", "analysis", N_("Analysis"), "monitoring"),
        Entry("analysis", "study", N_("Causes"), "account_tree", parent="analysis"),
        Entry("feedback", "surveys", N_("Surveys"), "qr_code_2"),
        Entry("feedback", "served", N_("Customers served"), "storefront"),
        Entry("feedback", "import_feedback", N_("Import"), "upload_file"),
        Entry("boards", "board", N_("Boards"), "view_kanban"),
        Entry("game", "me", N_("My progress"), "person"),
        Entry("game", "kudos", N_("Kudos"), "favorite", parent="me"),
        Entry("game", "missions", N_("Missions"), "flag"),
        Entry("game", "rules", N_("How points come"), "rule", parent="me"),
        Entry("homes", "person", N_("Person"), "person", parent="my_team"),
        Entry("people", "rota", N_("Rota"), "calendar_month"),
        # insight into learning
        Entry("insight", "knowledge", N_("Knowledge map"), "grid_on"),
        Entry("insight", "items", N_("Questions"), "fact_check", parent="knowledge"),
        Entry("insight", "effects", N_("Complaints and training"), "timeline", parent="knowledge"),
        Entry("people", "people_admin", N_("People"), "badge"),
        Entry("people", "notices", N_("Notices"), "notifications"),
        Entry("people", "profile", N_("Profile"), "account_circle"),
    )
}

HOMES = {
    Role.FRONTLINE: "today",
    Role.MANAGER: "my_team",
    Role.DIRECTOR: "direction",
    Role.ADMIN: "people_admin",
}
# The first four are tabs on a phone, the rest lies under "More"; a desk shows seven.
MENUS = {
    Role.FRONTLINE: ("today", "modules", "log", "sops", "leaderboard", "board", "me", "missions"),
    Role.MANAGER: (
        *("my_team", "records", "board", "leaderboard", "analysis", "knowledge", "assignments"),
        *("sops", "studio", "modules", "log", "surveys", "customers", "served", "missions"),
        *("rota", "people_admin", "me"),
    ),
    Role.DIRECTOR: (
        *("direction", "leaderboard", "records", "board", "analysis", "my_team", "knowledge"),
        *("sops", "studio", "assignments", "modules", "log", "surveys", "customers"),
        *("served", "missions", "me"),
    ),
    Role.ADMIN: (
        *("people_admin", "import_feedback", "direction", "records", "leaderboard", "board"),
        *("analysis", "studio", "knowledge", "assignments", "sops", "surveys", "customers"),
        *("served", "my_team"),
        *("modules", "log", "missions", "rota", "me"),
    ),
}


def home_of(actor: Actor) -> str:
    """Return the address of the page that an actor sees first."""
    return HOMES[actor.role]


def menu_of(actor: Actor) -> list[Entry]:
    """Return the pages in the actor's menu, in order."""
    return [ENTRIES[slug] for slug in MENUS[actor.role] if permissions.may_open(actor, slug)]

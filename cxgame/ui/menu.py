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
        Entry("feedback", "cases", N_("Cases"), "support_agent"),
        Entry("feedback", "case", N_("Case"), "support_agent", parent="cases"),
        Entry("feedback", "case_figures", N_("Figures of cases"), "monitoring", parent="cases"),
        Entry("feedback", "case_settings", N_("Rules and texts"), "tune", parent="cases"),
        Entry("feedback", "testimonials", N_("Testimonials"), "format_quote", parent="cases"),
        Entry("feedback", "ombudsman_desk", N_("Ombudsman"), "balance"),
        Entry("feedback", "tags", N_("Tags and rules"), "sell", parent="records"),
        Entry("feedback", "customers", N_("Customers"), "contacts"),
        Entry("feedback", "customer", N_("Customer"), "contacts", parent="customers"),
        Entry("feedback", "leaderboard", N_("Leaderboard"), "leaderboard"),
        Entry("feedback", "notice_board", N_("Notice board"), "push_pin", parent="leaderboard"),
        Entry("feedback", "visits", N_("Visits"), "visibility"),
        Entry("feedback", "visit", N_("Visit"), "visibility", parent="visits"),
        Entry("feedback", "visit_templates", N_("Templates"), "checklist", parent="visits"),
        Entry("feedback", "you_said", N_("You said, we did"), "campaign"),
        Entry("feedback", "my_observations", N_("My observations"), "lightbulb", parent="log"),
        Entry("feedback", "platform", N_("Complaint platform"), "public", parent="records"),
        Entry("analysis", "analysis", N_("Analysis"), "monitoring"),
        Entry("analysis", "study", N_("Causes"), "account_tree", parent="analysis"),
        Entry("feedback", "surveys", N_("Surveys"), "qr_code_2"),
        Entry("feedback", "survey", N_("Survey"), "qr_code_2", parent="surveys"),
        Entry("feedback", "invite", N_("Invite a customer"), "person_add", parent="log"),
        Entry("feedback", "answer", N_("Type in an answer"), "edit_note", parent="log"),
        Entry("feedback", "served", N_("Customers served"), "storefront"),
        Entry("feedback", "import_feedback", N_("Import"), "upload_file"),
        Entry("boards", "board", N_("Boards"), "view_kanban"),
        Entry("boards", "routines", N_("Routines"), "repeat", parent="board"),
        Entry("boards", "plans", N_("Plans"), "flag", parent="board"),
        Entry("boards", "cards", N_("Cards"), "view_list", parent="board"),
        Entry("boards", "board_import", N_("Bring a board in"), "upload_file", parent="board"),
        Entry("boards", "plan", N_("Plan"), "flag", parent="board"),
        Entry("boards", "raci", N_("Who does what"), "grid_on", parent="board"),
        Entry("direction", "objectives", N_("Objectives"), "track_changes"),
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
        Entry("people", "departure", N_("Hand over"), "move_down", parent="people_admin"),
        Entry("people", "outbox", N_("E-mail"), "mail"),
        Entry("people", "api_keys", N_("API keys"), "key"),
        Entry("people", "privacy", N_("Privacy"), "shield_person"),
        Entry("people", "notices", N_("Notices"), "notifications"),
        Entry("people", "profile", N_("Profile"), "account_circle"),
    )
}

OFFICE = "ombudsman_desk"  # second in the menu of whoever holds the office
HOMES = {
    Role.FRONTLINE: "today",
    Role.MANAGER: "my_team",
    Role.DIRECTOR: "direction",
    Role.ADMIN: "people_admin",
}
# The first four are tabs on a phone, the rest lies under "More"; a desk shows seven.
MENUS = {
    Role.FRONTLINE: (
        *("today", "modules", "log", "sops", "leaderboard", "board", "me", "missions"),
        *("routines", "cases", "you_said", "visits"),
    ),
    Role.MANAGER: (
        *("my_team", "records", "cases", "board", "leaderboard", "analysis", "knowledge"),
        *("assignments", "sops", "studio", "modules", "log", "surveys", "customers"),
        *("objectives", "routines", "visits", "you_said", "served", "missions", "rota"),
        *("people_admin", "me"),
    ),
    Role.DIRECTOR: (
        *("direction", "leaderboard", "records", "analysis", "board", "cases", "my_team"),
        *("objectives", "knowledge", "sops", "studio", "assignments", "modules", "log", "surveys"),
        *("customers", "visits", "you_said", "served", "missions", "me"),
    ),
    Role.ADMIN: (
        *("people_admin", "import_feedback", "direction", "records", "cases", "leaderboard"),
        *("board", "objectives", "analysis", "studio", "knowledge", "assignments", "sops"),
        "surveys",
        *("customers", "visits", "you_said", "served", "my_team", "modules", "log"),
        *("missions", "rota", "ombudsman_desk", "privacy", "outbox", "api_keys", "me"),
    ),
}


def home_of(actor: Actor) -> str:
    """Return the address of the page that an actor sees first."""
    return HOMES[actor.role]


def menu_of(actor: Actor) -> list[Entry]:
    """Return the pages in the actor's menu, in order."""
    slugs = MENUS[actor.role]
    if actor.is_ombudsman and OFFICE not in slugs:
        slugs = (slugs[0], OFFICE, *slugs[1:])
    return [ENTRIES[slug] for slug in slugs if permissions.may_open(actor, slug)]

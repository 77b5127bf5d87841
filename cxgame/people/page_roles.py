"""Which roles a page is for: the table that the menu hides by and the page requires."""

from cxgame.people.models import PERSON_ROLES, Role

_EVERYBODY = frozenset(PERSON_ROLES)
_LEADERS = _EVERYBODY - {Role.FRONTLINE}
_MANAGERS = frozenset({Role.MANAGER, Role.ADMIN})
_ADMINS = frozenset({Role.ADMIN})

_FOR_EVERYBODY = (
    *("today", "modules", "module", "practice", "quiz", "sops", "sop", "me"),
    *("board", "cards", "routines", "plan"),
    *("log", "complaint", "invite", "answer", "leaderboard", "notice_board", "cases", "case"),
    *("visits", "visit", "you_said", "my_observations"),
    *("rules", "kudos", "missions", "notices", "profile"),
)
_FOR_LEADERS = (
    *("my_team", "person", "records", "tags", "customers", "customer", "served"),
    *("surveys", "survey", "analysis", "study", "case_figures", "case_settings", "testimonials"),
    *("visit_templates", "platform"),
    *("signatures", "assignments", "team_certificates", "raci"),
    *("plans", "objectives", "board_import"),
    *("studio", "draft", "versions", "knowledge", "items", "effects"),
    "ombudsman_desk",  # who was asked something; the rest is for the office
)
_FOR_MANAGERS = (
    *("rota", "question_bank"),
    "people_admin",  # a manager helps with passwords
)
_FOR_ADMINS = ("import_feedback", "outbox", "api_keys", "privacy", "departure")

PAGES: dict[str, frozenset[Role]] = {
    **dict.fromkeys(_FOR_EVERYBODY, _EVERYBODY),
    **dict.fromkeys(_FOR_LEADERS, _LEADERS),
    **dict.fromkeys(_FOR_MANAGERS, _MANAGERS),
    **dict.fromkeys(_FOR_ADMINS, _ADMINS),
    "direction": frozenset({Role.DIRECTOR, Role.ADMIN}),
}
# What is open to whoever holds the office of ombudsman, whatever the role.
OFFICE_PAGES = frozenset({"ombudsman_desk"})

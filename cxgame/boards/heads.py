"""What the columns of a table of cards are called, for whoever writes and reads one."""

from cxgame.i18n import LOCALES, N_, translate
from cxgame.people.names import fold

HEADS = {
    "board": N_("Board"),
    "level": N_("Level"),
    "column": N_("Column"),
    "title": N_("Title"),
    "description": N_("Description"),
    "what": N_("What"),
    "why": N_("Why"),
    "place": N_("Where"),
    "how": N_("How"),
    "cost": N_("What it costs"),
    "target": N_("What should change"),
    "starts_on": N_("Starts"),
    "due_on": N_("Due"),
    "team": N_("Team"),
    "priority": N_("Priority"),
    "labels": N_("Labels"),
    "accountable": N_("Accountable"),
    "responsible": N_("Responsible"),
    "consulted": N_("Consulted"),
    "informed": N_("Informed"),
    "approval": N_("Approval"),
    "serves": N_("Serves"),
    "checklist": N_("Checklist"),
    "comments": N_("Comments"),
    "created_at": N_("Added"),
    "done_at": N_("Done"),
    "archived": N_("Cancelled"),
}


def spoken(field: str) -> list[str]:
    """Return what a field's column may be called, folded: our heads in every language."""
    return [fold(translate(locale, HEADS[field])) for locale in LOCALES if field in HEADS]

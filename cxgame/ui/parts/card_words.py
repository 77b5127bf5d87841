"""What the boards' plain values are called in the reader's language."""

from collections.abc import Iterable
from datetime import date, datetime

from cxgame import clock, i18n
from cxgame.boards.form import CardForm
from cxgame.boards.history import Event, Happened
from cxgame.boards.models import Level, Priority
from cxgame.boards.raci import Letter, Stance
from cxgame.errors import Reason
from cxgame.i18n import N_
from cxgame.ui import money
from cxgame.ui.text import _, locale

LONGEST_QUOTE = 120

LEVELS = {
    Level.STRATEGIC: N_("Strategic"),
    Level.TACTICAL: N_("Tactical"),
    Level.OPERATIONAL: N_("Operational"),
}
STANCES = {
    Stance.AGREE: (N_("agrees"), "good", "thumb_up"),
    Stance.OBJECT: (N_("objects"), "late", "front_hand"),
    Stance.COMMENT: (N_("comments"), "", "chat_bubble"),
}
LETTERS = {
    Letter.ACCOUNTABLE: N_("Accountable"),
    Letter.RESPONSIBLE: N_("Responsible"),
    Letter.CONSULTED: N_("Consulted"),
    Letter.INFORMED: N_("Informed"),
}
PRIORITIES = {
    Priority.LOW: N_("Low"),
    Priority.NORMAL: N_("Normal"),
    Priority.HIGH: N_("High"),
}
FIELDS = {
    "title": N_("Title"),
    "what": N_("What"),
    "description": N_("Description"),
    "why": N_("Why"),
    "how": N_("How"),
    "cost_cents": N_("What it costs"),
    "starts_on": N_("Starts"),
    "place": N_("Where"),
    "target": N_("What should change"),
    "question": N_("Question to those consulted"),
    "due_on": N_("Due"),
    "team_id": N_("Team"),
    "touchpoint_id": N_("Touchpoint"),
    "sop_step_id": N_("SOP step"),
    "priority": N_("Priority"),
    "accountable": N_("Accountable"),
    "responsible": N_("Responsible"),
    "consulted": N_("Consulted"),
    "informed": N_("Informed"),
    "second_approver_id": N_("Second approver"),
    "serves_card_id": N_("Serves"),
    "labels": N_("Labels"),
    "root_cause": N_("Root cause"),
    "kpi": N_("Promised figure"),
    "kpi_name": N_("Promised figure"),
    "baseline": N_("Baseline"),
    "goal": N_("Goal"),
    "check_on": N_("Checked on"),
    "verifier_id": N_("Checked by"),
}
HAPPENED = {
    Happened.ADDED: ("add", N_("{who} added the card")),
    Happened.CHANGED: ("edit", N_("{who} changed: {what}")),
    Happened.MOVED: ("swap_horiz", N_("{who} moved it to {to}")),
    Happened.UNDONE: ("undo", N_("{who} took the move back")),
    Happened.SUBMITTED: ("approval", N_("{who} asked for the approval")),
    Happened.APPROVED: ("verified", N_("{who} approved it")),
    Happened.SECONDED: ("verified", N_("{who} approved it as the second person")),
    Happened.VOIDED: ("undo", N_("The change took the approval away")),
    Happened.REJECTED: ("block", N_("{who} did not approve it: {why}")),
    Happened.WAIVED_SECOND: ("person_check", N_("{who} did without a second approver: {why}")),
    Happened.ASKED_DONE: ("hourglass_top", N_("{who} said it is done and asked for confirmation")),
    Happened.SENT_BACK: ("undo", N_("{who} found it not finished yet: {why}")),
    Happened.DONE: ("task_alt", N_("{who} confirmed that it is done")),
    Happened.ANSWERED: ("forum", N_("{who} answered the consultation")),
    Happened.OBJECTED: ("front_hand", N_("{who} objected")),
    Happened.WAIVED: ("forum", N_("{who} went on without the answer of {of}")),
    Happened.CANCELLED: ("cancel", N_("{who} cancelled it: {why}")),
    Happened.VERIFIED: ("fact_check", N_("{who} checked the effect: {why}")),
    Happened.HELD: ("pause_circle", N_("{who} put it on hold: {why}")),
    Happened.RESUMED: ("play_circle", N_("{who} took it up again")),
    Happened.LISTED: ("checklist", N_("{who} put steps onto the checklist")),
    Happened.TICKED: ("check_box", N_("{who} did: {what}")),
    Happened.UNTICKED: ("check_box_outline_blank", N_("{who} opened again: {what}")),
    Happened.UNLISTED: ("checklist", N_("{who} took off the checklist: {what}")),
    Happened.FILED: ("attach_file", N_("{who} added the file {what}")),
    Happened.UNFILED: ("attach_file", N_("{who} removed the file {what}")),
    Happened.IMPORTED: ("upload_file", N_("{who} brought it in from a file")),
    Happened.LINKED: ("add_link", N_("{who} linked: {what}")),
    Happened.UNLINKED: ("link_off", N_("{who} took the link away: {what}")),
    Happened.AIMED: ("track_changes", N_("{who} let it serve the objective {what}")),
    Happened.UNAIMED: ("track_changes", N_("{who} let it serve no objective of its own")),
    Happened.UNSAID: ("chat_bubble", N_("{who} removed a comment")),
}


def reasons(found: Iterable[Reason]) -> str:
    """Return reasons as one line, each a sentence of its own."""
    return " ".join(_(reason.message, **reason.values) for reason in found)


def short_day(day: date | None) -> str:
    """Return a day without its year where that is this year's, "" for none."""
    if day is None:
        return ""
    is_this_year = day.year == clock.local_day(clock.now()).year
    return i18n.short_day(locale(), day) if is_this_year else i18n.day(locale(), day)


def when(form: CardForm) -> str:
    """Return from when until when, as far as it is known."""
    start, end = (i18n.day(locale(), one) if one else "" for one in (form.starts_on, form.due_on))
    if start and end:
        return _("{start} to {end}", start=start, end=end)
    return _("from {start}", start=start) if start else end


def moment(then: datetime | None) -> str:
    """Return a moment as the company's clock shows it, "" for none."""
    return i18n.moment(locale(), then, clock.zone()) if then else ""


def day_of(then: datetime) -> str:
    """Return the company's day of a moment, without its year where that is this year's."""
    return short_day(clock.local_day(then))


def event_line(event: Event) -> dict[str, str]:
    """Return an event as a line of a timeline: icon, text, when."""
    icon, sentence = HAPPENED[event.kind]
    words = {"who": event.who or _("The system"), "what": "", "to": "", "why": "", "of": ""}
    if event.kind is Happened.CHANGED:
        words["what"] = ", ".join(dict.fromkeys(_changed(name) for name in event.values))
    else:
        words |= {name: _word(value) for name, value in event.values.items()}
        if instead := words.get("in_place_of"):
            words["who"] = _("{who} in place of {name}", who=words["who"], name=instead)
    return {"icon": icon, "text": _(sentence, **words), "when": moment(event.at)}


def change_lines(events: Iterable[Event]) -> list[str]:
    """Return in sentences what others did, each changed field with its new value."""
    lines: list[str] = []
    for event in events:
        if event.kind is not Happened.CHANGED:
            lines.append(event_line(event)["text"] + ".")
            continue
        for name, pair in event.values.items():
            now = pair[1] if isinstance(pair, tuple) else ""
            lines.append(
                _(
                    "{who} changed “{what}” to “{now}”.",
                    who=event.who,
                    what=_changed(name),
                    now=field_value(name, now) or _("nothing"),
                )
            )
    return lines


def field_value(name: str, value: object) -> str:
    """Return one value of the history in words."""
    if name == "cost_cents" and value is not None:
        return money.typed(int(str(value)))
    if name in ("starts_on", "due_on", "check_on") and value:
        return i18n.day(locale(), date.fromisoformat(str(value)))
    if name == "priority" and value:
        return _(PRIORITIES[Priority(str(value))])
    words = _word(value)
    return words if len(words) <= LONGEST_QUOTE else words[:LONGEST_QUOTE].rstrip() + "…"


def _changed(name: str) -> str:
    return _(FIELDS[name]) if name in FIELDS else name


def _word(value: object) -> str:
    if isinstance(value, dict):  # a column's name in both languages
        return str(value.get(locale()) or value.get("en", ""))
    return str(value or "")

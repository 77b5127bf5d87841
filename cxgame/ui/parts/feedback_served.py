"""Customers served: a small form for a day or a week, and the last two weeks per team."""

from datetime import date, timedelta

from cxgame import clock, i18n
from cxgame.errors import InvalidInput
from cxgame.feedback import served
from cxgame.feedback.served import ServedDay
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.queries import TeamView
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, go

COMMAND = "feedback.record_served"
SHOWN = timedelta(days=14)
WEEK = timedelta(days=6)
MOST_COLUMNS = 8  # teams side by side


def page(actor: Actor, teams: list[TeamView], days: list[ServedDay], today: date) -> None:
    """Show the form and what is known, and store what is sent."""
    shown = teams[:MOST_COLUMNS]
    sent = sheet(
        markup.render(
            "feedback/served.html",
            locale(),
            teams=feedback.named(teams),
            team=str(actor.team_id or ""),
            yesterday=today - timedelta(days=1),
            today=today,
            columns=[("day", _("Day")), *((str(team.id), team.name) for team in shown)],
            rows=rows(shown, days, today),
            may_import=permissions.may_open(actor, "import_feedback"),
            turn=sum(day.n for day in days),
        ),
        key="served",
    )
    match sent.get("name"):
        case "save":
            _store(actor, sent, only=teams[0].id if len(teams) == 1 else None)
        case "import":
            go("import_feedback", kind="served")


def rows(teams: list[TeamView], days: list[ServedDay], today: date) -> list[dict[str, str]]:
    """Return a row a day, newest first; a dash where a team has no figure."""
    known = {(day.on_day, day.team_id): i18n.number(locale(), day.n) for day in days}
    found = []
    for back in range(SHOWN.days):
        day = today - timedelta(days=back)
        row = {str(team.id): known.get((day, team.id), "–") for team in teams}
        found.append({"day": i18n.short_day(locale(), day), **row})
    return found


def _store(actor: Actor, sent: dict[str, str], only: int | None) -> None:
    team_id, customers = feedback.whole(sent, "team") or only, feedback.whole(sent, "customers")
    try:
        from_day = date.fromisoformat(sent.get("from_day", ""))
    except ValueError:
        feedback.refused(InvalidInput("This is not a day of the calendar."))
        return
    if team_id is None or customers is None:
        feedback.refused(InvalidInput("Choose a team and write a whole number."))
        return
    act(
        _("Saved."),
        served.record_served,
        actor=actor,
        team_id=team_id,
        from_day=from_day,
        to_day=from_day + WEEK if sent.get("length") == "week" else from_day,
        customers=customers,
        now=clock.now(),
    )

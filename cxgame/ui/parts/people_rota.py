"""The rota on screen: each person's week as seven toggles, and their leave."""

from datetime import date, timedelta

from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.errors import CxgameError, InvalidInput
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.rota import service
from cxgame.people.rota.models import LeaveKind
from cxgame.people.rota.queries import LeaveView, PersonWeek
from cxgame.ui.parts import feedback
from cxgame.ui.text import _, locale
from cxgame.ui.work import act

KINDS = {
    LeaveKind.VACATION: N_("Vacation"),
    LeaveKind.SICKNESS: N_("Sickness"),
    LeaveKind.OTHER: N_("Other leave"),
}
MONDAY = date(2026, 1, 5)  # any: names of weekdays are read from it
DAY = timedelta(days=1)


def page(
    actor: Actor,
    weeks: list[PersonWeek],
    teams: list[tuple[str, str]],
    team: str,
    outages: list[date],
    covers: list[tuple[int, str]],
    today: date,
) -> Markup:
    """Return the page in the reader's language."""
    return markup.render(
        "people/rota.html",
        locale(),
        people=[_person(one) for one in weeks],
        teams=teams,
        team=team,
        days=weekdays(),
        kinds=[(kind.value, _(words)) for kind, words in KINDS.items()],
        covers=covers,
        today=today.isoformat(),
        outages=[i18n.day(locale(), day) for day in outages],
        may_note=permissions.may(actor, "people.note_outage"),
    )


def own(week: PersonWeek, planners: list[str], *, may_plan: bool) -> Markup:
    """Return one's own week and leave, to read, and whom to ask for a change."""
    return markup.render(
        "people/own_week.html",
        locale(),
        week=_person(week),
        days=weekdays(),
        ask=i18n.any_of(locale(), planners),
        may_plan=may_plan,
    )


def weekdays() -> list[tuple[str, str, str]]:
    """Return each day of the week: its figure, its letter, its name."""
    return [
        (
            str(n),
            i18n.weekday(locale(), MONDAY + n * DAY, "narrow"),
            i18n.weekday(locale(), MONDAY + n * DAY),
        )
        for n in range(7)
    ]


def follow(actor: Actor, sent: dict[str, str]) -> None:
    """Run the command that a toggle or a form asks for; say what was refused."""
    person_id = feedback.whole(sent, "person") or 0
    match sent.get("name"):
        case "week":
            days = [int(day) for day in sent.get("day", "").splitlines() if day.isdecimal()]
            act(
                "",
                service.set_shifts,
                actor=actor,
                person_id=person_id,
                weekdays=days,
                now=clock.now(),
            )
        case "leave":
            _add_leave(actor, person_id, sent)
        case "cancel":
            leave_id = feedback.whole(sent, "value") or 0
            act(
                _("The leave was called off."),
                service.cancel_leave,
                actor=actor,
                leave_id=leave_id,
                now=clock.now(),
            )
        case "outage":
            _note_outage(actor, sent)


def words(one: LeaveView) -> str:
    """Return a leave in a line: which, and from when to when."""
    first, last = i18n.short_day(locale(), one.starts_on), i18n.short_day(locale(), one.ends_on)
    span = first if one.starts_on == one.ends_on else _("{first} to {last}", first=first, last=last)
    return f"{_(KINDS[one.kind])} · {span}"


def _person(one: PersonWeek) -> dict[str, object]:
    return {
        "id": one.person_id,
        "name": one.name,
        "days": {str(day) for day in one.weekdays},
        "key": f"{one.person_id}-{''.join(map(str, sorted(one.weekdays)))}",
        "is_known": one.is_known,
        "is_away": one.is_away,
        "leaves": [(leave.id, words(leave)) for leave in one.leaves],
        "turn": len(one.leaves),
    }


def _add_leave(actor: Actor, person_id: int, sent: dict[str, str]) -> None:
    try:
        kind = LeaveKind(sent.get("kind", ""))
        starts_on = date.fromisoformat(sent.get("starts_on", ""))
        ends_on = date.fromisoformat(sent.get("ends_on", ""))
    except ValueError:
        feedback.refused(_incomplete())
        return
    act(
        _("The leave is noted."),
        service.add_leave,
        actor=actor,
        person_id=person_id,
        kind=kind,
        starts_on=starts_on,
        ends_on=ends_on,
        cover_id=feedback.whole(sent, "cover") or None,
        now=clock.now(),
    )


def _note_outage(actor: Actor, sent: dict[str, str]) -> None:
    try:
        on_day = date.fromisoformat(sent.get("on_day", ""))
    except ValueError:
        feedback.refused(InvalidInput("Choose the day."))
        return
    done = _("Noted: no streak breaks on {day}.", day=i18n.day(locale(), on_day))
    act(done, service.note_outage, actor=actor, on_day=on_day, now=clock.now())


def _incomplete() -> CxgameError:
    return InvalidInput("Choose the first and the last day.")

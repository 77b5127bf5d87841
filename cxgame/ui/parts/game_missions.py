"""Team missions: what runs, how far the team is, what was reached; the form of a new one."""

from datetime import date, timedelta

from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.errors import InvalidInput
from cxgame.game import measures, missions
from cxgame.game.measures import Measure
from cxgame.game.mission_board import MissionView
from cxgame.game.seasons import SeasonView
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui.parts import feedback
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act

EACH = "each"  # stands in the form for every team
USUAL = timedelta(days=13)  # two weeks, today included


def page(
    actor: Actor, found: list[MissionView], season: SeasonView | None, today: date, turn: int
) -> Markup:
    """Return the page in the reader's language."""
    may_add = permissions.may(actor, "game.add_mission")
    teams = feedback.named(feedback.teams_for(actor, "game.add_mission")) if may_add else []
    if permissions.allows(actor, "game.add_mission", team_id=None):
        teams.append((EACH, _("Every team, counted for each person")))
    return markup.render(
        "game/missions.html",
        locale(),
        season=_season(season, today) if season else None,
        running=[line(actor, one, today) for one in found if not one.is_over],
        over=[line(actor, one, today) for one in found if one.is_over],
        may_add=may_add and bool(teams),
        teams=teams,
        measures=[(measure.value, _(words)) for measure, words in measures.WORDS.items()],
        longest=missions.LONGEST_NAME,
        today=today.isoformat(),
        until=(today + USUAL).isoformat(),
        turn=turn,
    )


def line(actor: Actor, one: MissionView, today: date) -> dict[str, object]:
    """Return a mission as a card: how far, of what, and how long there is."""
    done, goal = (i18n.number(locale(), value) for value in (one.done, one.goal))
    may_cancel = not one.is_over and permissions.allows(
        actor, "game.cancel_mission", team_id=None if one.is_for_each_team else one.team_id
    )
    return {
        "id": one.id,
        "key": f"{one.id}-{one.team_id}",
        "name": one.name,
        "team": one.team,
        "measure": _(measures.WORDS[one.measure]),
        "progress": _("{done} of {goal}", done=done, goal=goal),
        "share": round(one.share, 3),
        "is_reached": one.is_reached or one.done >= one.goal > 0,
        "when": _when(one, today),
        "may_cancel": may_cancel,
    }


def follow(actor: Actor, sent: dict[str, str]) -> None:
    """Run the command that the page asks for."""
    match sent.get("name"):
        case "add":
            _add(actor, sent)
        case "cancel":
            act(
                _("The mission was called off."),
                missions.cancel_mission,
                actor=actor,
                mission_id=int(sent["value"]) if sent.get("value", "").isdecimal() else 0,
                now=clock.now(),
            )


def _add(actor: Actor, sent: dict[str, str]) -> None:
    measure = next((one for one in Measure if one == sent.get("measure")), Measure.PRACTICES)
    try:
        starts_on, ends_on = _day(sent, "starts_on"), _day(sent, "ends_on")
    except InvalidInput as error:
        feedback.refused(error)
        return
    act(
        _("The mission is on. The team was told."),
        missions.add_mission,
        actor=actor,
        name=sent.get("mission", ""),
        measure=measure,
        target=feedback.whole(sent, "target") or 0,
        team_id=None if sent.get("team") == EACH else feedback.whole(sent, "team") or 0,
        starts_on=starts_on,
        ends_on=ends_on,
        now=clock.now(),
    )


def _season(season: SeasonView, today: date) -> dict[str, str]:
    left = (season.ends_on - today).days + 1
    return {
        "name": _(season.name),
        "when": ngettext("{n} day left", "{n} days left", left),
    }


def _when(one: MissionView, today: date) -> str:
    if one.is_over:
        return _("ended on {day}", day=i18n.short_day(locale(), one.ends_on))
    if one.starts_on > today:
        return _("begins on {day}", day=i18n.short_day(locale(), one.starts_on))
    left = (one.ends_on - today).days + 1
    return ngettext("{n} day left", "{n} days left", left)


def _day(sent: dict[str, str], name: str) -> date:
    try:
        return date.fromisoformat(sent.get(name, ""))
    except ValueError:
        raise InvalidInput("Choose the first and the last day.") from None

"""One person as a manager sees them, to help: modules, regularity, and what they show."""

from datetime import date

from markupsafe import Markup

from cxgame import i18n
from cxgame.game.streaks import Mark
from cxgame.insight.person import PersonSight
from cxgame.learning.tracks import State
from cxgame.look import markup
from cxgame.ui.parts import game_badges, game_streak, learning
from cxgame.ui.text import _, locale, ngettext


def render(found: PersonSight, today: date) -> Markup:
    """Return the page in the reader's language."""
    passed = [line for line in found.modules if line.state is State.PASSED]
    days = [mark for week in found.weeks for day, mark in week if day <= today]
    shifts = [mark for mark in days if mark in (Mark.KEPT, Mark.FROZEN, Mark.MISSED)]
    return markup.render(
        "homes/person.html",
        locale(),
        person=found.person,
        regular=ngettext(
            "Practised on {kept} of {n} shift in 4 weeks",
            "Practised on {kept} of {n} shifts in 4 weeks",
            len(shifts),
            kept=i18n.number(locale(), shifts.count(Mark.KEPT)),
        )
        if shifts
        else _("No shift with practice in these 4 weeks yet"),
        weeks=game_streak.weeks(found.weeks),
        letters=game_streak.letters(found.weeks[-1][0][0]),
        key=game_streak.key(found.weeks),
        given=[
            {
                "title": one.title,
                "sub": _("due {day}", day=i18n.short_day(locale(), one.due_on))
                if one.due_on
                else _("no day set"),
            }
            for one in found.given
        ],
        passed_note=_("{done} of {total} passed", done=len(passed), total=len(found.modules)),
        modules=[learning.row(line) for line in found.modules],
        badges=[game_badges.tile(one) for one in found.shelf.badges] if found.shelf else None,
        watched=[game_badges.tile(one) for one in found.watched]
        if found.watched is not None
        else None,
    )

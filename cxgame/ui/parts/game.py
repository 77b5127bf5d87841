"""My progress: points with the reason for each, weeks, and what was passed."""

from collections import Counter
from datetime import date
from itertools import groupby

from markupsafe import Markup

from cxgame import i18n
from cxgame.game import rules
from cxgame.game.queries import PointView, WeekPoints
from cxgame.game.rules import Rule
from cxgame.learning.tracks import ModuleLine, State
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.parts import learning
from cxgame.ui.text import _, locale, ngettext

TALLEST = 80  # percent of the little chart: the number stands above its bar


def me(
    actor: Actor,
    *,
    total: int,
    weeks: list[WeekPoints],
    history: list[PointView],
    modules: list[ModuleLine],
    today: date,
) -> Markup:
    """Return the page in the reader's language."""
    passed = [line for line in modules if line.state is State.PASSED]
    return markup.render(
        "game/me.html",
        locale(),
        name=actor.name,
        total=total,
        this_week=ngettext("{n} this week", "{n} this week", weeks[-1].points),
        weeks=_weeks(weeks),
        passed=[learning.row(line) for line in passed],
        passed_note=_("{done} of {total} passed", done=len(passed), total=len(modules)),
        days=_days(history, {line.slug: line.title for line in modules}, today),
        rules=[_rule(rule) for rule in rules.RULES.values()],
    )


def _weeks(weeks: list[WeekPoints]) -> list[dict[str, object]]:
    """Return the bars of the little chart, none where no week brought points."""
    most = max((week.points for week in weeks), default=0)
    if not most:
        return []
    return [
        {
            "points": week.points,
            "height": round(TALLEST * week.points / most),
            "day": i18n.short_day(locale(), week.starts_on),
            "words": ngettext(
                "Week of {day}: {n} point",
                "Week of {day}: {n} points",
                week.points,
                day=i18n.short_day(locale(), week.starts_on),
            ),
        }
        for week in weeks
    ]


def _days(
    history: list[PointView], titles: dict[str, str], today: date
) -> list[tuple[str, list[dict[str, object]]]]:
    days = groupby(history, key=lambda line: line.on_day)
    return [(_day(day, today), _lines(list(lines), titles)) for day, lines in days]


def _day(day: date, today: date) -> str:
    match (today - day).days:
        case 0:
            return _("Today")
        case 1:
            return _("Yesterday")
    return i18n.day(locale(), day)


def _lines(lines: list[PointView], titles: dict[str, str]) -> list[dict[str, object]]:
    """Return a day's awards: questions in one line, everything else with what it was for."""
    shown = [_line(line, titles) for line in lines if line.rule != rules.QUESTION]
    questions = [line for line in lines if line.rule == rules.QUESTION]
    if questions:
        sub = ngettext("{n} question", "{n} questions", len(questions))
        reasons = Counter(_(line.reason) for line in questions if line.reason)
        points = sum(line.points for line in questions)
        shown.append(_row(questions[0], " · ".join([sub, *reasons]), points))
    return shown


def _line(line: PointView, titles: dict[str, str]) -> dict[str, object]:
    about = [titles.get(line.object, ""), _(line.reason) if line.reason else ""]
    return _row(line, " · ".join(words for words in about if words), line.points)


def _row(line: PointView, sub: str, points: int) -> dict[str, object]:
    return {"words": _(line.words), "sub": sub, "icon": line.icon, "points": f"+{points}"}


def _rule(rule: Rule) -> dict[str, object]:
    cap = _("at most {n} a day", n=rule.daily_cap)
    return {
        "words": _(rule.words),
        "sub": f"{_(rule.explanation)} ({cap})",
        "icon": rule.icon,
        "points": f"+{rule.points}",
    }

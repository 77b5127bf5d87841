"""My progress: level, badges, streak, thanks, and points with the reason for each."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from cxgame import i18n
from cxgame.game import levels, rules
from cxgame.game.queries import PointView, StreakView, WeekPoints
from cxgame.game.showcase import BadgeView
from cxgame.insight.praise import Praise
from cxgame.learning.tracks import ModuleLine, State
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui.parts import game_badges, game_kudos, game_streak, learning
from cxgame.ui.text import _, locale, ngettext

TALLEST = 80  # percent of the little chart: the number stands above its bar


@dataclass(frozen=True)
class Progress:
    """Everything that the page shows of one person, to that person."""

    total: int
    weeks: list[WeekPoints]
    history: list[PointView]
    modules: list[ModuleLine]
    badges: list[BadgeView]
    streak: StreakView
    praise: list[Praise]
    shares: bool


def me(actor: Actor, found: Progress, today: date) -> Markup:
    """Return the page in the reader's language."""
    passed = [line for line in found.modules if line.state is State.PASSED]
    tiles = [game_badges.tile(badge) for badge in found.badges]
    return markup.render(
        "game/me.html",
        locale(),
        name=actor.name,
        level=_level(found.total),
        points_total=ngettext("{n} point", "{n} points", found.total),
        total=found.total,
        this_week=ngettext("{n} this week", "{n} this week", found.weeks[-1].points),
        weeks=_weeks(found.weeks),
        badges=tiles,
        earned=sum(bool(tile["is_earned"]) for tile in tiles),
        streak=game_streak.card(found.streak),
        thanks=[game_kudos.quote(one) for one in found.praise],
        shares=found.shares,
        passed=[learning.row(line) for line in passed],
        passed_note=_("{done} of {total} passed", done=len(passed), total=len(found.modules)),
        days=_days(found.history, {line.slug: line.title for line in found.modules}, today),
    )


def _level(total: int) -> dict[str, object]:
    at = levels.level(total)
    title = _("Level {n} · {name}", n=at.number, name=_(at.name))
    missing = ngettext("{n} to the next level", "{n} to the next level", at.missing)
    return {
        "number": at.number,
        "share": round(at.share, 3),
        "title": title,
        "missing": missing if at.missing else "",
        "words": f"{title}. {missing}" if at.missing else title,
    }


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
    signed = f"+{points}" if points >= 0 else f"−{-points}"
    return {"words": _(line.words), "sub": sub, "icon": line.icon, "points": signed}

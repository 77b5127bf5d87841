"""What a leaderboard says, in words: its finding, why places are shared, what a row is made of."""

from cxgame import i18n
from cxgame.feedback import ranking
from cxgame.feedback.leaderboards import TWO_WINDOWS, Board, Figure, Leaderboard
from cxgame.feedback.ranking import Row, State
from cxgame.i18n import N_
from cxgame.ui.text import _, locale, ngettext

NEEDED: dict[Board, int] = {
    "nps": ranking.MIN_ANSWERS,
    "nps_change": ranking.MIN_ANSWERS,
    "ces": ranking.MIN_ANSWERS,
    "csat": ranking.MIN_ANSWERS,
    "complaints": ranking.MIN_SERVED,
    "time_to_close": ranking.MIN_CASES,
    "loops_closed": ranking.MIN_ANSWERS,
    "points": ranking.MIN_MEMBERS,
    "improvement": ranking.MIN_MEMBERS,
}
TEN_HOURS = 10  # from here on no tenths
BY_POINTS = ("points", "improvement")
ANSWERED = ("nps", "nps_change", "ces", "csat")  # boards made of answers
_ENTERS: dict[Board, str] = {
    **dict.fromkeys(
        ("nps", "ces", "csat"),
        N_("With {n} answers your team enters the ranking. Invite customers with the QR code."),
    ),
    "nps_change": N_(
        "With {n} answers in this period and in the one before your team enters the ranking."
    ),
    "complaints": N_("With {n} customers served on record your team enters the ranking."),
    "time_to_close": N_("With {n} cases solved your team enters the ranking."),
    "loops_closed": N_("With {n} cases solved or due your team enters the ranking."),
    "points": N_("With {n} active people your team enters the ranking."),
    "improvement": N_("With {n} active people your team enters the ranking."),
}
_NOBODY: dict[Board, str] = {
    **dict.fromkeys(
        ("nps", "ces", "csat"), N_("A team is ranked from {n} answers on: fewer say too little.")
    ),
    "nps_change": N_("A team is ranked from {n} answers on in both periods."),
    "complaints": N_("A team is ranked from {n} customers served on: fewer say too little."),
    "time_to_close": N_("A team is ranked from {n} cases solved on: fewer say too little."),
    "loops_closed": N_("A team is ranked from {n} cases solved or due on: fewer say too little."),
    "points": N_("A team is ranked from {n} active people on."),
    "improvement": N_("A team is ranked from {n} active people on."),
}


def finding(made: Leaderboard, own: Row | None) -> str:
    """Return what the leaderboard says, in one line."""
    first = [row.team for row in made.rows if row.rank == 1]
    if own and own.rank is not None:
        place = i18n.ordinal(locale(), own.rank)
        if made.at_rank[own.rank] > 1:
            return _("{team} shares {place} place", team=own.team, place=place)
        return _("{team} is in {place} place", team=own.team, place=place)
    if own and first:
        return _("{team} is still collecting", team=own.team)
    if not first:
        return _("It is too early to compare")
    together = made.at_rank[1]
    if together > 1 and together == sum(made.at_rank.values()):
        return _("No team stands out")
    place = i18n.ordinal(locale(), 1)
    if together == 1:
        return _("{team} is in {place} place", team=first[0], place=place)
    if together == 2:
        return _("{one} and {other} share {place} place", one=first[0], other=first[1], place=place)
    return _("{n} teams share {place} place", n=together, place=place)


def explanation(made: Leaderboard, own: Row | None) -> str:
    """Return the sentence under the finding: why places are shared, or what is missing."""
    if own and own.state is not State.RANKED:
        return _(_ENTERS[made.board], n=NEEDED[made.board])
    if not made.at_rank:
        return _(_NOBODY[made.board], n=NEEDED[made.board])
    together = made.at_rank[own.rank if own and own.rank else 1]
    if together > 1 and made.board not in BY_POINTS:
        if own or together == sum(made.at_rank.values()):
            words = N_("{n} teams stand together: chance explains what lies between them.")
            return _(words, n=together)
        return _("Chance explains what lies between them.")
    if made.board == "complaints":
        return _("Fewest complaints first. Only those count that customers sent themselves.")
    if made.board == "time_to_close":
        return _("The mean time from hearing a customer to having put it right, shortest first.")
    if made.board == "loops_closed":
        return _("How many of the cases that were due are solved.")
    if made.board == "nps_change":
        return _("How many points the NPS rose against the period of the same length before.")
    if made.board == "improvement":
        return _("Points for each active person, against the period of the same length before.")
    if made.board == "points":
        return _("Points for each active person of the team.")
    return _("Teams whose difference chance explains share a place.")


def note(made: Leaderboard, row: Row | Figure) -> str:
    """Return the line below a value: its interval and what it is made of."""
    parts = [counted(made.board, row.n)]
    if row.low is not None:
        low, high = worded(made.board, row.low), worded(made.board, row.high)
        parts.insert(0, _("between {low} and {high}", low=low, high=high))
    if isinstance(row, Row) and made.board == "nps_change" and row.low is not None:
        parts.append(change(row))
    if isinstance(row, Row) and (heard := made.heard.get(row.team_id)):
        parts.append(ngettext("{n} more heard by us", "{n} more heard by us", heard))
    return " · ".join(parts)


def change(row: Row) -> str:
    """Return whether a change is one; a fall is told without a word of blame."""
    if row.low is None or row.high is None or row.low <= 0 <= row.high:
        return _("no real change")
    return _("real improvement") if row.low > 0 else _("lower than before")


def counted(board: Board, n: int) -> str:
    """Return how much a figure is made of."""
    match board:
        case "nps" | "nps_change" | "ces" | "csat":
            return ngettext("{n} answer", "{n} answers", n)
        case "complaints":
            return ngettext("{n} customer served", "{n} customers served", n)
        case "time_to_close":
            return ngettext("{n} case solved", "{n} cases solved", n)
        case "loops_closed":
            return ngettext("{n} case due", "{n} cases due", n)
        case "points" | "improvement":
            return ngettext("{n} active person", "{n} active people", n)


def missing(board: Board, n: int) -> str:
    """Return how far a collecting team is, such as "6 of 10 answers"."""
    values = {"n": i18n.number(locale(), n), "needed": i18n.number(locale(), NEEDED[board])}
    match board:
        case "nps" | "nps_change" | "ces" | "csat":
            return _("{n} of {needed} answers", **values)
        case "complaints":
            return _("{n} of {needed} customers served", **values)
        case "time_to_close" | "loops_closed":
            return _("{n} of {needed} cases", **values)
        case "points" | "improvement":
            return _("{n} of {needed} active people", **values)


def worded(board: Board, value: float | None) -> str:
    """Return a score in the reader's language; a dash where there is none."""
    if value is None:
        return "–"
    if board == "time_to_close":
        return _("{hours} h", hours=i18n.number(locale(), value, 1 if value < TEN_HOURS else 0))
    if board in ("ces", "csat", "loops_closed"):
        return i18n.percent(locale(), value)
    figure = i18n.number(locale(), value, 1 if board == "complaints" else 0)
    return f"+{figure}" if board in TWO_WINDOWS and round(value) > 0 else figure

"""The reputation on complaint platforms: an estimate with its four parts."""

from datetime import date
from typing import Any

from cxgame import i18n
from cxgame.feedback.analysis import reputation
from cxgame.feedback.analysis.reputation import Facts, Reputation, Standing, Weights
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scope import Cut
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from cxgame.ui.follow import follow
from cxgame.ui.parts import record_links
from cxgame.ui.parts.analysis import Asked
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

STANDINGS = {
    Standing.GREAT: N_("Great reputation"),
    Standing.GOOD: N_("Good reputation"),
    Standing.REGULAR: N_("Regular reputation"),
    Standing.BAD: N_("Bad reputation"),
    Standing.NOT_RECOMMENDED: N_("Not recommended"),
}
PLATFORMS = {"reclame_aqui": "Reclame AQUI", "consumidor_gov_br": "consumidor.gov.br"}


def show(actor: Actor, wanted: Asked, today: date) -> None:
    """Show the estimate over 6 and 12 months; the filters of team, unit and touchpoint count."""
    weights = weights_set()
    found = load(reputation.reputation, actor=actor, today=today, weights=weights, cut=wanted.cut)
    sent = sheet(
        markup.render(
            "analysis/platforms.html",
            locale(),
            windows=[window(one, wanted, today) for one in found],
            is_empty=not any(one.facts.complaints for one in found),
            platforms=[
                {"name": PLATFORMS.get(name, name), **facts(made)}
                for name, made in reputation.platforms_in_order(found[-1].platforms)
            ],
            weights=[
                i18n.number(locale(), value)
                for value in (weights.answered, weights.grade, weights.solved, weights.buy_again)
            ],
        ),
        key="platforms",
    )
    follow(sent)


def weights_set() -> Weights:
    """Return the weights of the settings."""
    answered, grade, solved, again = get_settings().reputation_parts
    return Weights(answered, grade, solved, again)


def window(made: Reputation, wanted: Asked, today: date) -> dict[str, Any]:
    """Return one window's estimate, worded."""
    cut = Cut(
        reputation.months_before(today, made.months), today, wanted.cut.team_id, wanted.cut.unit_id
    )
    behind = record_links.records(cut, ("channel", Channel.PLATFORM.value), kind=Kind.COMPLAINT)
    return {
        "label": ngettext("Last {n} month", "Last {n} months", made.months),
        "index": "–" if made.index is None else i18n.number(locale(), made.index, 1),
        "standing": _(STANDINGS[made.standing]) if made.standing else "",
        "verdict": verdict(made),
        "n": ngettext("{n} complaint", "{n} complaints", made.facts.complaints),
        "address": behind,
        **facts(made.facts),
    }


def verdict(made: Reputation) -> str:
    """Return what the estimate says, or what it lacks."""
    if made.standing is Standing.NOT_RECOMMENDED and (made.facts.answered_share or 0) < 50:
        return _("Fewer than half of the complaints were answered: that alone decides the band.")
    if made.standing is None:
        return ngettext(
            "Too few to tell: {n} of {needed} rated complaint.",
            "Too few to tell: {n} of {needed} rated complaints.",
            made.facts.grades,
            needed=reputation.FEWEST_RATED,
        )
    return _("{standing}, as customers rated us", standing=_(STANDINGS[made.standing]))


def facts(made: Facts) -> dict[str, str]:
    """Return the four parts of an estimate, worded."""
    return {
        "complaints": i18n.number(locale(), made.complaints),
        "answered": _share(made.answered_share),
        "grade": "–" if made.mean_grade is None else i18n.number(locale(), made.mean_grade, 1),
        "solved": _share(made.solved_share),
        "again": _share(made.again_share),
    }


def _share(value: float | None) -> str:
    return "–" if value is None else i18n.percent(locale(), value)

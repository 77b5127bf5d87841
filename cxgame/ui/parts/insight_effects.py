"""Steps much complained of, and trainings with what followed them, in words."""

from datetime import date

from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.feedback.rates import Rate
from cxgame.feedback.scores import Score
from cxgame.insight.training.clusters import Cluster, Clusters
from cxgame.insight.training.effects import Answers, Complaints, Effect, Verdict
from cxgame.look import markup
from cxgame.ui.parts import insight
from cxgame.ui.text import _, locale, ngettext

MOST_SHOWN = 12  # steps
ICONS = {
    Verdict.FELL: "trending_down",
    Verdict.ROSE: "trending_up",
}


def render(found: Clusters, trainings: tuple[Effect, ...]) -> Markup:
    """Return the page in the reader's language."""
    unplaced = found.placed.total - found.placed.placed
    return markup.render(
        "insight/effects.html",
        locale(),
        title=finding(found),
        tabs=insight.tabs(),
        clusters=[_cluster(one) for one in found.found[:MOST_SHOWN]],
        more=max(0, len(found.found) - MOST_SHOWN),
        unplaced=unplaced,
        placed=_("{n} of {total}", n=found.placed.placed, total=found.placed.total),
        effects=[_effect(one) for one in trainings if not _is_early(one)],
        early=[_early(one) for one in trainings if _is_early(one)],
        summary=summary(trainings),
    )


def finding(found: Clusters) -> str:
    """Return what the page says, counted."""
    many = len({one.step.id for one in found.found if one.is_unusual})
    if many:
        return ngettext(
            "{n} step has unusually many complaints",
            "{n} steps have unusually many complaints",
            many,
        )
    if found.found:
        return _("No step has unusually many complaints")
    if found.placed.total:
        return _("No complaint is tied to a step yet")
    return _("Nobody complained in the last 90 days")


def summary(trainings: tuple[Effect, ...]) -> str:
    """Return how many trainings were followed by fewer complaints, of those that can be told."""
    told = [one for one in trainings if not _is_early(one)]
    if not told:
        return ""
    fell = sum(one.complaints.verdict is Verdict.FELL for one in told)
    return ngettext(
        "{fell} of {n} was followed by fewer complaints",
        "{fell} of {n} were followed by fewer complaints",
        len(told),
        fell=fell,
    )


def rate_words(rate: Rate) -> str:
    """Return a rate with its interval and what it is made of."""
    counted = ngettext("{n} complaint", "{n} complaints", rate.count)
    if rate.score is None:
        words = counted
    else:
        ends = f"{_figure(rate.low)}–{_figure(rate.high)}"
        words = _(
            "{rate} per 1,000 ({ends}): {counted}, {served} served",
            rate=_figure(rate.score),
            ends=ends,
            counted=counted,
            served=i18n.number(locale(), rate.served),
        )
    if rate.heard:
        words += " · " + ngettext("{n} more heard by us", "{n} more heard by us", rate.heard)
    return words


def complaints_words(one: Effect) -> str:
    """Return what the complaints say of a training, in one sentence."""
    made = one.complaints
    match made.verdict:
        case Verdict.NO_FIGURES:
            return _("Cannot tell: how many customers were served is not on record.")
        case Verdict.FELL:
            return _("Complaints fell by more than chance explains: {times}.", times=_times(made))
        case Verdict.ROSE:
            return _("Complaints rose by more than chance explains: {times}.", times=_times(made))
    if made.most is None:
        return _("Cannot tell: so few complaints came before that even none after would be chance.")
    return ngettext(
        "Cannot tell: chance explains the difference. {n} complaint or none would have shown a "
        "fall.",
        "Cannot tell: chance explains the difference. {n} complaints or fewer would have shown a "
        "fall.",
        made.most,
    )


def answers_words(one: Effect) -> str:
    """Return what the NPS says of a training, in one sentence."""
    made = one.answers
    match made.verdict:
        case Verdict.NO_FIGURES:
            return _("Cannot tell: there are no NPS answers before or after.")
        case Verdict.ROSE:
            return _("The NPS rose by more than chance explains: {by}.", by=_by(made))
        case Verdict.FELL:
            return _("The NPS fell by more than chance explains: {by}.", by=_by(made))
    return _(
        "Cannot tell: chance explains the difference ({by}). Less than {smallest} points would "
        "not have shown.",
        by=_by(made),
        smallest=i18n.number(locale(), made.smallest or 0.0),
    )


def _cluster(one: Cluster) -> dict[str, object]:
    usual = ""
    if one.usual.served:
        usual = _("usual in the company: {rate}", rate=_figure(one.usual.score))
    return {
        "title": one.step.title,
        "sub": " · ".join(filter(None, (one.team, rate_words(one.rate), usual))),
        "is_unusual": one.is_unusual,
        "value": str(one.step.id),
        "records": f"records?kind=complaint&team={one.team_id}&step={one.step.id}&days=90",
    }


def _effect(one: Effect) -> dict[str, object]:
    return {
        "id": one.training.id,
        "title": _title(one),
        "sub": _given(one),
        "days": _days(one),
        "complaints": complaints_words(one),
        "complaints_icon": ICONS.get(one.complaints.verdict, "horizontal_rule"),
        "complaints_facts": _complaints_facts(one.complaints),
        "answers": answers_words(one),
        "answers_icon": ICONS.get(one.answers.verdict, "horizontal_rule"),
        "answers_facts": [
            (_("Before"), _nps_words(one.answers.before)),
            (_("After"), _nps_words(one.answers.after)),
        ],
    }


def _early(one: Effect) -> dict[str, str]:
    return {
        "title": _title(one),
        "sub": _given(one),
        "day": _("from {day} on", day=i18n.short_day(locale(), one.periods.told_on)),
    }


def _is_early(one: Effect) -> bool:
    return one.complaints.verdict is Verdict.TOO_EARLY


def _title(one: Effect) -> str:
    return f"{one.team}: {one.training.title}"


def _given(one: Effect) -> str:
    training = one.training
    given = _("given on {day}", day=i18n.day(locale(), clock.local_day(training.given_at)))
    done = ngettext(
        "{done} of {n} person passed", "{done} of {n} people passed", training.people,
        done=training.done,
    )  # fmt: skip
    return " · ".join((given, done, _why(one)))


def _why(one: Effect) -> str:
    """Return for whose sake a training was given, which is what measures it."""
    if one.is_from_complaint:
        return _("because of complaints about “{step}”", step=one.step)
    if one.step:
        return _("for the step “{step}”", step=one.step)
    return ngettext("measured by its {n} step", "measured by its {n} steps", len(one.steps))


def _days(one: Effect) -> str:
    before = _span(one.periods.before)
    if one.periods.after is None:
        return _("before: {before}", before=before)
    return _("before: {before}; after: {after}", before=before, after=_span(one.periods.after))


def _span(ends: tuple[date, date]) -> str:
    return " – ".join(i18n.day(locale(), day) for day in ends)


def _complaints_facts(made: Complaints) -> list[tuple[str, str]]:
    facts = [(_("Before"), rate_words(made.before)), (_("After"), rate_words(made.after))]
    if made.elsewhere_before.score is not None and made.elsewhere_after.score is not None:
        meanwhile = _(
            "{before} → {after} per 1,000",
            before=_figure(made.elsewhere_before.score),
            after=_figure(made.elsewhere_after.score),
        )
        facts.append((_("Other teams"), meanwhile))
    return facts


def _nps_words(score: Score) -> str:
    if score.score is None or score.low is None or score.high is None:
        return _("no answers")
    figure, low, high = (
        i18n.number(locale(), value) for value in (score.score, score.low, score.high)
    )
    n = ngettext("{n} answer", "{n} answers", score.n)
    return _("{score} ({low} to {high}), {n}", score=figure, low=low, high=high, n=n)


def _times(made: Complaints) -> str:
    """Return by how much one rate differs from the other, in percent with its interval."""
    if made.ratio is None:
        return ""
    low, high = _change(made.ratio.low), _change(made.ratio.high)
    if made.ratio.value is None:
        return _("at least {low}", low=low)
    return _("{by}, {low} to {high}", by=_change(made.ratio.value), low=low, high=high)


def _change(ratio: float) -> str:
    """Return a ratio as a change in percent, such as -60%."""
    if ratio == float("inf"):
        return "∞"
    return ("+" if ratio >= 1 else "") + i18n.percent(locale(), 100 * (ratio - 1))


def _by(made: Answers) -> str:
    if made.difference is None or made.ends is None:
        return ""
    low, high = (f"{end:+.0f}" for end in made.ends)
    by = f"{made.difference:+.0f}"
    return _("{by} points, {low} to {high}", by=by, low=low, high=high)


def _figure(value: float | None, digits: int = 1) -> str:
    if value is None:
        return "–"
    return "∞" if value == float("inf") else i18n.number(locale(), value, digits)

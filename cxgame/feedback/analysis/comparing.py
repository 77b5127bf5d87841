"""Two periods side by side, and whether anything really changed."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlmodel import Session

from cxgame.errors import InvalidInput
from cxgame.feedback import complaints, nps, rates, scores, shares
from cxgame.feedback.interval import Interval, Z
from cxgame.feedback.rates import Rate
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.feedback.scores import Score
from cxgame.people.actor import Actor


@dataclass(frozen=True, slots=True)
class Compared:
    """A score now and before; their difference and its interval are None where one is empty."""

    kind: SurveyKind
    now: Score
    before: Score
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    z: float | None = None

    @property
    def is_change(self) -> bool:
        """Tell whether chance does not explain the difference: |z| > 1.96."""
        return self.z is not None and abs(self.z) > Z


@dataclass(frozen=True, slots=True)
class ComparedRates:
    """Complaints per 1,000 customers served now and before; z is None where nobody was served."""

    now: Rate
    before: Rate
    z: float | None = None

    @property
    def is_change(self) -> bool:
        """Tell whether chance does not explain the difference: |z| > 1.96."""
        return self.z is not None and abs(self.z) > Z


def before(cut: Cut) -> Cut:
    """Return the cut of as many days just before; raise InvalidInput without both its days."""
    if cut.since is None or cut.until is None or cut.until < cut.since:
        raise InvalidInput("A comparison needs a first and a last day.")
    last = cut.since - timedelta(days=1)
    return replace(cut, since=last - (cut.until - cut.since), until=last)


def compare(
    session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut, earlier: Cut
) -> Compared:
    """Return a kind's score in two cuts."""
    now, then = (scores.score(session, actor=actor, kind=kind, cut=one) for one in (cut, earlier))
    return compared(now, then)


def compared(now: Score, then: Score) -> Compared:
    """Return two ready scores of one kind, compared."""
    if now.score is None or then.score is None:
        return Compared(now.kind, now, then)
    z, ends = _tested(now, then)
    low, high = ends or (None, None)
    return Compared(now.kind, now, then, now.score - then.score, low, high, z)


def compare_rates(session: Session, *, actor: Actor, cut: Cut, earlier: Cut) -> ComparedRates:
    """Return the complaint rate in two cuts; customers served are not told by touchpoint."""
    now, then = (rates.complaint_rate(session, actor=actor, cut=one) for one in (cut, earlier))
    if not now.served or not then.served:
        return ComparedRates(now, then)
    tallies = (complaints.Tally(one.count, one.served) for one in (now, then))
    return ComparedRates(now, then, complaints.difference_z(*tallies))


def _tested(now: Score, then: Score) -> tuple[float | None, Interval | None]:
    if now.kind is SurveyKind.NPS:
        one, two = scores.nps_tally(now), scores.nps_tally(then)
        return nps.change_z(one, two), nps.change_interval(one, two)
    left, right = (shares.Tally(favourable=made.promoters, n=made.n) for made in (now, then))
    return shares.change_z(left, right), shares.change_interval(left, right)

"""Counts of answers by band: what every score, difference and driver is made from."""

from dataclasses import dataclass

from cxgame.feedback import scores
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scores import Score

FEWEST = 10  # answers of a cell that is drawn as more than a hint


@dataclass(frozen=True, slots=True)
class Counts:
    """Promoters, passives and detractors; of other kinds than NPS, promoters are favourable."""

    promoters: int = 0
    passives: int = 0
    detractors: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.promoters + other.promoters,
            self.passives + other.passives,
            self.detractors + other.detractors,
        )

    def __sub__(self, other: "Counts") -> "Counts":
        return Counts(
            self.promoters - other.promoters,
            self.passives - other.passives,
            self.detractors - other.detractors,
        )

    @property
    def n(self) -> int:
        """Number of answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def is_few(self) -> bool:
        """Tell whether the score says too little to be compared."""
        return self.n < FEWEST

    def score(self, kind: SurveyKind) -> Score:
        """Return the score with its interval."""
        return scores.made_of(kind, (self.n, self.promoters, self.passives, self.detractors))


def of_band(band: str, n: int) -> Counts:
    """Return n answers of one band."""
    match Band(band):
        case Band.PROMOTER:
            return Counts(promoters=n)
        case Band.PASSIVE:
            return Counts(passives=n)
        case Band.DETRACTOR:
            return Counts(detractors=n)


def of_score(made: Score) -> Counts:
    """Return the counts behind a score."""
    return Counts(made.promoters, made.passives, made.detractors)

"""A share of yes and no, with its interval."""

from math import sqrt

from cxgame.feedback.interval import Interval, Z


def wilson(yes: int, n: int) -> Interval:
    """Return the 95 % score interval of a share (0-1), having counted `yes` of n.

    Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22, 1927. It is (0, 1) for no answers at all.
    """
    if n == 0:
        return Interval(0.0, 1.0)
    share, square = yes / n, Z**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n**2))
    low = 0.0 if yes == 0 else max(0.0, middle - half)
    return Interval(low, 1.0 if yes == n else min(1.0, middle + half))

"""Readings of the analysis, kept in memory while nothing that they rest on has changed."""

from collections.abc import Sequence

from sqlmodel import Session

from cxgame.feedback.analysis import counting, reasons, trends
from cxgame.feedback.analysis.counting import Counted
from cxgame.feedback.analysis.reasons import Of, Pareto
from cxgame.feedback.analysis.trends import Trend
from cxgame.feedback.scales import SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.insight import kept
from cxgame.people.actor import Actor


def counted(
    session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut, by: Sequence[str]
) -> Counted:
    """Return what `counting.count` finds."""
    return kept.figure(
        session,
        actor,
        ("counted", kind, cut, tuple(by)),
        lambda: counting.count(session, actor=actor, kind=kind, cut=cut, by=by),
    )


def distribution(
    session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut
) -> dict[tuple[int, int], dict[int, int]]:
    """Return what `counting.distribution` finds."""
    return kept.figure(
        session,
        actor,
        ("distribution", kind, cut),
        lambda: counting.distribution(session, actor=actor, kind=kind, cut=cut),
    )


def trend(session: Session, *, actor: Actor, kind: SurveyKind, cut: Cut) -> Trend:
    """Return what `trends.trend` finds."""
    return kept.figure(
        session,
        actor,
        ("trend", kind, cut),
        lambda: trends.trend(session, actor=actor, kind=kind, cut=cut),
    )


def pareto(
    session: Session, *, actor: Actor, of: Of, kind: SurveyKind, by: str, cut: Cut
) -> Pareto:
    """Return what `reasons.reasons` finds."""
    return kept.figure(
        session,
        actor,
        ("pareto", of, kind, by, cut),
        lambda: reasons.reasons(session, actor=actor, of=of, kind=kind, by=by, cut=cut),
    )


def fields(session: Session, *, actor: Actor) -> list[str]:
    """Return what `counting.fields` finds."""
    return kept.figure(session, actor, ("fields",), lambda: counting.fields(session, actor=actor))

"""Which rule fits what was heard: pure, on plain values."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cxgame.feedback.cases.words import OwnerRule, Priority, Purpose, SlaUnit

LONGEST = {  # of a promise
    SlaUnit.BUSINESS_HOURS: 720,
    SlaUnit.HOURS: 720,
    SlaUnit.BUSINESS_DAYS: 90,
    SlaUnit.DAYS: 90,
}


@dataclass(frozen=True)
class Rule:
    """What opens a case, as `CaseRule` stores it; None and empty fit everything."""

    id: int
    kind: str | None
    band: str | None
    survey_kind: str | None
    channel: str | None
    survey_id: int | None
    touchpoint_id: int | None
    words: tuple[str, ...]
    needs_words: bool
    needs_contact: bool
    purpose: Purpose
    priority: Priority
    length: int
    unit: SlaUnit
    owner: OwnerRule


@dataclass(frozen=True, slots=True)
class Heard:
    """What a rule looks at; `folded` is the text without accents and capitals."""

    kind: str
    band: str | None
    survey_kind: str | None
    channel: str
    survey_id: int | None
    touchpoint_id: int | None
    folded: str


def fitting(rules: Sequence[Rule], heard: Heard) -> Iterator[Rule]:
    """Yield the rules that fit, in their order; whether a contact is known is for the caller."""
    for rule in rules:
        if _fits(rule, heard):
            yield rule


def _fits(rule: Rule, heard: Heard) -> bool:
    asked = (
        (rule.kind, heard.kind),
        (rule.band, heard.band),
        (rule.survey_kind, heard.survey_kind),
        (rule.channel, heard.channel),
        (rule.survey_id, heard.survey_id),
        (rule.touchpoint_id, heard.touchpoint_id),
    )
    if any(wanted is not None and wanted != said for wanted, said in asked):
        return False
    if rule.needs_words and not heard.folded:
        return False
    return not rule.words or _any_of(rule.words).search(heard.folded) is not None


@lru_cache(maxsize=256)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Match any of the folded words or phrases where a word begins: "atras" finds "atrasou"."""
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, words)) + ")")

"""Rules of tagging: what a rule looks for, and whether a record fits it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cxgame.errors import InvalidInput
from cxgame.feedback.entries import MOST_TAGS, Entry
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band
from cxgame.feedback.words import Term, fits, found_by

LONGEST_WORDS = 1_000  # characters of a rule's words
MOST_ALTERNATIVES = 60

_BETWEEN = re.compile(r"[,;\n]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule in force: any of the alternatives, and all of the rest, where it is not None."""

    id: int
    tag: str
    alternatives: tuple[Term, ...] = ()
    kind: Kind | None = None
    band: Band | None = None
    touchpoint_id: int | None = None
    sop_id: int | None = None
    sop_step_id: int | None = None

    def takes(self, entry: Entry, folded: str) -> bool:
        """Tell whether a record, whose text's words are `folded`, gets the rule's tag."""
        asked = (
            (self.kind, entry.kind),
            (self.band, entry.band),
            (self.touchpoint_id, entry.touchpoint_id),
        )
        if any(wanted not in (None, given) for wanted, given in asked):
            return False
        return not self.alternatives or any(fits(term, folded) for term in self.alternatives)


def alternatives(words: str) -> tuple[Term, ...]:
    """Return what a rule's words ask for: each alternative a word or several in a row.

    A star at the end stands for any ending: "atras*" takes "atraso" and "atrasado". Raise
    InvalidInput when they are too long or too many.
    """
    if len(words) > LONGEST_WORDS:
        raise InvalidInput("The words have at most {n} characters.", n=LONGEST_WORDS)
    found: list[Term] = []
    for one in _BETWEEN.split(words):
        term = tuple(found_by(one).split())
        if term:
            found.append(Term(term, one.rstrip().endswith("*")))
    if len(found) > MOST_ALTERNATIVES:
        raise InvalidInput("At most {n} words or groups of words.", n=MOST_ALTERNATIVES)
    return tuple(dict.fromkeys(found))


def mark(rules: Iterable[Rule], entry: Entry, folded: str) -> None:
    """Give an entry the tags of all rules that take it, and the SOP step of the first with one.

    A step that somebody named stays.
    """
    for rule in rules:
        if not rule.takes(entry, folded):
            continue
        tags = entry.tags or []
        if rule.tag not in tags and len(tags) < MOST_TAGS:
            entry.tags = [*tags, rule.tag]
        if rule.sop_step_id is not None and entry.sop_step_id is None:
            entry.sop_id, entry.sop_step_id = rule.sop_id, rule.sop_step_id

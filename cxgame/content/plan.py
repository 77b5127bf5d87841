"""A plan to start from: what usually helps against a kind of trouble, in both languages."""

from dataclasses import dataclass
from enum import StrEnum

from cxgame.content.fields import SYMBOL, Cursor
from cxgame.content.text import Text

TITLE, SENTENCE, STEP = 80, 400, 120  # characters
LONGEST = 365  # days


class Figure(StrEnum):
    """The figure that should change."""

    NPS = "nps"
    CES = "ces"
    CSAT = "csat"
    STARS = "stars"
    COMPLAINTS = "complaints"


@dataclass(frozen=True)
class PlanTemplate:
    """What a plan starts with; `due_in` and `check_in` are days from the day it is begun."""

    key: str
    symbol: str
    kpi: Figure
    due_in: int
    check_in: int
    title: Text
    what: Text
    why: Text
    how: Text
    target: Text
    steps: tuple[Text, ...]


def read_plan(cursor: Cursor) -> PlanTemplate:
    """Return the template that a mapping describes, its faults noted in the cursor."""
    cursor.only(*PlanTemplate.__dataclass_fields__)
    due, check = cursor.at("due_in").whole(1, LONGEST), cursor.at("check_in").whole(1, LONGEST)
    if check <= due:
        cursor.at("check_in").fault("The check comes after the work is due, not before.")
    return PlanTemplate(
        key=cursor.at("key").word(),
        symbol=cursor.at("symbol").word(SYMBOL),
        kpi=cursor.at("kpi").one_of(Figure),
        due_in=due,
        check_in=check,
        title=cursor.at("title").text(TITLE),
        what=cursor.at("what").text(SENTENCE),
        why=cursor.at("why").text(SENTENCE),
        how=cursor.at("how").text(SENTENCE),
        target=cursor.at("target").text(SENTENCE),
        steps=tuple(step.text(STEP) for step in cursor.at("steps").each(1)),
    )

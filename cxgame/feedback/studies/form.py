"""What people write into a study of causes: checked and tidied."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cxgame.errors import InvalidInput
from cxgame.i18n import N_
from cxgame.people import names

MOST_WHYS = 5
MOST_CAUSES = 8  # of one category
LONGEST_LINE = 300  # characters
LONGEST_TEXT = 2_000
LONGEST_QUERY = 1_000


class Category(StrEnum):
    """Where causes of a service's trouble are looked for, as Ishikawa's bones."""

    PEOPLE = "people"
    PROCESS = "process"
    PLACE = "place"
    PRODUCT = "product"
    POLICY = "policy"
    SYSTEMS = "systems"


NAMES = {
    Category.PEOPLE: N_("People"),
    Category.PROCESS: N_("Process"),
    Category.PLACE: N_("Place and surroundings"),
    Category.PRODUCT: N_("Product and service"),
    Category.POLICY: N_("Rules and policy"),
    Category.SYSTEMS: N_("Systems and tools"),
}
HINTS = {
    Category.PEOPLE: N_("training, staffing, roles, shifts"),
    Category.PROCESS: N_("steps, handovers, waiting, who decides"),
    Category.PLACE: N_("layout, signs, noise, parking, access"),
    Category.PRODUCT: N_("what is sold, quality, stock, price"),
    Category.POLICY: N_("exchange, deadlines, promises, exceptions"),
    Category.SYSTEMS: N_("booking, till, messages, machines"),
}


@dataclass(frozen=True)
class StudyForm:
    """A study as it is written; `whys` in their order, `causes` by category."""

    title: str
    problem: str = ""
    team_id: int | None = None
    whys: tuple[str, ...] = ()
    causes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    root_cause: str = ""


def clean(form: StudyForm) -> StudyForm:
    """Return the form tidied: no empty lines, no category that we don't know.

    Raise InvalidInput for a missing title, for too many whys or causes, or too long a text.
    """
    if not form.title.strip():
        raise InvalidInput("Give the study a title.")
    whys = _lines(form.whys)
    if len(whys) > MOST_WHYS:
        raise InvalidInput("Ask why at most {n} times.", n=MOST_WHYS)
    causes = {
        category.value: lines
        for category in Category
        if (lines := _lines(form.causes.get(category, ())))
    }
    if any(len(lines) > MOST_CAUSES for lines in causes.values()):
        raise InvalidInput("Write at most {n} causes under one heading.", n=MOST_CAUSES)
    return replace(
        form,
        title=names.clean(form.title),
        problem=names.text(form.problem, longest=LONGEST_TEXT),
        whys=whys,
        causes=causes,
        root_cause=names.text(form.root_cause, longest=LONGEST_TEXT),
    )


def _lines(lines: Iterable[str]) -> tuple[str, ...]:
    tidy = tuple(kept for line in lines if (kept := " ".join(line.replace("\x00", "").split())))
    if any(len(line) > LONGEST_LINE for line in tidy):
        raise InvalidInput("A line has at most {n} characters.", n=LONGEST_LINE)
    return tidy

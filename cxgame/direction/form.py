"""What somebody types into an objective, and what is wrong with it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cxgame.direction.okr import Confidence, Measure
from cxgame.errors import InvalidInput
from cxgame.people import names

MOST_RESULTS = 8
LONGEST_TEXT = 2000
LONGEST_UNIT = 20
LONGEST_PERIOD = timedelta(days=5 * 366)
LARGEST = 1e12
WEIGHTS = range(1, 11)


@dataclass(frozen=True)
class ResultForm:
    """A key result as typed; `id` names one that is there already."""

    title: str
    measure: Measure
    unit: str = ""
    weight: int = 1
    id: int | None = None


@dataclass(frozen=True)
class ObjectiveForm:
    """An objective as typed, with its key results in their order."""

    title: str
    starts_on: date
    ends_on: date
    owner_id: int
    why: str = ""
    results: tuple[ResultForm, ...] = ()


@dataclass(frozen=True)
class Figure:
    """Where a key result stands, how sure its owner is, and what there is to say about it."""

    key_result_id: int
    value: float
    confidence: Confidence
    note: str = ""


def clean(form: ObjectiveForm) -> ObjectiveForm:
    """Return a form tidied; raise InvalidInput with what to do where it can't stand."""
    if not timedelta() <= form.ends_on - form.starts_on <= LONGEST_PERIOD:
        raise InvalidInput("An objective ends after it begins, within five years.")
    if not 1 <= len(form.results) <= MOST_RESULTS:
        raise InvalidInput("An objective has 1 to {n} key results.", n=MOST_RESULTS)
    return replace(
        form,
        title=names.clean(form.title),
        why=text(form.why),
        results=tuple(_result(one) for one in form.results),
    )


def text(words: str) -> str:
    """Return a text tidied; raise InvalidInput when it is too long."""
    return names.text(words, longest=LONGEST_TEXT)


def figure(value: float) -> float:
    """Return a figure; raise InvalidInput for what is none."""
    if not math.isfinite(value) or abs(value) > LARGEST:
        raise InvalidInput("Write a figure, as 42 or 4.5.")
    return value


def checked(given: Iterable[Figure]) -> list[Figure]:
    """Return figures tidied; raise InvalidInput for none at all, and for what is no figure."""
    tidy = [replace(one, value=figure(one.value), note=text(one.note)) for one in given]
    if not tidy:
        raise InvalidInput("Write where at least one key result stands.")
    return tidy


def _result(one: ResultForm) -> ResultForm:
    unit = " ".join(one.unit.replace("\x00", "").split())
    if len(unit) > LONGEST_UNIT:
        raise InvalidInput("A unit has at most {n} characters.", n=LONGEST_UNIT)
    if one.weight not in WEIGHTS:
        raise InvalidInput("A weight lies between 1 and 10.")
    for value in (one.measure.start, one.measure.target, one.measure.band):
        figure(value)
    if one.measure.band < 0:
        raise InvalidInput("Say by how much the figure may differ, as 2.")
    return replace(one, title=names.clean(one.title), unit=unit)

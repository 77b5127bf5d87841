"""What a standard operating procedure (SOP, in Portuguese POP) says."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cxgame.content.fields import CODE, Cursor
from cxgame.content.revision import Revised
from cxgame.content.text import Text

TITLE, LINE, PARAGRAPH = 70, 240, 420  # characters that read well on a phone
MAX_VERSION = 9999


class Role(StrEnum):
    """Whom content is for, and who looks after it."""

    FRONTLINE = "frontline"
    MANAGER = "manager"
    DIRECTOR = "director"
    ADMIN = "admin"


class Change(StrEnum):
    """How much a version asks of those who knew the one before."""

    MAJOR = "major"
    MINOR = "minor"


@dataclass(frozen=True)
class Step(Revised):
    """One thing to do, in order; its id never changes and is never given to another step."""

    id: str
    touchpoint: str
    title: Text
    text: Text


@dataclass(frozen=True)
class WayOut:
    """What to do when the steps don't fit."""

    when: Text
    then: Text


@dataclass(frozen=True)
class Indicator:
    """How we see that the SOP works, and the target."""

    name: Text
    target: Text


@dataclass(frozen=True)
class Version:
    """What changed in one version; `steps` are the ids of the steps it changed."""

    version: int
    effective_from: date
    change: Change
    summary: Text
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sop(Revised):
    """A procedure in its current version; `history` has the newest version first."""

    code: str
    title: Text
    owner: Role
    approver: Role
    roles: tuple[Role, ...]
    version: int
    change: Change
    effective_from: date
    review_by: date
    purpose: Text
    scope: Text
    steps: tuple[Step, ...]
    do: tuple[Text, ...]
    dont: tuple[Text, ...]
    phrases: tuple[Text, ...]
    exceptions: tuple[WayOut, ...]
    escalation: Text
    indicators: tuple[Indicator, ...]
    history: tuple[Version, ...]

    def step(self, step_id: str) -> Step:
        """Return the step of this id; raise KeyError where there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    def number(self, step_id: str) -> int:
        """Return a step's number, from 1; raise KeyError where there is none."""
        return self.steps.index(self.step(step_id)) + 1


def read_sop(cursor: Cursor) -> Sop:
    """Return the SOP that a mapping describes, its faults noted in the cursor."""
    cursor.only(*Sop.__dataclass_fields__)
    sop = Sop(
        code=cursor.at("code").word(CODE),
        title=cursor.at("title").text(TITLE),
        owner=cursor.at("owner").one_of(Role),
        approver=cursor.at("approver").one_of(Role),
        roles=read_roles(cursor.at("roles")),
        version=cursor.at("version").whole(1, MAX_VERSION),
        change=cursor.at("change").one_of(Change),
        effective_from=cursor.at("effective_from").day(),
        review_by=cursor.at("review_by").day(),
        purpose=cursor.at("purpose").text(PARAGRAPH),
        scope=cursor.at("scope").text(PARAGRAPH),
        steps=tuple(_read_step(entry) for entry in cursor.at("steps").each(least=3)),
        do=_read_texts(cursor.at("do")),
        dont=_read_texts(cursor.at("dont")),
        phrases=_read_texts(cursor.at("phrases")),
        exceptions=tuple(_read_way_out(entry) for entry in cursor.at("exceptions").each(least=1)),
        escalation=cursor.at("escalation").text(PARAGRAPH),
        indicators=tuple(_read_indicator(entry) for entry in cursor.at("indicators").each(least=1)),
        history=tuple(_read_version(entry) for entry in cursor.at("history").each(least=1)),
    )
    cursor.at("steps").different(step.id for step in sop.steps)
    _check_versions(cursor, sop)
    return sop


def read_roles(cursor: Cursor) -> tuple[Role, ...]:
    """Return a list of one or more different roles."""
    roles = tuple(entry.one_of(Role) for entry in cursor.each(least=1))
    cursor.different(roles)
    return roles


def _read_step(cursor: Cursor) -> Step:
    cursor.only(*Step.__dataclass_fields__)
    return Step(
        id=cursor.at("id").word(),
        touchpoint=cursor.at("touchpoint").word(),
        title=cursor.at("title").text(TITLE),
        text=cursor.at("text").text(PARAGRAPH),
    )


def _read_texts(cursor: Cursor) -> tuple[Text, ...]:
    return tuple(entry.text(LINE) for entry in cursor.each(least=1))


def _read_way_out(cursor: Cursor) -> WayOut:
    cursor.only("when", "then")
    return WayOut(when=cursor.at("when").text(LINE), then=cursor.at("then").text(PARAGRAPH))


def _read_indicator(cursor: Cursor) -> Indicator:
    cursor.only("name", "target")
    return Indicator(name=cursor.at("name").text(LINE), target=cursor.at("target").text(TITLE))


def _read_version(cursor: Cursor) -> Version:
    cursor.only(*Version.__dataclass_fields__)
    return Version(
        version=cursor.at("version").whole(1, MAX_VERSION),
        effective_from=cursor.at("effective_from").day(),
        change=cursor.at("change").one_of(Change),
        summary=cursor.at("summary").text(LINE),
        steps=cursor.at("steps").words(least=0),
    )


def _check_versions(cursor: Cursor, sop: Sop) -> None:
    """Note where the dates and the history don't agree with the version at the top."""
    if sop.review_by <= sop.effective_from:
        cursor.at("review_by").fault("The review must come after the day it takes effect.")
    history = cursor.at("history")
    numbers = [entry.version for entry in sop.history]
    if numbers != sorted(set(numbers), reverse=True):
        history.fault("Put the newest version first, each version once.")
    if not sop.history:
        return
    newest = sop.history[0]
    if (newest.version, newest.effective_from, newest.change) != (
        sop.version,
        sop.effective_from,
        sop.change,
    ):
        history.fault("Its first entry must be the version, day and change at the top.")
    steps = {step.id for step in sop.steps}
    for step_id in sorted(set(newest.steps) - steps):
        history.fault("There is no step “{step}” in {sop}.", step=step_id, sop=sop.code)

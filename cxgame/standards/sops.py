"""Read SOPs and their steps, in the reader's language."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from cxgame import content
from cxgame.errors import NotFound
from cxgame.people.actor import Actor
from cxgame.standards import in_force, searching, texts
from cxgame.standards.models import Sop, SopStep, SopVersion

NEW_FOR = timedelta(days=30)


@dataclass(frozen=True)
class SopLine:
    """An SOP in the library's list; `words` is what a search looks in, folded.

    The words of its steps stand with the steps, so that a search can name the one it found.
    """

    id: int
    code: str
    title: str
    steps: int
    version: int
    effective_on: date
    is_new: bool
    is_mine: bool
    words: str
    hits: tuple[searching.StepHit, ...]


@dataclass(frozen=True)
class StepView:
    """One step, as pickers and other rooms name it."""

    id: int
    sop_code: str
    sop_title: str
    key: str
    number: int
    title: str
    text: str
    touchpoint_id: int | None

    @property
    def label(self) -> str:
        """Return the step in one line: POP-001 · 3 · Ask an open question."""
        return f"{self.sop_code} · {self.number} · {self.title}"


@dataclass(frozen=True)
class VersionView:
    """One entry of an SOP's history; `steps` are the numbers of the steps it changed."""

    version: int
    effective_on: date
    is_major: bool
    summary: str
    steps: tuple[int, ...]


@dataclass(frozen=True)
class SopView:
    """Everything that an SOP says, in one language."""

    id: int
    code: str
    title: str
    version: int
    revision: str
    effective_on: date
    review_on: date
    owner: str
    approver: str
    purpose: str
    scope: str
    steps: tuple[StepView, ...]
    do: tuple[str, ...]
    dont: tuple[str, ...]
    phrases: tuple[str, ...]
    exceptions: tuple[tuple[str, str], ...]
    escalation: str
    indicators: tuple[tuple[str, str], ...]
    history: tuple[VersionView, ...]


def sops(session: Session, *, actor: Actor, today: date) -> list[SopLine]:
    """Return the SOPs in force or coming, those of the actor's role first, then by code."""
    rows = session.exec(_current().order_by(col(Sop.code)))
    lines = [_line(sop, version, actor, today) for sop, version in _parsed(session, rows)]
    return sorted(lines, key=lambda line: not line.is_mine)


def sop(session: Session, *, actor: Actor, code: str) -> SopView:
    """Return an SOP's current version; raise NotFound where there is none of this code."""
    found = list(_parsed(session, session.exec(_current().where(Sop.code == code))))
    if not found:
        raise NotFound("There is no SOP {code}.", code=code)
    row, text = found[0]
    return _view(row.id, text, _steps_of(session, actor, row.id), actor.locale)


def view_of(text: content.Sop, *, touchpoints: Mapping[str, int], locale: str) -> SopView:
    """Return an SOP that may not be in force as its page shows it; touchpoints come as key: id."""
    found = [
        StepView(
            id=0,
            sop_code=text.code,
            sop_title=text.title.in_language(locale),
            key=step.id,
            number=number,
            title=step.title.in_language(locale),
            text=step.text.in_language(locale),
            touchpoint_id=touchpoints.get(step.touchpoint),
        )
        for number, step in enumerate(text.steps, 1)
    ]
    return _view(0, text, found, locale)


def contents(session: Session) -> list[content.Sop]:
    """Return every SOP in use as its file says it, by code."""
    rows = session.exec(_current().order_by(col(Sop.code)))
    return [text for _row, text in _parsed(session, rows)]


def text_of(session: Session, code: str) -> content.Sop | None:
    """Return an SOP as its file says it, None where there is none of this code."""
    found = list(_parsed(session, session.exec(_current().where(Sop.code == code))))
    return found[0][1] if found else None


def steps(session: Session, *, actor: Actor, today: date) -> list[StepView]:
    """Return every step of every SOP in use, by code and number: for pickers.

    Where a newer version is announced, steps are those of the one that holds today.
    """
    held = in_force.before_announced(session, today=today)
    is_meant = col(SopStep.is_active) | col(SopStep.sop_id).in_(held)
    rows = session.exec(_with_sop().where(is_meant, Sop.is_active))
    found = (_step_today(*row, held, actor.locale) for row in rows)
    return sorted(filter(None, found), key=lambda one: (one.sop_code, one.number))


def step(session: Session, *, actor: Actor, step_id: int, today: date) -> StepView:
    """Return one step as it is called today, one that left its SOP too.

    Raise NotFound where there is none.
    """
    row = session.exec(_with_sop().where(SopStep.id == step_id)).first()
    if row is None:
        raise NotFound("There is no such step.")
    held = in_force.before_announced(session, today=today)
    return _step_today(*row, held, actor.locale) or _step_view(*row, actor.locale)


def words_of(text: dict[str, str], locale: str) -> str:
    """Return a text of both languages in one of them; in the other where that one is empty."""
    return text.get(locale) or text.get("en") or next(iter(text.values()), "")


def _current() -> Select[Sop, str]:
    """Return the SOPs in use with the hash of what they say now."""
    return select(Sop, Sop.current_revision).where(Sop.is_active)


def _parsed(session: Session, rows: Iterable[tuple[Sop, str]]) -> Iterable[tuple[Sop, content.Sop]]:
    """Return each SOP with its text; only texts that were never read before are fetched."""
    found = list(rows)
    unread = [revision for _row, revision in found if not texts.is_read(revision)]
    if unread:
        query = select(SopVersion.revision, SopVersion.body)
        for revision, body in session.exec(query.where(col(SopVersion.revision).in_(unread))):
            texts.read(revision, dict(body))
    return [(row, texts.read(revision)) for row, revision in found]


def _with_sop() -> Select[SopStep, Sop]:
    return select(SopStep, Sop).join(Sop, col(Sop.id) == col(SopStep.sop_id))


def _steps_of(session: Session, actor: Actor, sop_id: int) -> list[StepView]:
    query = _with_sop().where(SopStep.is_active, SopStep.sop_id == sop_id)
    rows = session.exec(query.order_by(col(SopStep.position)))
    return [_step_view(step_row, sop_row, actor.locale) for step_row, sop_row in rows]


def _step_view(row: SopStep, sop_row: Sop, locale: str) -> StepView:
    return StepView(
        id=row.id,
        sop_code=sop_row.code,
        sop_title=words_of(sop_row.title, locale),
        key=row.key,
        number=row.position,
        title=words_of(row.title, locale),
        text=words_of(row.text, locale),
        touchpoint_id=row.touchpoint_id,
    )


def _step_today(
    row: SopStep, sop_row: Sop, held: Mapping[int, content.Sop], locale: str
) -> StepView | None:
    """Return a step as its SOP words it today, None where it is still to come."""
    view, text = _step_view(row, sop_row, locale), held.get(sop_row.id)
    if text is None:
        return view
    for number, one in enumerate(text.steps, 1):
        if one.id == row.key:
            said = one.title.in_language(locale), one.text.in_language(locale)
            return replace(view, number=number, title=said[0], text=said[1])
    return None


def _line(row: Sop, text: content.Sop, actor: Actor, today: date) -> SopLine:
    words, hits = searching.searched(text, actor.locale)
    return SopLine(
        id=row.id,
        code=row.code,
        title=text.title.in_language(actor.locale),
        steps=len(text.steps),
        version=text.version,
        effective_on=text.effective_from,
        is_new=text.effective_from + NEW_FOR > today,
        is_mine=actor.role.value in [role.value for role in text.roles],
        words=words,
        hits=hits,
    )


def _view(sop_id: int, text: content.Sop, found: list[StepView], locale: str) -> SopView:
    def said(words: content.Text) -> str:
        return words.in_language(locale)

    return SopView(
        id=sop_id,
        code=text.code,
        title=said(text.title),
        version=text.version,
        revision=text.revision,
        effective_on=text.effective_from,
        review_on=text.review_by,
        owner=text.owner.value,
        approver=text.approver.value,
        purpose=said(text.purpose),
        scope=said(text.scope),
        steps=tuple(found),
        do=tuple(map(said, text.do)),
        dont=tuple(map(said, text.dont)),
        phrases=tuple(map(said, text.phrases)),
        exceptions=tuple((said(way.when), said(way.then)) for way in text.exceptions),
        escalation=said(text.escalation),
        indicators=tuple((said(one.name), said(one.target)) for one in text.indicators),
        history=tuple(_version_view(entry, text, locale) for entry in text.history),
    )


def _version_view(entry: content.Version, text: content.Sop, locale: str) -> VersionView:
    known = {step.id for step in text.steps}  # an older version may name a step that is gone
    return VersionView(
        version=entry.version,
        effective_on=entry.effective_from,
        is_major=entry.change is content.Change.MAJOR,
        summary=entry.summary.in_language(locale),
        steps=tuple(sorted(text.number(step) for step in entry.steps if step in known)),
    )

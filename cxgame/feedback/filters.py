"""What of the records is asked for, and the conditions that say so to the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlmodel import col

from cxgame import clock
from cxgame.feedback import text_index
from cxgame.feedback.analysis.dimensions import of_field
from cxgame.feedback.cases.models import Case
from cxgame.feedback.cases.words import DONE, OPEN
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.extras.models import AnswerPart
from cxgame.feedback.kinds import BY_US, Channel, Kind, Source
from cxgame.feedback.models import FeedbackRecord, RecordTag
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scope import WHOLE, Cut, open_to
from cxgame.feedback.terms import LegalBasis
from cxgame.feedback.words import Term, terms_of
from cxgame.people.actor import Actor

# Days are the company's, moments are UTC; a zone that was changed since moves them a little.
_SLACK = timedelta(days=2)


class CaseIs(StrEnum):
    """How the case of a record stands, if there is one."""

    OPEN = "open"
    CLOSED = "closed"  # or solved
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Filter:
    """What to read; empty values don't filter. `search` ignores accents and capitals.

    In `search`, words are beginnings of words, and all of them must be there; what stands in
    quotes must be there as it stands.
    """

    cut: Cut = WHOLE
    kinds: tuple[Kind, ...] = ()
    bands: tuple[Band, ...] = ()
    source: Source | None = None
    channel: Channel | None = None
    survey_kind: SurveyKind | None = None
    survey_id: int | None = None
    sop_step_id: int | None = None
    batch_id: int | None = None
    customer: str = ""
    segment_value: str = ""
    segment_need: str = ""
    language: str = ""
    legal_basis: LegalBasis | None = None
    has_text: bool = False
    is_held: bool | None = None
    is_tagged: bool | None = None
    case: CaseIs | None = None
    case_due_before: datetime | None = None  # with an open case: those late at this moment
    search: str = ""
    tag: str = ""
    field: str = ""  # a name of the metadata, with the value it has
    field_value: str = ""
    question_id: int | None = None  # an extra question, with the answer as it is stored
    answer: str = ""

    @property
    def terms(self) -> list[Term]:
        """Return what the text must hold."""
        return terms_of(self.search)


def conditions(wanted: Filter, actor: Actor) -> list[ColumnElement[bool]]:
    """Return what a record must fulfil, but for its team, its moment and its text."""
    return [*open_to(actor), *_equal(wanted), *_facts(wanted), *_marks(wanted)]


def said(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return the conditions that a text holds what is searched; words of signs alone find none."""
    return text_index.holds(wanted.terms)


def is_in_vain(wanted: Filter) -> bool:
    """Tell whether a search holds no word at all, and so can find nothing."""
    return bool(wanted.search.strip()) and not wanted.terms


def days(cut: Cut) -> list[ColumnElement[bool]]:
    """Keep to the days, and to their moments too, so that an index stops at the last of them."""
    table = FeedbackRecord
    kept: list[ColumnElement[bool]] = []
    if cut.since is not None:
        kept.append(col(table.on_day) >= cut.since)
        kept.append(col(table.collected_at) >= clock.start_of(cut.since) - _SLACK)
    if cut.until is not None:
        kept.append(col(table.on_day) <= cut.until)
        kept.append(col(table.collected_at) <= clock.start_of(cut.until) + _SLACK)
    return kept


def _equal(wanted: Filter) -> list[ColumnElement[bool]]:
    table = FeedbackRecord
    same: dict[Any, Any] = {
        table.touchpoint_id: wanted.cut.touchpoint_id,
        table.survey_kind: wanted.survey_kind,
        table.survey_id: wanted.survey_id,
        table.channel: wanted.channel,
        table.sop_step_id: wanted.sop_step_id,
        table.batch_id: wanted.batch_id,
        table.customer: wanted.customer or None,
        table.language: wanted.language or None,
        table.legal_basis: wanted.legal_basis,
    }
    return [col(column) == value for column, value in same.items() if value is not None]


def _facts(wanted: Filter) -> list[ColumnElement[bool]]:
    table = FeedbackRecord
    found: list[ColumnElement[bool]] = []
    if wanted.kinds:
        found.append(col(table.kind).in_(wanted.kinds))
    if wanted.bands:
        found.append(col(table.band).in_(wanted.bands))
    if wanted.source is not None:
        is_heard = col(table.channel).in_(BY_US)
        found.append(is_heard if wanted.source is Source.HEARD else ~is_heard)
    if wanted.field and wanted.field_value:
        found.append(of_field(wanted.field) == wanted.field_value)
    if wanted.has_text:
        found.append(col(table.text) != "")
    if wanted.is_held is not None:
        found.append(col(table.is_held).is_(wanted.is_held))
    return found


def _marks(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return what other tables must say of a record: its tags, its customer's segment."""
    found: list[ColumnElement[bool]] = []
    borne = col(RecordTag.record_id) == col(FeedbackRecord.id)
    if wanted.tag:
        found.append(exists().where(borne, col(RecordTag.tag) == wanted.tag))
    if wanted.is_tagged is not None:
        is_tagged = exists().where(borne)
        found.append(is_tagged if wanted.is_tagged else ~is_tagged)
    if wanted.question_id is not None:
        part = AnswerPart.record_id
        found.append(exists().where(col(part) == col(FeedbackRecord.id), *answered(wanted)))
    if wanted.case is not None:
        about = exists().where(col(Case.record_id) == col(FeedbackRecord.id), *cases(wanted))
        found.append(~about if wanted.case is CaseIs.NONE else about)
    segment = segments(wanted)
    if segment:
        found.append(exists().where(col(Customer.key) == col(FeedbackRecord.customer), *segment))
    return found


def answered(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return what is asked of an answer to an extra question."""
    same = col(AnswerPart.question_id) == wanted.question_id
    return [same, col(AnswerPart.value) == wanted.answer]


def segments(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return what the segment asks of a customer."""
    pairs = (
        (Customer.segment_value, wanted.segment_value),
        (Customer.segment_need, wanted.segment_need),
    )
    return [col(column) == value for column, value in pairs if value]


def cases(wanted: Filter) -> list[ColumnElement[bool]]:
    """Return what is asked of a case; nothing where records without one are wanted."""
    if wanted.case is CaseIs.CLOSED:
        return [col(Case.status).in_(DONE)]
    if wanted.case is not CaseIs.OPEN:
        return []
    before = wanted.case_due_before
    late = [] if before is None else [col(Case.due_at) < before]
    return [col(Case.status).in_(OPEN), *late]

"""Write the report of a visit, signed in or by the visitor's link, and send it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback.evidence import store as evidence
from cxgame.feedback.evidence.store import Kept
from cxgame.feedback.visits import form as forms
from cxgame.feedback.visits import history, observed, scoring
from cxgame.feedback.visits.form import Section
from cxgame.feedback.visits.kinds import EventKind, VisitKind, VisitState
from cxgame.feedback.visits.models import Visit, VisitAnswer
from cxgame.people import passwords, permissions
from cxgame.people.actor import Actor

LONGEST_REMARK = 500  # characters
LONGEST_NOTES = 4_000


@dataclass(frozen=True)
class Report:
    """What a visitor wrote: answers and remarks by question, the day, and what stands apart."""

    answers: Mapping[str, str] = field(default_factory=dict)
    remarks: Mapping[str, str] = field(default_factory=dict)
    visited_on: date | None = None
    notes: str = ""


def fill_visit(
    session: Session, *, actor: Actor, visit_id: int, report: Report, version: int, now: datetime
) -> int:
    """Keep the draft of one's own visit and return its version; questions may stay open.

    Raise InvalidInput for an answer that is none or a day to come, Conflict on a stale version or
    once it was sent.
    """
    visit = history.of_visitor(session, "feedback.fill_visit", actor, visit_id)
    history.must_be_fresh(visit, version)
    _write(session, visit, report, now)
    history.audited(session, actor, "feedback.fill_visit", visit, now)
    return visit.version


def submit_visit(
    session: Session, *, actor: Actor, visit_id: int, report: Report, version: int, now: datetime
) -> None:
    """Send the report of one's own visit: a mystery visit to review, a field visit to the team.

    A field visit becomes an observation too; neither ever counts in a score of customers. Raise
    InvalidInput where a question is open, else as `fill_visit`.
    """
    visit = history.of_visitor(session, "feedback.submit_visit", actor, visit_id)
    history.must_be_fresh(visit, version)
    _write(session, visit, report, now)
    _send(session, visit, actor, now)
    history.audited(session, actor, "feedback.submit_visit", visit, now)


def fill_visit_by_link(
    session: Session,
    *,
    actor: Actor,
    token: str,
    report: Report,
    files: tuple[Kept, ...] = (),
    is_final: bool = False,
    now: datetime,
) -> None:
    """Keep, or send, what a visitor from outside wrote; sent, the link has had its one use.

    Raise NotFound for a link that is used, expired or none, else as `submit_visit`.
    """
    permissions.require(actor, "feedback.fill_visit_by_link")
    visit = by_token(session, token=token, now=now, is_locked=True)
    _write(session, visit, report, now)
    for file in files:
        evidence.keep(session, file, added_by=actor.person_id, visit_id=visit.id, now=now)
    if is_final:
        visit.token_hash = None
        _send(session, visit, actor, now)
    history.audited(session, actor, "feedback.fill_visit_by_link", visit, now)


def by_token(session: Session, *, token: str, now: datetime, is_locked: bool = False) -> Visit:
    """Return the draft behind a visitor's link, locked to be changed; raise NotFound for none."""
    query = select(Visit).where(Visit.token_hash == passwords.fingerprint(token))
    visit = session.exec(query.with_for_update() if is_locked else query).first()
    is_good = visit is not None and visit.expires_at is not None and now < visit.expires_at
    if visit is None or not is_good or visit.state != VisitState.DRAFT:
        raise NotFound("This link was used, has expired, or does not exist.")
    return visit


def weigh(session: Session, visit: Visit) -> None:
    """Work out anew what a visit comes to, from its answers as they stand."""
    query = select(VisitAnswer.item_key, VisitAnswer.answer).where(VisitAnswer.visit_id == visit.id)
    answers = dict(session.exec(query).all())
    made = scoring.result(forms.from_json(visit.sections), answers, visit.pass_mark)
    visit.score, visit.is_passed = made.score, made.is_passed


def _write(session: Session, visit: Visit, report: Report, now: datetime) -> None:
    if report.visited_on is not None and report.visited_on > clock.local_day(now):
        raise InvalidInput("This day is still to come.")
    notes = report.notes.replace("\x00", "").strip()
    if len(notes) > LONGEST_NOTES:
        raise InvalidInput("The text has at most {n} characters.", n=LONGEST_NOTES)
    visit.visited_on, visit.notes = report.visited_on, notes
    rows = _rows(visit.id, forms.from_json(visit.sections), report)
    session.execute(delete(VisitAnswer).where(col(VisitAnswer.visit_id) == visit.id))
    session.add_all(rows)
    visit.version += 1
    session.flush()
    weigh(session, visit)
    session.flush()


def _rows(visit_id: int, sections: tuple[Section, ...], report: Report) -> list[VisitAnswer]:
    rows = []
    for section in sections:
        for item in section.items:
            answer = report.answers.get(item.key, "")
            remark = " ".join(report.remarks.get(item.key, "").replace("\x00", "").split())
            if len(remark) > LONGEST_REMARK:
                raise InvalidInput("A remark has at most {n} characters.", n=LONGEST_REMARK)
            if not answer and not remark:
                continue
            share = scoring.earned(item, answer) if answer else None
            rows.append(
                VisitAnswer(
                    visit_id=visit_id,
                    item_key=item.key,
                    answer=answer,
                    remark=remark,
                    step_id=item.step_id,
                    earned=share,
                    is_failed=scoring.is_failed(share),
                )
            )
    return rows


def _send(session: Session, visit: Visit, actor: Actor, now: datetime) -> None:
    query = select(VisitAnswer.item_key).where(
        VisitAnswer.visit_id == visit.id, VisitAnswer.answer != ""
    )
    answered = set(session.exec(query))
    items = [item for one in forms.from_json(visit.sections) for item in one.items]
    missing = sum(item.key not in answered for item in items)
    if missing:
        raise InvalidInput(
            "Questions still open: {n}. What did not apply has an answer of its own.", n=missing
        )
    if visit.visited_on is None:
        raise InvalidInput("Say on which day the visit was.")
    visit.submitted_at = now
    if visit.kind == VisitKind.FIELD:
        visit.state, visit.published_at = VisitState.PUBLISHED, now
        observed.note(session, visit, actor, now)
    else:
        visit.state = VisitState.SUBMITTED
    history.note(session, visit, EventKind.SUBMITTED, actor, now)
    observed.tell(session, visit, now)

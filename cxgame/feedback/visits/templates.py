"""Templates of visits: written, changed, retired and read."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback import places
from cxgame.feedback.visits import form as forms
from cxgame.feedback.visits.form import TemplateForm
from cxgame.feedback.visits.kinds import VisitKind
from cxgame.feedback.visits.models import VisitTemplate
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.standards.models import SopStep

MOST = 200  # templates of the list


@dataclass(frozen=True)
class TemplateView:
    """A template as it stands."""

    id: int
    form: TemplateForm
    version: int


def add_visit_template(session: Session, *, actor: Actor, form: TemplateForm, now: datetime) -> int:
    """Keep a new template and return its id; raise InvalidInput for what is missing in it."""
    permissions.require(actor, "feedback.add_visit_template")
    row = VisitTemplate(
        kind=form.kind, name={}, pass_mark=0, sections=[], created_at=now, changed_at=now
    )
    _write(session, row, form, now)
    session.add(row)
    session.flush()
    audit.note(session, actor, "feedback.add_visit_template", "visit_template", row.id, now=now)
    return row.id


def change_visit_template(
    session: Session,
    *,
    actor: Actor,
    template_id: int,
    form: TemplateForm,
    version: int,
    now: datetime,
) -> int:
    """Write a template anew and return its new version; visits keep what they were asked.

    Raise Conflict on a stale version, NotFound for an unknown touchpoint or step.
    """
    permissions.require(actor, "feedback.change_visit_template")
    row = session.get(VisitTemplate, template_id, with_for_update=True)
    if row is None:
        raise NotFound("There is no such template.")
    if row.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    _write(session, row, form, now)
    row.version = version + 1
    session.flush()
    audit.note(
        session, actor, "feedback.change_visit_template", "visit_template", template_id, now=now
    )
    return row.version


def templates(
    session: Session, *, kind: VisitKind | None = None, only_active: bool = False
) -> list[TemplateView]:
    """Return the templates, the active first, then as they were made."""
    query = select(VisitTemplate).order_by(
        col(VisitTemplate.is_active).desc(), col(VisitTemplate.id)
    )
    if kind is not None:
        query = query.where(VisitTemplate.kind == kind.value)
    if only_active:
        query = query.where(VisitTemplate.is_active)
    return [_view(row) for row in session.exec(query.limit(MOST))]


def template(session: Session, *, template_id: int) -> TemplateView:
    """Return one template; raise NotFound for none."""
    row = session.get(VisitTemplate, template_id)
    if row is None:
        raise NotFound("There is no such template.")
    return _view(row)


def _write(session: Session, row: VisitTemplate, form: TemplateForm, now: datetime) -> None:
    tidy = forms.clean(form)
    places.place(session, touchpoint_id=tidy.touchpoint_id, sop_step_id=None)
    wanted = {item.step_id for item in tidy.items if item.step_id is not None}
    known = set(session.exec(select(SopStep.id).where(col(SopStep.id).in_(wanted))))
    if wanted - known:
        raise NotFound("There is no such step of an SOP.")
    if row.id is not None and row.kind != tidy.kind:
        raise InvalidInput("A template stays what it is: make another one.")
    row.kind, row.name, row.touchpoint_id = tidy.kind, dict(tidy.name), tidy.touchpoint_id
    row.pass_mark, row.is_active = tidy.pass_mark, tidy.is_active
    row.sections = forms.as_json(tidy.sections)
    row.changed_at = now


def _view(row: VisitTemplate) -> TemplateView:
    form = TemplateForm(
        kind=VisitKind(row.kind),
        name=row.name,
        touchpoint_id=row.touchpoint_id,
        pass_mark=row.pass_mark,
        sections=forms.from_json(row.sections),
        is_active=row.is_active,
    )
    return TemplateView(row.id, form, row.version)

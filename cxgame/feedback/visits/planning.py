"""Plan a visit: who looks at which team, with which template, until when."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback import places
from cxgame.feedback.visits import history
from cxgame.feedback.visits.kinds import EventKind, VisitKind, VisitState
from cxgame.feedback.visits.models import Visit, VisitTemplate
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import names, passwords, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person

LINK_HOLDS = timedelta(days=45)
ASSIGNED = N_("You are asked to visit a team as a customer would.")


@dataclass(frozen=True)
class Planned:
    """A planned visit; `token` is the visitor's from outside, shown once, "" for one of ours."""

    visit_id: int
    token: str


def plan_visit(
    session: Session,
    *,
    actor: Actor,
    template_id: int,
    team_id: int | None,
    visitor_id: int | None = None,
    visitor_name: str = "",
    due_on: date | None = None,
    now: datetime,
) -> Planned:
    """Plan a visit by one of ours, or by somebody from outside with a link of one use.

    A field visit is made by whoever plans it unless somebody is named. Raise InvalidInput for a
    template without questions, a mystery visitor of the very team, nobody named or a past day,
    NotFound for a closed team, a retired template or an unknown person.
    """
    permissions.require(actor, "feedback.plan_visit", team_id=team_id)
    if team_id is None:
        raise InvalidInput("Choose a team.")
    places.check_team(session, team_id)
    template = _template(session, template_id)
    kind = VisitKind(template.kind)
    if kind is VisitKind.FIELD and visitor_id is None:
        visitor_id = actor.person_id
    name = "" if visitor_id is not None or not visitor_name.strip() else names.clean(visitor_name)
    _check_visitor(session, kind, team_id, visitor_id, name)
    if due_on is not None and due_on < clock.local_day(now):
        raise InvalidInput("Choose a day from today on.")
    visit = _from_template(template, team_id, now)
    visit.visitor_id, visit.visitor_name = visitor_id, name
    visit.due_on, visit.created_by = due_on, actor.person_id
    token = _give_link(visit, now) if name else ""
    session.add(visit)
    session.flush()
    history.note(session, visit, EventKind.PLANNED, actor, now)
    if visitor_id is not None and visitor_id != actor.person_id:
        _tell_visitor(session, visit, now)
    history.audited(session, actor, "feedback.plan_visit", visit, now)
    return Planned(visit.id, token)


def renew_visit_link(session: Session, *, actor: Actor, visit_id: int, now: datetime) -> str:
    """Give the visitor from outside a new link, the old one leads nowhere; return its token.

    Raise InvalidInput for a visitor of ours, Conflict once the report is in.
    """
    visit = history.of_team(session, "feedback.renew_visit_link", actor, visit_id)
    history.must_be(visit, VisitState.DRAFT)
    if not visit.visitor_name:
        raise InvalidInput("This visitor signs in and needs no link.")
    token = _give_link(visit, now)
    history.note(session, visit, EventKind.LINK, actor, now)
    history.audited(session, actor, "feedback.renew_visit_link", visit, now)
    return token


def cancel_visit(session: Session, *, actor: Actor, visit_id: int, now: datetime) -> None:
    """Call a visit off before it is published; its link leads nowhere."""
    visit = history.of_team(session, "feedback.cancel_visit", actor, visit_id)
    history.must_be(visit, VisitState.DRAFT, VisitState.SUBMITTED, VisitState.ACCEPTED)
    visit.state, visit.token_hash = VisitState.CANCELLED, None
    history.note(session, visit, EventKind.CANCELLED, actor, now)
    history.audited(session, actor, "feedback.cancel_visit", visit, now)


def _template(session: Session, template_id: int) -> VisitTemplate:
    row = session.get(VisitTemplate, template_id)
    if row is None or not row.is_active:
        raise NotFound("There is no such template.")
    if not any(section["items"] for section in row.sections):
        raise InvalidInput("This template has no questions yet.")
    return row


def _from_template(template: VisitTemplate, team_id: int, now: datetime) -> Visit:
    """Return a visit with the questions as they stand now: later changes don't reach it."""
    return Visit(
        kind=template.kind,
        template_id=template.id,
        template_version=template.version,
        name=template.name,
        pass_mark=template.pass_mark,
        sections=template.sections,
        team_id=team_id,
        touchpoint_id=template.touchpoint_id,
        created_at=now,
    )


def _check_visitor(
    session: Session, kind: VisitKind, team_id: int, visitor_id: int | None, name: str
) -> None:
    if visitor_id is None:
        if not name or kind is VisitKind.FIELD:
            raise InvalidInput("Say who visits.")
        return
    person = session.get(Person, visitor_id)
    if person is None or not person.is_active:
        raise NotFound("There is no such person.")
    if kind is VisitKind.MYSTERY and person.team_id == team_id:
        raise InvalidInput("The team knows this colleague: choose a visitor from elsewhere.")


def _give_link(visit: Visit, now: datetime) -> str:
    token = passwords.new_token()
    visit.token_hash, visit.expires_at = passwords.fingerprint(token), now + LINK_HOLDS
    return token


def _tell_visitor(session: Session, visit: Visit, now: datetime) -> None:
    notices.tell(
        session,
        people=[visit.visitor_id or 0],
        key=f"visit:{visit.id}:planned",
        message=ASSIGNED,
        link=f"visit?id={visit.id}",
        now=now,
    )

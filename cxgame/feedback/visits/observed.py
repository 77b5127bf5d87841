"""What others hear of a visit: a record of the field visit, and notices."""

from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.feedback import store
from cxgame.feedback.entries import Entry, new_key
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.visits.kinds import VisitState
from cxgame.feedback.visits.models import Visit, VisitAnswer
from cxgame.i18n import N_
from cxgame.notices import service as notices
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Person

TO_REVIEW = N_("A mystery visit is in and waits for your review.")
FOR_THE_TEAM = N_("See what a visit to your team found.")
SENT_BACK = N_("Your report of a visit came back with a question.")


def note(session: Session, visit: Visit, actor: Actor, now: datetime) -> None:
    """Keep a field visit as an observation in the customers' voice, once."""
    day = visit.visited_on or clock.local_day(now)
    entry = Entry(
        submission_id=new_key("visit", str(visit.id)),
        kind=Kind.OBSERVATION,
        channel=Channel.VISIT,
        collected_at=now if day == clock.local_day(now) else clock.start_of(day),
        on_day=day,
        text=_words(session, visit),
        team_id=visit.team_id,
        touchpoint_id=visit.touchpoint_id,
        author_id=actor.person_id,
    )
    stored = store.write(session, [entry], now=now)
    visit.record_id = stored.get(entry.submission_id, visit.record_id)


def tell(session: Session, visit: Visit, now: datetime) -> None:
    """Tell whoever is next: the leaders of the team to review, or the team itself."""
    state = VisitState(visit.state)
    if state is VisitState.SUBMITTED:
        everyone, message = people.managers_of(session, team_id=visit.team_id), TO_REVIEW
    elif state is VisitState.PUBLISHED:
        query = select(Person.id).where(col(Person.team_id) == visit.team_id, Person.is_active)
        everyone, message = list(session.exec(query)), FOR_THE_TEAM
    elif visit.visitor_id is not None:
        everyone, message = [visit.visitor_id], SENT_BACK
    else:
        return
    notices.tell(
        session,
        people=[one for one in everyone if one != visit.visitor_id or state is VisitState.DRAFT],
        key=f"visit:{visit.id}:{state}:{visit.version}",
        message=message,
        link=f"visit?id={visit.id}",
        now=now,
    )


def _words(session: Session, visit: Visit) -> str:
    """Return the notes of a visit, else its remarks, else what it looked at."""
    query = select(VisitAnswer.remark).where(
        VisitAnswer.visit_id == visit.id, VisitAnswer.remark != ""
    )
    remarks = " ".join(session.exec(query.order_by(col(VisitAnswer.item_key))))
    return visit.notes or remarks or visit.name["pt-BR"]

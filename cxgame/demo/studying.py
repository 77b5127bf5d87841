"""How the invented company asked why: a study behind one of its plans."""

from datetime import date, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.demo import story, words
from cxgame.demo.plans import OPENS, Plans
from cxgame.feedback import inbox
from cxgame.feedback.inbox import Filter
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scope import Cut
from cxgame.feedback.studies import service
from cxgame.feedback.studies.form import StudyForm
from cxgame.thread import studies

AGO = 274  # days: just after the plan was drafted
PLAN, WHO, TAG = "second-till", "marcos", "fila"
LOOKED_BACK = timedelta(days=60)


def spend_day(session: Session, at: Plans, *, day: date, ago: int) -> None:
    """On one day, ask why customers queue, and tie the answer to the plan."""
    if ago != AGO or PLAN not in at.cards:
        return
    actor, team_id = at.cast.people[WHO], at.cast.teams[story.TRYING]
    now = clock.start_of(day) + OPENS
    heard = inbox.records(
        session,
        actor=actor,
        wanted=Filter(cut=Cut(day - LOOKED_BACK, day, team_id), kinds=(Kind.COMPLAINT,), tag=TAG),
        limit=service.MOST_RECORDS,
    )
    study_id = service.add_study(
        session,
        actor=actor,
        form=_form(at, team_id),
        asked=f"kind=complaint&team={team_id}&tag={TAG}",
        record_ids=[record.id for record in heard.records],
        now=now,
    )
    studies.link_study(session, actor=actor, study_id=study_id, card_id=at.cards[PLAN], now=now)


def _form(at: Plans, team_id: int) -> StudyForm:
    told = words.read("study")
    return StudyForm(
        title=at.text(told["title"]),
        problem=at.text(told["problem"]),
        team_id=team_id,
        whys=tuple(at.text(one) for one in told["whys"]),
        causes={key: tuple(at.text(one) for one in lines) for key, lines in told["causes"].items()},
        root_cause=at.text(told["root_cause"]),
    )

"""Commands on studies of causes."""

from collections.abc import Collection
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.feedback import places
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scope import in_reach, open_to
from cxgame.feedback.studies import form as forms
from cxgame.feedback.studies.form import StudyForm
from cxgame.feedback.studies.models import CauseStudy, StudyRecord
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

MOST_RECORDS = 200


def add_study(
    session: Session,
    *,
    actor: Actor,
    form: StudyForm,
    asked: str = "",
    record_ids: Collection[int] = (),
    now: datetime,
) -> int:
    """Keep a new study with the records that it rests on and return its id.

    `asked` is the query that found them, to find later ones too. Of the records, those that the
    actor may read are kept, 200 at most. Raise InvalidInput for words that are missing or too
    long, NotFound for a closed team.
    """
    permissions.require(actor, "feedback.add_study", team_id=form.team_id)
    tidy = forms.clean(form)
    places.check_team(session, tidy.team_id)
    if len(asked) > forms.LONGEST_QUERY:
        raise InvalidInput("These filters are too long to be kept.")
    study = CauseStudy(
        title=tidy.title, whys=[], causes={}, asked=asked, created_by=actor.person_id,
        created_at=now, changed_at=now, version=1,
    )  # fmt: skip
    _write(study, tidy, actor, now)
    session.add(study)
    session.flush()
    for record_id in _readable(session, actor, record_ids):
        session.add(StudyRecord(study_id=study.id, record_id=record_id))
    session.flush()
    audit.note(session, actor, "feedback.add_study", "study", study.id, now=now)
    return study.id


def change_study(
    session: Session, *, actor: Actor, study_id: int, form: StudyForm, version: int, now: datetime
) -> None:
    """Write a study anew; raise Conflict on a stale version, else as `add_study`."""
    study = _study(session, "feedback.change_study", actor, study_id)
    if form.team_id != study.team_id:
        permissions.require(actor, "feedback.change_study", team_id=form.team_id)
        places.check_team(session, form.team_id)
    if study.version != version:
        raise Conflict("Somebody else changed this meanwhile. Look at it again and repeat.")
    _write(study, forms.clean(form), actor, now)
    study.version = version + 1
    session.flush()
    audit.note(session, actor, "feedback.change_study", "study", study_id, now=now)


def remove_study(session: Session, *, actor: Actor, study_id: int, now: datetime) -> None:
    """Throw a study away, with its ties to records and cards."""
    study = _study(session, "feedback.remove_study", actor, study_id)
    session.delete(study)
    session.flush()
    audit.note(session, actor, "feedback.remove_study", "study", study_id, now=now)


def _study(session: Session, command: str, actor: Actor, study_id: int) -> CauseStudy:
    study = session.get(CauseStudy, study_id)
    permissions.require(actor, command, team_id=study.team_id if study else None)
    if study is None:
        raise NotFound("There is no such study.")
    return study


def _write(study: CauseStudy, tidy: StudyForm, actor: Actor, now: datetime) -> None:
    study.title, study.problem, study.team_id = tidy.title, tidy.problem, tidy.team_id
    study.whys = list(tidy.whys)
    study.causes = {category: list(lines) for category, lines in tidy.causes.items()}
    study.root_cause = tidy.root_cause
    study.changed_by, study.changed_at = actor.person_id, now


def _readable(session: Session, actor: Actor, record_ids: Collection[int]) -> list[int]:
    wanted = sorted(set(record_ids), reverse=True)[:MOST_RECORDS]
    query = select(FeedbackRecord.id).where(col(FeedbackRecord.id).in_(wanted), *open_to(actor))
    reach = in_reach(actor, col(FeedbackRecord.team_id))
    return list(session.exec(query if reach is None else query.where(reach)))

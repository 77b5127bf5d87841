"""Give a certificate when a module is passed, and take one back."""

import uuid
from datetime import datetime

from sqlmodel import Session, col, select

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.learning.assigning import rules
from cxgame.learning.certificates import terms
from cxgame.learning.certificates.models import Certificate
from cxgame.learning.models import Module, ModuleRun
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from cxgame.settings import get_settings
from cxgame.standards.models import Sop, SopVersion

LONGEST_REASON = 500


def give(session: Session, *, run: ModuleRun, now: datetime) -> None:
    """Write the certificate of a run that just passed, resting on the SOP as it stands now.

    It ends on the day by which a rule in force asks the person again; where none does, after the
    months that the company's settings say.
    """
    sop_version = (
        select(SopVersion.id)
        .join(Sop, col(Sop.id) == col(SopVersion.sop_id))
        .join(Module, col(Module.sop_id) == col(Sop.id))
        .where(Module.id == run.module_id, Sop.current_revision == SopVersion.revision)
    )
    months = rules.soonest_months(session, person_id=run.person_id, module_id=run.module_id)
    session.add(
        Certificate(
            public_id=str(uuid.uuid4()),
            person_id=run.person_id,
            team_id=run.team_id,
            module_id=run.module_id,
            version_id=run.version_id,
            sop_version_id=session.exec(sop_version).first(),
            run_id=run.id,
            right=run.right,
            total=len(run.questions),
            issued_at=now,
            valid_until=terms.last_day(
                clock.local_day(now),
                get_settings().certificate_months if months is None else months,
            ),
        )
    )
    session.flush()


def revoke_certificate(
    session: Session, *, actor: Actor, certificate_id: int, reason: str, now: datetime
) -> None:
    """Take a certificate back, with a reason for the company's own eyes; its page says so at once.

    Raise NotFound where there is none, InvalidInput without a reason, Conflict where it was taken
    back before: what was told to the public is not changed.
    """
    certificate = session.get(Certificate, certificate_id, with_for_update=True)
    if certificate is None:
        raise NotFound("There is no such certificate.")
    team_id = session.get_one(Person, certificate.person_id).team_id
    permissions.require(actor, "learning.revoke_certificate", team_id=team_id)
    words = reason.strip()
    if not words:
        raise InvalidInput("Please say why.")
    if len(words) > LONGEST_REASON:
        raise InvalidInput("A reason has at most {n} characters.", n=LONGEST_REASON)
    if certificate.revoked_at is not None:
        raise Conflict("This certificate was revoked before.")
    certificate.revoked_at, certificate.revoked_by = now, actor.person_id
    certificate.revoked_reason = words
    session.flush()
    audit.note(
        session, actor, "learning.revoke_certificate", "certificate", certificate.id, now=now
    )

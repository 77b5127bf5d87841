"""Replace a lost key: a code goes to the address that was left with the report."""

from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from cxgame.errors import InvalidInput, NotFound
from cxgame.feedback.ombudsman import keys, telling
from cxgame.feedback.ombudsman.models import OmbudsmanCode, OmbudsmanReport
from cxgame.people import audit, permissions
from cxgame.people.actor import Actor

CODE_LASTS = timedelta(minutes=30)
MOST_CODES = 3  # for one report in an hour
MOST_TRIES = 5  # for one code
HOUR = timedelta(hours=1)


def ask_code(session: Session, *, actor: Actor, protocol: str, email: str, now: datetime) -> bool:
    """Send a code, if this address was left with this protocol; return whether one was sent.

    Whoever asks is told the same either way. Three an hour at most for one report.
    """
    permissions.require(actor, "feedback.ask_code")
    report = _report(session, protocol)
    if report is None or not report.email or report.email != email.strip().lower():
        return False
    lately = select(func.count()).where(
        OmbudsmanCode.report_id == report.id, OmbudsmanCode.made_at > now - HOUR
    )
    if session.exec(lately).one() >= MOST_CODES:
        return False
    code = keys.new_code()
    row = OmbudsmanCode(
        report_id=report.id,
        code_hash=_sealed(report, code),
        made_at=now,
        expires_at=now + CODE_LASTS,
    )
    session.add(row)
    session.flush()
    telling.write_code(session, report, code_id=row.id, code=code, now=now)
    return True


def replace_key(
    session: Session, *, actor: Actor, protocol: str, code: str, now: datetime
) -> str | None:
    """Return a new key, which is shown this once, for the code that was sent; the old one ends.

    None for a wrong code: that it was tried must be committed, so it is no error. Raise NotFound
    where no code is waiting, InvalidInput after five wrong ones.
    """
    permissions.require(actor, "feedback.replace_key")
    report = _report(session, protocol)
    waiting = select(OmbudsmanCode).where(
        OmbudsmanCode.report_id == (report.id if report else 0),
        OmbudsmanCode.expires_at > now,
        col(OmbudsmanCode.used_at).is_(None),
    )
    row = session.exec(waiting.order_by(col(OmbudsmanCode.id).desc()).with_for_update()).first()
    if report is None or row is None:
        raise NotFound("This code is too old or was used. Ask for a new one.")
    if row.tries >= MOST_TRIES:
        raise InvalidInput("Too many wrong codes. Ask for a new one.")
    row.tries += 1
    if row.code_hash != _sealed(report, code):
        session.flush()
        return None
    row.used_at, key = now, keys.new_key()
    report.key_hash = keys.sealed("key", key)
    session.flush()
    audit.note(session, actor, "feedback.replace_key", "ombudsman_report", report.id, now=now)
    return key


def _report(session: Session, protocol: str) -> OmbudsmanReport | None:
    query = select(OmbudsmanReport).where(OmbudsmanReport.protocol == protocol.strip())
    return session.exec(query).first()


def _sealed(report: OmbudsmanReport, code: str) -> str:
    return keys.sealed(f"code {report.id}", code)

"""What the tests of the ombudsman's office file, and how they follow it."""

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from cxgame.feedback.ombudsman import filing
from cxgame.feedback.ombudsman.filing import Filed, Wish
from cxgame.feedback.ombudsman.following import Pass
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind
from cxgame.feedback.ombudsman.models import OmbudsmanReport
from cxgame.people.actor import Actor
from tests.conftest import NOON

NOBODY = Actor.nobody("pt-BR")
TOKEN = "a form's own random token"


def file(session: Session, token: str = TOKEN, *, now: datetime = NOON, **said: Any) -> Filed:
    """File a report: by default an identified complaint by Ana."""
    wish: dict[str, Any] = {
        "kind": ReportKind.COMPLAINT,
        "privacy": Privacy.IDENTIFIED,
        "text": "Cobraram duas vezes",
        "name": "Ana Souza",
        "email": "ana@example.com",
        "phone": "31 98765-4321",
        "language": "pt-BR",
        **said,
    }
    return filing.file_report(session, actor=NOBODY, wish=Wish(**wish), form_token=token, now=now)


def opens(filed: Filed) -> Pass:
    return Pass(filed.protocol, filed.key)


def stored(session: Session, filed: Filed) -> OmbudsmanReport:
    query = select(OmbudsmanReport).where(OmbudsmanReport.protocol == filed.protocol)
    return session.exec(query).one()

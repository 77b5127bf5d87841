"""The words a report to the ombudsman is told apart by, and what follows from them."""

from enum import StrEnum

from cxgame.feedback.kinds import Kind


class ReportKind(StrEnum):
    """What somebody turns to the ombudsman with."""

    COMPLAINT = "complaint"
    ACCUSATION = "accusation"  # denúncia: of wrongdoing
    COMPLIMENT = "compliment"
    SUGGESTION = "suggestion"
    REQUEST = "request"


class Privacy(StrEnum):
    """Who may know who filed it."""

    IDENTIFIED = "identified"
    SECRET = "secret"  # noqa: S105  # the ombudsman alone
    ANONYMOUS = "anonymous"  # nobody


class Status(StrEnum):
    """Where a report stands."""

    RECEIVED = "received"
    IN_REVIEW = "in_review"
    ANSWERED = "answered"
    CLOSED = "closed"


class EntryKind(StrEnum):
    """One thing said about a report; a note is for the office alone."""

    MESSAGE = "message"  # from whoever filed it
    ANSWER = "answer"
    NOTE = "note"


RECORD_KINDS = {
    ReportKind.COMPLAINT: Kind.COMPLAINT,
    ReportKind.ACCUSATION: Kind.COMPLAINT,
    ReportKind.COMPLIMENT: Kind.COMPLIMENT,
    ReportKind.SUGGESTION: Kind.SUGGESTION,
    ReportKind.REQUEST: Kind.SUGGESTION,
}


def is_secret(kind: ReportKind, privacy: Privacy) -> bool:
    """Tell whether nobody but the ombudsman may read what was filed, nor learn of which team."""
    return kind is ReportKind.ACCUSATION or privacy is not Privacy.IDENTIFIED

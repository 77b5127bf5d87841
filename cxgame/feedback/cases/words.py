"""The words that cases are told apart by."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a case is for: to put something right, or to thank."""

    RECOVER = "recover"
    THANK = "thank"


class Status(StrEnum):
    """Where a case stands."""

    NEW = "new"
    IN_CONTACT = "in_contact"
    SOLVED = "solved"
    CLOSED = "closed"


class Priority(StrEnum):
    """How much a case matters."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


class SlaUnit(StrEnum):
    """What a promise of time is counted in; `clock.deadline` says how."""

    BUSINESS_HOURS = "business_hours"  # while the unit is open
    HOURS = "hours"  # around the clock, days on which the unit stays closed left out
    BUSINESS_DAYS = "business_days"  # days on which the unit opens
    DAYS = "days"  # of the calendar: the law's way


class OwnerRule(StrEnum):
    """Who gets a new case: in turn among those whom the rota has at work, or a manager."""

    MANAGER = "manager"
    MEMBERS = "members"
    NOBODY = "nobody"


class Means(StrEnum):
    """The way in which a customer was reached."""

    PHONE = "phone"
    WHATSAPP = "whatsapp"
    EMAIL = "email"
    IN_PERSON = "in_person"
    PLATFORM = "platform"


class Outcome(StrEnum):
    """What came of an attempt to reach a customer."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    WRONG_CONTACT = "wrong_contact"
    MESSAGE_LEFT = "message_left"


class EventKind(StrEnum):
    """What can happen to a case."""

    OPENED = "opened"
    OWNER = "owner"
    CONTACT = "contact"
    NOTE = "note"
    STATUS = "status"
    FINDINGS = "findings"
    PRIORITY = "priority"
    MESSAGE = "message"  # a mail posted, or a WhatsApp message opened
    ASKED_AGAIN = "asked_again"  # invited to say how it is now
    RESCORED = "rescored"
    EXTENDED = "extended"
    ESCALATED = "escalated"
    TESTIMONIAL = "testimonial"


OPEN = (Status.NEW, Status.IN_CONTACT)
DONE = (Status.SOLVED, Status.CLOSED)

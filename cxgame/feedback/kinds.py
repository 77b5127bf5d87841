"""The words a record is told apart by: what it is, how it came, how it was meant."""

from enum import StrEnum


class Kind(StrEnum):
    """What was heard."""

    SURVEY = "survey"
    COMPLAINT = "complaint"
    COMPLIMENT = "compliment"
    SUGGESTION = "suggestion"
    OBSERVATION = "observation"


class Channel(StrEnum):
    """The way a record came in."""

    PUBLIC = "public"
    STAFF = "staff"
    API = "api"
    FILE = "file"
    PLATFORM = "platform"
    OMBUDSMAN = "ombudsman"
    VISIT = "visit"


class Source(StrEnum):
    """Whose words count where: complaints are ranked by what customers sent themselves."""

    SENT = "sent"
    HEARD = "heard"


class ObservationKind(StrEnum):
    """What a frontline person noticed."""

    FRICTION = "friction"
    WISH = "wish"
    PRAISE = "praise"
    IDEA = "idea"


class Severity(StrEnum):
    """How bad a complaint is, as the person who wrote it down judged it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


MOODS = range(1, 6)  # from very bad to very good, as the customer seemed
BY_US = (Channel.STAFF, Channel.VISIT)  # heard by us, not sent by customers
FROM_CUSTOMERS = (Kind.COMPLAINT, Kind.COMPLIMENT, Kind.SUGGESTION)


def source_of(channel: Channel) -> Source:
    """Return whether customers sent it or we heard it; listening never costs a rank."""
    return Source.HEARD if channel in BY_US else Source.SENT

"""Errors that a person can put right; the message is a translatable English id."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


class CxgameError(Exception):
    """Base of every error that a screen, a route or the command line may show.

    `message` is the id to translate, `values` fill its {placeholders}; str() gives English.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message.format(**values) if values else message)


class InvalidInput(CxgameError):
    """A value breaks a rule of the domain."""


class NotAllowed(CxgameError):
    """The person may not do this."""


class NotFound(CxgameError):
    """There is no such thing, or the person may not know of it."""


class Conflict(CxgameError):
    """Somebody else changed it first, or the state does not allow the step."""


@dataclass(frozen=True)
class Reason:
    """One fact that stands in the way: a translatable sentence and what fills its placeholders."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)


class Refused(Conflict):
    """A gate is shut; `reasons` (at least one) are all that shut it, each a sentence of its own."""

    def __init__(self, reasons: Sequence[Reason]) -> None:
        self.reasons = tuple(reasons)
        super().__init__(reasons[0].message, **reasons[0].values)

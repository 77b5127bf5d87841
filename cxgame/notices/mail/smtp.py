"""Speak SMTP: open the way to the server, hand over one letter, tell what came of it."""

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum

from cxgame.i18n import N_
from cxgame.notices.mail.server import MailServer, Security

PATIENCE = 30.0  # seconds that one command may take
LONGEST_REASON = 300  # characters

HUNG = N_("The mail server did not answer in time.")
BROKE_OFF = N_("The mail server broke the connection.")
UNWRITABLE = N_("The address can't be written into an e-mail.")
CLOSING = 421  # RFC 5321: the server closes the connection
TOO_LARGE = 552

Connection = smtplib.SMTP

_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"]+@[^\s<>()\[\],;:\"]+")


class Result(StrEnum):
    """What became of one letter."""

    SENT = "sent"
    LATER = "later"  # the server may take it another time
    NEVER = "never"  # it will not take this letter
    TROUBLE = "trouble"  # it takes none: not this letter's fault


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one letter, why, and whether the connection is gone."""

    result: Result
    reason: str = ""
    is_over: bool = False


class Unreachable(Exception):
    """No way to the server: it is down, its certificate is wrong, it does not know us."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@contextmanager
def connected(server: MailServer, *, greeting: str, patience: float) -> Iterator[smtplib.SMTP]:
    """Give an open, signed-in connection; raise Unreachable with the reason.

    `greeting` is the domain that we introduce ourselves with, `patience` the seconds that one step
    may take.
    """
    connection: smtplib.SMTP | None = None
    try:
        connection = _opened(server, greeting, patience)
        if server.user:
            connection.login(server.user, server.password)
    except (OSError, smtplib.SMTPException, ValueError) as error:
        if connection is not None:
            connection.close()
        raise Unreachable(_why(error)) from None
    try:
        yield connection
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


def handed_over(
    connection: smtplib.SMTP, message: EmailMessage, *, sender: str, to: str
) -> Outcome:
    """Hand one message over for one address, and return what the server said to it."""
    outcome = _tried(connection, message, sender, to)
    if outcome.is_over:
        connection.close()  # a server that hung would hang again at our good-bye
    return outcome


def without_addresses(words: str) -> str:
    """Return a server's sentence without any e-mail address, which it likes to repeat."""
    return _ADDRESS.sub("…", " ".join(words.split()))[:LONGEST_REASON]


def _tried(connection: smtplib.SMTP, message: EmailMessage, sender: str, to: str) -> Outcome:
    try:
        connection.send_message(message, from_addr=sender, to_addrs=[to])
    except smtplib.SMTPRecipientsRefused as error:
        [(code, words)] = error.recipients.values()
        return _answered(code, words)
    except smtplib.SMTPSenderRefused as error:
        answer = _answered(error.smtp_code, error.smtp_error)
        if error.smtp_code == TOO_LARGE:
            return answer
        return Outcome(Result.TROUBLE, answer.reason, is_over=True)
    except smtplib.SMTPDataError as error:
        return _answered(error.smtp_code, error.smtp_error)
    except (smtplib.SMTPNotSupportedError, UnicodeError):
        return Outcome(Result.NEVER, UNWRITABLE)
    except smtplib.SMTPResponseException as error:
        return _answered(error.smtp_code, error.smtp_error)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(Result.LATER, _why(error), is_over=True)
    return Outcome(Result.SENT)


def _opened(server: MailServer, greeting: str, patience: float) -> smtplib.SMTP:
    verified = ssl.create_default_context()
    if server.security is Security.TLS:
        return smtplib.SMTP_SSL(
            server.host, server.port, greeting, timeout=patience, context=verified
        )
    connection = smtplib.SMTP(server.host, server.port, greeting, timeout=patience)
    if server.security is Security.STARTTLS:
        try:
            connection.starttls(context=verified)
        except (OSError, smtplib.SMTPException):
            connection.close()
            raise
    return connection


def _answered(code: int, words: bytes | str) -> Outcome:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    reason = without_addresses(f"{code} {text}")
    result = Result.NEVER if 500 <= code < 600 else Result.LATER
    return Outcome(result, reason, is_over=code == CLOSING)


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return HUNG
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return HUNG if "timed out" in str(error) else BROKE_OFF
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error).reason
    words = error.strerror if isinstance(error, OSError) else ""
    return without_addresses(str(words or error) or type(error).__name__)

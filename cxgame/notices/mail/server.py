"""Which server carries our mail, and from whom it comes: read from the settings."""

from dataclasses import dataclass, field
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import unquote, urlsplit

from cxgame.settings import get_settings


class Security(StrEnum):
    """How the way to the server is kept closed; the certificate is always verified."""

    NONE = "none"
    STARTTLS = "starttls"
    TLS = "tls"


PORTS = {Security.NONE: 25, Security.STARTTLS: 587, Security.TLS: 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where to connect, and as whom; no user means no sign-in."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)


def mail_is_set() -> bool:
    """Tell whether a mail server is set, so that letters leave; screens say so where not."""
    return bool(get_settings().smtp_url.get_secret_value())


def server() -> MailServer:
    """Return the server of CXGAME_SMTP_URL; ValueError where none is set.

    A password goes to another machine over TLS alone: `smtp://` with a user means STARTTLS there.
    """
    parts = urlsplit(get_settings().smtp_url.get_secret_value())
    if not parts.hostname:
        raise ValueError("no mail server is set")
    security = {"smtps": Security.TLS, "smtp+starttls": Security.STARTTLS}.get(
        parts.scheme, Security.NONE
    )
    if security is Security.NONE and parts.username and not _is_this_machine(parts.hostname):
        security = Security.STARTTLS
    return MailServer(
        host=parts.hostname,
        port=parts.port or PORTS[security],
        security=security,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

"""Write a letter as a message of RFC 5322: headers, plain text and a page of HTML."""

from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.headerregistry import Address, BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from typing import Any

from cxgame import i18n
from cxgame.look import letters

_ENCODING = "quoted-printable"  # keeps lines short and bodies readable; base64 looks like spam


class _WholeLine(UnstructuredHeader, BaseHeader):
    """A header that is never folded: a long address would be encoded, and then be none."""

    def fold(self, *, policy: Any) -> str:  # the library's Policy, generic in its stubs alone
        """Return the header as one line."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", _WholeLine)
_POLICY = policy.SMTP.clone(header_factory=_HEADERS)


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A letter that is being sent, as plain values; `attempts` counts this one too."""

    id: int
    key: str
    to_address: str
    to_name: str
    language: str
    subject: str
    body: str
    opt_out_url: str | None
    attempts: int


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom mail comes."""

    address: str
    name: str


def message_id(key: str, domain: str) -> str:
    """Return the same id for each sending of a letter, so that receivers drop the second.

    The key is hashed: it may name a customer.
    """
    return f"<{sha256(key.encode()).hexdigest()[:32]}@{domain}>"


def written(letter: Outgoing, sender: Sender, *, now: datetime) -> EmailMessage:
    """Return the message; raise ValueError for an address that no header can hold."""
    domain = ascii_address(sender.address).rpartition("@")[2]
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_line(sender.name), addr_spec=ascii_address(sender.address))
    message["To"] = Address(_line(letter.to_name), addr_spec=ascii_address(letter.to_address))
    message["Subject"] = _line(letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(letter.key, domain)
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    message["Content-Language"] = letter.language
    if letter.opt_out_url:
        message["List-Unsubscribe"] = f"<{letter.opt_out_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
    message.set_content(_text(letter), charset="utf-8", cte=_ENCODING)
    page = letters.html(
        letter.language,
        sender=sender.name,
        body=letter.body,
        opt_out_url=letter.opt_out_url or "",
    )
    message.add_alternative(page, subtype="html", charset="utf-8", cte=_ENCODING)
    return message


def ascii_address(address: str) -> str:
    """Return an address with its domain as DNS writes it; raise ValueError for none."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.encode('idna').decode('ascii')}"


def _text(letter: Outgoing) -> str:
    if not letter.opt_out_url:
        return letter.body
    words = i18n.translate(letter.language, "You would rather not get such e-mails?")
    return f"{letter.body}\n\n-- \n{words} {letter.opt_out_url}"


def _line(words: str) -> str:
    return " ".join(words.split())

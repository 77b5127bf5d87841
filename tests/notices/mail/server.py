"""A real SMTP server in a thread: it remembers what it took, and misbehaves as told."""

import datetime as dt
import ipaddress
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "till", "s3cret word"
HOST = "127.0.0.1"


class Handler:
    """Keeps every message it took; `answers` says what it replies to an address, once each."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.answers: dict[str, list[str]] = {}
        self.at_the_end: list[str] = []  # replies after the text, in order
        self.hangs = 0.0  # seconds before a reply to the text
        self.senders: list[str] = []
        self.refuses_senders = False

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's own name for it
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.refuses_senders:
            return f"550 5.7.1 {address} may not send"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        self.senders.append(address)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        if self.hangs:
            time.sleep(self.hangs)
        if self.at_the_end:
            return self.at_the_end.pop(0)
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        self.taken.append(message_from_bytes(content, policy=policy.default))  # type: ignore[arg-type]
        return "250 OK"


@contextmanager
def serving(port: int, **options: Any) -> Iterator[Handler]:
    """Run a server on a port; `options` are aiosmtpd's."""
    handler = Handler()
    controller = Controller(handler, hostname=HOST, port=port, **options)
    controller.start()
    try:
        yield handler
    finally:
        controller.stop(no_assert=True)


def signing_in() -> dict[str, Any]:
    """Return the options of a server that asks who we are."""

    def known(*_asked: Any) -> AuthResult:
        found = _asked[-1]
        assert isinstance(found, LoginPassword)
        fits = (found.login, found.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=fits, handled=False)

    return {"authenticator": known, "auth_required": True}


def certified(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """Return the TLS of a server with a certificate of its own making, and that certificate."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mail server of the tests")])
    begins = dt.datetime.now(dt.UTC) - dt.timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + dt.timedelta(days=30))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(HOST))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "server.pem", folder / "key.pem"
    certificate.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, secret)
    return context, certificate

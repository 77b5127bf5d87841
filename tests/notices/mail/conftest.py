"""Mail as it is set in these tests, and the letters in the outbox."""

from collections.abc import Callable, Iterator

import pytest

from cxgame.settings import get_settings
from scripts.served import free_port
from tests.notices.mail.server import Handler, serving

SetMail = Callable[[str], None]


@pytest.fixture
def set_mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[SetMail]:
    """Set the address of a mail server as a person would."""

    def set_to(url: str) -> None:
        monkeypatch.setenv("CXGAME_SMTP_URL", url)
        monkeypatch.setenv("CXGAME_MAIL_FROM", "voz@lumina.example")
        monkeypatch.setenv("CXGAME_MAIL_NAME", "Lumina Pet & Saúde")
        get_settings.cache_clear()

    yield set_to
    monkeypatch.undo()
    get_settings.cache_clear()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def post_office(set_mail: SetMail, port: int) -> Iterator[Handler]:
    """A server that takes everything, set as ours."""
    set_mail(f"smtp://127.0.0.1:{port}")
    with serving(port) as handler:
        yield handler

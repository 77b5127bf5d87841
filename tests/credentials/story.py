"""An issuer, a badge and somebody who earned it, for tests."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from cxgame.credentials import open_badge
from cxgame.credentials.keys import SigningKey
from cxgame.credentials.open_badge import Achievement, Issued, Issuer, Kind

# The key pair of the W3C test vectors: public, thus only good for tests.
KEY = SigningKey("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq")
MORNING = datetime(2026, 3, 2, 12, tzinfo=UTC)

BADGE = Achievement(
    key="first-module",
    kind=Kind.BADGE,
    name="Primeiro módulo",
    description="Passar em um módulo.",
    criteria="Passar em 1 módulo, qualquer um.",
    language="pt-BR",
    family="learning",
    tier=1,
    symbol="school",
)
AWARD = Issued(
    public_id="7c1f6a62-6f0c-4b52-9d7e-3f5d0a1b2c3d",
    source="badges",
    place=7,
    recipient="João “Zé” d'Ávila & Søren Łukasz Ōta 李",
    achievement=BADGE,
    issued_at=MORNING,
    expires_at=MORNING + timedelta(days=365),
    evidence="Módulo “Acolher”, em 2 de março de 2026.",
)
ISSUER = Issuer("Pet Shop da Ana", "https://cx.example.com", 1, KEY, MORNING - timedelta(days=30))


def signed(**changes: Any) -> dict[str, Any]:
    """Return the credential of the award, with some of it changed."""
    return open_badge.credential(replace(AWARD, **changes), ISSUER)

"""What exactly was approved: a hash of scope, date, owner and target."""

import hashlib
import json
from dataclasses import asdict
from datetime import date

from cxgame.boards.form import CardForm
from cxgame.boards.plans.models import Plan
from cxgame.boards.raci import MATERIAL


def fingerprint(form: CardForm, plan: Plan | None) -> str:
    """Return the SHA-256 of everything whose change asks A anew, as 64 hex digits."""
    held = {**asdict(form), **(plan.model_dump() if plan else {})}
    told = {name: _plain(held.get(name)) for name in sorted(MATERIAL)}
    words = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(words.encode()).hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value

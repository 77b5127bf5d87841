"""What an SOP asks of the reader, in words: sign, take a quiz, or nothing any more."""

from datetime import date, datetime
from typing import Any

from cxgame import clock as clocks
from cxgame import i18n
from cxgame.people.actor import Actor
from cxgame.standards.signing import service
from cxgame.standards.signing.asks import Kind, Method
from cxgame.standards.signing.mine import Mine
from cxgame.standards.signing.register import SignatureLine
from cxgame.standards.sops import SopView
from cxgame.ui.parts.clocks import clock
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act


def ask(sop: SopView, mine: Mine, today: date) -> dict[str, object] | None:
    """Return the words of what waits for the reader, None where nothing does."""
    if mine.kind is None:
        return None
    is_quiz = mine.kind is Kind.QUIZ
    return {
        "is_quiz": is_quiz,
        "key": sop.revision,
        "revision": sop.revision,
        "clock": clock(mine.due_on, today),
        "words": _("A short quiz waits at the end.")
        if is_quiz
        else _("Read to the end, then sign."),
        "sentence": _quiz_sentence() if is_quiz else _sentence(sop, today),
        "button": _("Sign version {n}", n=sop.version),
        "address": f"quiz?code={sop.code}",
    }


def signed(sop: SopView, mine: Mine) -> dict[str, object] | None:
    """Return the words of what the reader signed, None where that is nothing."""
    if not mine.signatures:
        return None
    is_this = mine.signatures[0].revision == sop.revision
    return {
        "title": _("Signed by you") if is_this else _("You signed an earlier version"),
        "lines": [_signature(sop.code, line) for line in mine.signatures],
    }


def do(actor: Actor, sop: SopView, sent: dict[str, str], now: datetime) -> None:
    """Sign, or note that the reader knows the text, where the page was told so."""
    who: dict[str, Any] = {
        "actor": actor,
        "person_id": actor.person_id or 0,
        "code": sop.code,
        "now": now,
    }
    match sent.get("name"):
        case "sign" if "read" in sent:
            done = _("{code} signed. Thank you for reading to the end.", code=sop.code)
            act(done, service.sign_sop, revision=sent.get("revision", ""), **who)
        case "known":
            act("", service.note_reading, revision=sop.revision, **who)


def _sentence(sop: SopView, today: date) -> str:
    n = len(sop.steps)
    if sop.effective_on > today:
        return ngettext(
            "I have read the {n} step and will serve this way from {day} on.",
            "I have read the {n} steps and will serve this way from {day} on.",
            n,
            day=i18n.short_day(locale(), sop.effective_on),
        )
    return ngettext(
        "I have read the {n} step and will serve this way.",
        "I have read the {n} steps and will serve this way.",
        n,
    )


def _quiz_sentence() -> str:
    return _("A few questions. Passing signs this version; try as often as you like.")


def _signature(code: str, line: SignatureLine) -> str:
    moment = i18n.moment(locale(), line.signed_at, clocks.zone())
    words = _("{code}, version {n} · {moment}", code=code, n=line.version, moment=moment)
    if line.method is Method.QUIZ and line.result:
        right, total = line.result
        words += " · " + _("quiz: {right} of {total}", right=right, total=total)
    return words

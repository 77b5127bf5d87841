"""A survey's form as a browser sends it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl

from starlette.requests import Request

from cxgame.feedback.answers import Sent
from cxgame.feedback.bursts import Sender
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.web.account import address_of

MOST_FIELDS = 100  # five questions of twelve options, and the rest
LONGEST_AGENT = 300  # characters

_PART = re.compile(r"q([0-9]{1,15})", re.ASCII)
# Who fetches a page to show what a link leads to; no customer opened it.
_PREVIEW = re.compile(r"bot|crawl|spider|preview|whatsapp|facebookexternal|telegram", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Form:
    """What somebody wrote into the form, to be stored, or given back when something is missing."""

    submission: str = ""
    kind: str = ""
    score: str = ""
    text: str = ""
    contact: str = ""
    parts: Mapping[int, Sequence[str]] = field(default_factory=dict)
    agrees: bool = False

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was typed or chosen yet."""
        return not (self.score or self.text or self.contact or self.parts or self.agrees)

    def sent(self, locale: str) -> Sent:
        """Return the form as the commands take it."""
        return Sent(
            kind=Kind(self.kind) if self.kind in FROM_CUSTOMERS else Kind.SURVEY,
            score=self.score,
            text=self.text,
            contact=self.contact,
            parts=self.parts,
            agrees=self.agrees,
            language=locale,
        )


def read(body: bytes) -> Form:
    """Return a form; a browser sends line breaks as two characters, we count one."""
    try:
        pairs = parse_qsl(body.decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        return Form()
    single: dict[str, str] = {}
    parts: dict[int, list[str]] = {}
    for name, value in pairs:
        words = value.replace("\r\n", "\n")
        if found := _PART.fullmatch(name):
            parts.setdefault(int(found[1]), []).append(words)
        else:
            single[name] = words
    names = ("submission", "kind", "score", "text", "contact")
    known = {name: single.get(name, "") for name in names}
    return Form(**known, parts=parts, agrees=bool(single.get("agrees")))


def sender_of(request: Request) -> Sender:
    """Return who sends, as far as a request tells."""
    agent = request.headers.get("user-agent", "")[:LONGEST_AGENT]
    return Sender(network=address_of(request), device=agent)


def is_person(request: Request) -> bool:
    """Tell whether a customer asks for a page, rather than a program that shows where it leads."""
    purpose = request.headers.get("sec-purpose", "") + request.headers.get("purpose", "")
    agent = request.headers.get("user-agent", "")
    return request.method == "GET" and "prefetch" not in purpose and not _PREVIEW.search(agent)


def with_submission(form: Form, token: str) -> Form:
    """Return the form with another token."""
    return replace(form, submission=token)

"""The question bank: what the address asks for, its head, the list with its filters."""

from dataclasses import dataclass
from math import ceil

from cxgame.content import LANGUAGES, Kind
from cxgame.content.formats import Format
from cxgame.i18n import N_
from cxgame.learning.bank import queries
from cxgame.learning.bank.queries import BankView, Filter
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import learning_bank_take
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

PER_PAGE = 25
FURTHEST = 4000  # pages
IN, OUT = "in", "out"
PARTS = {"": N_("In the bank"), IN: N_("Bring in"), OUT: N_("Download")}
FILTERS = ("q", "kind", "language", "free", "batch", "page")
KINDS = {
    Kind.SINGLE: (N_("One answer"), "radio_button_checked"),
    Kind.MULTIPLE: (N_("Several answers"), "check_box"),
    Kind.TRUE_FALSE: (N_("True or false"), "rule"),
    Kind.SHORT_TEXT: (N_("Short text"), "short_text"),
    Kind.NUMBER: (N_("Number"), "pin"),
    Kind.MATCHING: (N_("Pairs"), "join_inner"),
    Kind.ORDERING: (N_("Order"), "format_list_numbered"),
}
FORMATS = {Format.GIFT: "GIFT", Format.MOODLE_XML: "Moodle XML", Format.AIKEN: "Aiken"}
TONGUES = {"pt-BR": N_("Portuguese"), "en": N_("English")}


@dataclass(frozen=True)
class Asked:
    """What the address asks to see; `page` counts from 1."""

    part: str
    wanted: Filter
    page: int
    question_id: int | None


def asked() -> Asked:
    """Read the address; what it says wrongly counts as not said."""
    part, kind, language = (address.read(name) for name in ("part", "kind", "language"))
    return Asked(
        part=part if part in PARTS else "",
        wanted=Filter(
            search=address.read("q")[:100],
            kind=Kind(kind) if kind in set(Kind) else None,
            language=language if language in LANGUAGES else "",
            batch_id=address.number("batch"),
            is_unused=address.read("free") == "on",
        ),
        page=max(1, min(address.number("page") or 1, FURTHEST)),
        question_id=address.number("question"),
    )


def head(said: Asked) -> None:
    """Show the title and the three parts of the page."""
    parts = [
        (key or "all", _(words), "/question_bank" + (f"?part={key}" if key else ""))
        for key, words in PARTS.items()
    ]
    sent = sheet(
        markup.render("learning/bank_head.html", locale(), parts=parts, part=said.part or "all"),
        key="bank-head",
    )
    if sent.get("name") == "part":
        value = sent.get("value", "")
        address.turn(**dict.fromkeys(FILTERS, ""), part=value if value in PARTS else "")


def show(actor: Actor, said: Asked) -> None:
    """Show the list, and follow what is tapped."""
    found = load(
        queries.bank,
        actor=actor,
        wanted=said.wanted,
        limit=PER_PAGE,
        offset=PER_PAGE * (said.page - 1),
    )
    sent = sheet(
        markup.render(
            "learning/bank.html",
            locale(),
            wanted=said.wanted,
            kinds=[(kind.value, _(words)) for kind, (words, _icon) in KINDS.items()],
            languages=tongues(),
            rows=[row(one) for one in found.questions],
            counted=_counted(found.total),
            page=said.page,
            pages=ceil(found.total / PER_PAGE),
            is_filtered=said.wanted != Filter(),
            modules=learning_bank_take.modules(actor),
            into=learning_bank_take.wanted(),
        ),
        key="bank",
    )
    match sent.get("name"):
        case "filter":
            given = {name: sent.get(name, "") for name in FILTERS if name != "page"}
            address.turn(**{**given, "batch": address.read("batch"), "page": ""})
        case "clear":
            address.turn(**dict.fromkeys(FILTERS, ""))
        case "page" | "question" as name:
            address.turn(**{name: sent.get("value", "")})
        case "part":
            address.turn(part=IN)
        case "take":
            learning_bank_take.take(actor, sent)


def tongues() -> list[tuple[str, str]]:
    """Return the languages to choose from."""
    return [(key, _(words)) for key, words in TONGUES.items()]


def row(one: BankView) -> dict[str, str]:
    """Return a question as the list shows it."""
    words, icon = KINDS[one.question.kind]
    sub = [_(words), _(TONGUES[one.language]), one.title]
    return {
        "id": str(one.id),
        "prompt": one.prompt,
        "sub": " · ".join(filter(None, sub)),
        "icon": icon,
        "used": one.used_in,
    }


def _counted(total: int) -> str:
    return ngettext("{n} question in the bank", "{n} questions in the bank", total)

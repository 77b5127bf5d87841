"""Read the catalogues of a language, compare them with what is said, and add what they lack."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import normalize, read_po

from cxgame.i18n import FOLDER
from cxgame.locale.extract import COMMON, Found

LANGUAGE = "pt_BR"
HEADER = """\
msgid ""
msgstr ""
"Language: pt_BR\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\\n"
"""


@dataclass(frozen=True)
class Entry:
    """One entry of one catalogue; `texts` has one translation a form."""

    room: str
    ids: tuple[str, ...]
    texts: tuple[str, ...]
    is_fuzzy: bool


def folder() -> Path:
    """Return where the catalogues lie."""
    return FOLDER / LANGUAGE / "LC_MESSAGES"


def entries(place: Path | None = None) -> list[Entry]:
    """Return every entry of every catalogue."""
    found: list[Entry] = []
    for path in sorted((place or folder()).glob("*.po")):
        with path.open("rb") as file:
            catalogue: Catalog = read_po(file, locale=LANGUAGE, abort_invalid=True)
        found += [_entry(path.stem, message) for message in catalogue if message.id]
    return found


def missing(said: Iterable[Found], known: Iterable[Entry]) -> dict[tuple[str, ...], str]:
    """Return each id that no catalogue has, with the room that it should go to."""
    have = {entry.ids for entry in known}
    rooms: dict[tuple[str, ...], set[str]] = {}
    for found in said:
        if found.ids not in have:
            rooms.setdefault(found.ids, set()).add(found.room)
    return {ids: where.pop() if len(where) == 1 else COMMON for ids, where in rooms.items()}


def unused(said: Iterable[Found], known: Iterable[Entry]) -> list[Entry]:
    """Return the entries whose id nobody says any more."""
    needed = {found.ids for found in said}
    return [entry for entry in known if entry.ids not in needed]


def add(ids: tuple[str, ...], room: str, place: Path | None = None) -> None:
    """Append an empty entry to a room's catalogue; what others wrote there stays as it is."""
    path = (place or folder()) / f"{room}.po"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(HEADER, "utf-8")
    lines = [f"\nmsgid {normalize(ids[0])}"]
    if len(ids) == 1:
        lines.append('msgstr ""')
    else:
        lines += [f"msgid_plural {normalize(ids[1])}", 'msgstr[0] ""', 'msgstr[1] ""']
    with path.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _entry(room: str, message: Message) -> Entry:
    # Babel keeps a lone form as a text and several as a list or tuple.
    ids = (message.id,) if isinstance(message.id, str) else tuple(message.id)
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or "")
    return Entry(
        room, tuple(str(each) for each in ids), tuple(str(each) for each in texts), message.fuzzy
    )

"""GIFT's escapes: hidden while control characters are looked for, shown again in each text."""

import re

CONTROL = "\\:#={}~"
# Unicode keeps these code points for inner use: no text may hold them.
_PLACES = {**{f"\\{sign}": chr(0xFDD0 + n) for n, sign in enumerate(CONTROL)}, "\\n": "\ufdd7"}
_SHOWN = {ord(place): written[1] for written, place in _PLACES.items()} | {0xFDD7: "\n"}
_ESCAPE = re.compile(r"\\[\\:#={}~n]")
_NO_PLACES = dict.fromkeys(range(0xFDD0, 0xFDF0))


def hidden(text: str) -> str:
    """Return a text in which no escaped character looks like a control character."""
    return _ESCAPE.sub(lambda found: _PLACES[found[0]], text.translate(_NO_PLACES))


def shown(text: str) -> str:
    """Return what a hidden text says."""
    return text.translate(_SHOWN)


def escaped(text: str) -> str:
    """Return a text as a GIFT file writes it."""
    return re.sub(r"[\\:#={}~]", r"\\\g<0>", text).replace("\n", "\\n")

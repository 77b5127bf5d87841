"""Join the style sheets: one for the component, a plain one for each kind of public page."""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent / "css"
FIRST = ("tokens", "base")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_PAIR = re.compile(r"light-dark\(\s*([^,()]+?)\s*,\s*([^,()]+?)\s*\)")
_TOKEN = re.compile(r"(--[\w-]+):\s*([^;]+);")


@lru_cache
def css_for_component() -> str:
    """Return every style sheet of the house, tokens first, for the shadow roots of the app."""
    rest = sorted(path.stem for path in FOLDER.glob("*.css") if path.stem not in FIRST)
    return "\n".join(_read(name) for name in (*FIRST, *rest))


@lru_cache
def css_for_page(*parts: str) -> str:
    """Return the tokens, the base and the named parts for a public page, as small as it gets.

    Such a page knows no Streamlit and may meet an old phone: tokens come as plain colours with a
    media query for the dark ones. Raise FileNotFoundError for a part that does not exist.
    """
    light, dark = _both_themes(_read("tokens"))
    tokens = f":root{{color-scheme:light dark;{light}}}"
    tokens += f"@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
    # Streamlit's icon font is not there: an icon would show its name.
    icons = "" if "icon" in parts else ".icon{display:none}"
    return tokens + "".join(_read(name) for name in ("base", *parts)) + icons


@lru_cache
def colours() -> dict[str, str]:
    """Return the light theme's tokens by name, for letters: mail knows no variables."""
    light, _dark = _both_themes(_read("tokens"))
    return {name.lstrip("-"): value for name, value in _TOKEN.findall(light)}


@lru_cache
def css_address() -> str:
    """Return the address of the component's style sheet; it changes with the content."""
    return f"/look/{sha256(css_for_component().encode()).hexdigest()[:12]}.css"


def _read(name: str) -> str:
    text = _COMMENT.sub("", (FOLDER / f"{name}.css").read_text("utf-8"))
    return re.sub(r" ?([{};,>]) ?", r"\1", _SPACE.sub(" ", text)).strip()


def _both_themes(tokens: str) -> tuple[str, str]:
    """Return the declarations of the light theme, and those of the dark one that differ."""
    light, dark = "", ""
    for name, value in _TOKEN.findall(tokens):
        plain = _without_streamlit(value.strip())
        by_day, by_night = _PAIR.sub(r"\1", plain), _PAIR.sub(r"\2", plain)
        light += f"{name}:{by_day};"
        if by_night != by_day:
            dark += f"{name}:{by_night};"
    return light, dark


def _without_streamlit(value: str) -> str:
    """Return the fallback of a variable that only Streamlit sets."""
    if not value.startswith("var(--st-"):
        return value
    return value.partition(",")[2].removesuffix(")").strip()

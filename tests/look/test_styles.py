import gzip
import re
from pathlib import Path

import pytest

from cxgame.look import styles

PARTS = sorted(path for path in styles.FOLDER.glob("*.css") if path.stem not in styles.FIRST)
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(|light-dark\(")


def text_of(path: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)


def selectors(path: Path) -> list[list[str]]:
    """Return the classes of each selector of a file, keyframes left out."""
    css = re.sub(r"@keyframes[^{]+\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text_of(path))
    lists = re.findall(r"([^{};@]+)\{", css)
    return [re.findall(r"\.(-?[a-zA-Z_][\w-]*)", each) for one in lists for each in split(one)]


def split(selector_list: str) -> list[str]:
    """Split at the commas that no bracket holds."""
    return re.split(r",(?![^(]*\))", selector_list)


def is_own(name: str, path: Path) -> bool:
    return name == path.stem or name.startswith(f"{path.stem}-")


@pytest.mark.parametrize("path", PARTS, ids=lambda path: path.stem)
def test_a_file_styles_its_own_classes_only(path: Path) -> None:
    foreign = [
        classes
        for classes in selectors(path)
        if classes and not any(is_own(name, path) for name in classes)
    ]

    assert not foreign


@pytest.mark.parametrize(
    "path",
    [p for p in styles.FOLDER.glob("*.css") if p.stem != "tokens"],
    ids=lambda path: path.stem,
)
def test_only_the_tokens_hold_colours(path: Path) -> None:
    assert not COLOUR.findall(text_of(path))


def test_every_token_that_is_used_is_defined() -> None:
    css = "".join(text_of(path) for path in styles.FOLDER.glob("*.css"))
    own = set(re.findall(r"(--[\w-]+):", css)) | {"--st-background-color"}
    templates = "".join(
        path.read_text("utf-8") for path in (styles.FOLDER.parent / "templates").rglob("*.html")
    )

    used = set(re.findall(r"var\((--[\w-]+)\)", css + templates))
    assert used <= own | set(re.findall(r"(--[\w-]+):", templates))


def test_the_component_gets_every_file_tokens_first() -> None:
    css = styles.css_for_component()

    assert css.startswith(".cx{--font:")
    assert all(f".{path.stem}" in css for path in PARTS)
    assert len(gzip.compress(css.encode())) < 24_000  # what a phone fetches, once a version


def test_a_page_needs_neither_streamlit_nor_a_new_browser() -> None:
    css = styles.css_for_page("button", "field", "choice")

    assert "--st-" not in css and "light-dark" not in css
    assert "--ink:#1B2A2F" in css
    dark = css.partition("@media(prefers-color-scheme:dark)")[2]
    assert dark.startswith("{:root{") and "--ink:#E6EFED" in dark
    assert "--radius" not in dark.partition("}}")[0]


def test_an_unknown_part_of_a_page_raises() -> None:
    with pytest.raises(FileNotFoundError):
        styles.css_for_page("nothing")


def test_the_address_follows_the_content() -> None:
    assert re.fullmatch(r"/look/[0-9a-f]{12}\.css", styles.css_address())


def test_a_dark_theme_reads_well() -> None:
    """WCAG AA: 4.5:1 for text on the grounds it stands on, in both themes."""
    light, dark = (dict(re.findall(r"(--[\w-]+):(#[0-9A-F]{6});", block)) for block in both())
    for theme in (light, {**light, **dark}):
        for text, ground in (
            *(("--ink", name) for name in ("--paper", "--raised", "--tint", "--amber-tint")),
            *(("--muted", name) for name in ("--paper", "--raised", "--tint", "--amber-tint")),
            *(("--accent", name) for name in ("--paper", "--tint", "--raised")),
            ("--on-accent", "--accent"),
            ("--amber", "--amber-tint"),
            ("--coral", "--coral-tint"),
            ("--amber", "--paper"),
            ("--coral", "--paper"),
            ("--blue", "--blue-tint"),
            ("--ink-on-fill", "--amber-fill"),
            ("--on-accent", "--accent-deep"),
        ):
            assert contrast(theme[text], theme[ground]) >= 4.5, (text, ground)
        assert contrast(theme["--edge"], theme["--paper"]) >= 3


def both() -> tuple[str, str]:
    css = styles.css_for_page()
    return css.partition("@media")[0], css.partition("dark)")[2].partition("}}")[0]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    def channel(value: int) -> float:
        share = value / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = (channel(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""The picture of an achievement, as SVG and PNG, drawn without the app's icon font."""

import io
from functools import lru_cache
from math import cos, sin, tau
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont
from markupsafe import Markup, escape
from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "fonts" / "symbols.ttf"
STAR = "star"  # for a symbol that the font lacks
SIZE = 96  # of the drawing; the medal stands round (48, 46)
PIXELS = 512
_FINER = 4  # drawn so many times larger, then made small: smooth edges
_CENTRE, _FACE, GLYPH = (48.0, 46.0), 29.0, 36.0
_WHITE = "#FFFFFF"

# Waves of the outline and colour of each family: shape tells it too.
FAMILIES = {
    "learning": (14, "#2F6DB5"),
    "practice": (12, "#0B7A75"),
    "constancy": (10, "#B97F00"),
    "service": (8, "#B5428C"),
    "thanks": (9, "#8C6BB1"),
    "team": (16, "#6B7D00"),
    "way": (6, "#09645F"),
}
_ANY = (12, "#0B7A75")


@lru_cache(maxsize=256)
def svg(family: str, tier: int, symbol: str, title: str = "") -> Markup:
    """Return the medal as an SVG that stands alone; `title` is what a screen reader says."""
    lobes, colour = FAMILIES.get(family, _ANY)
    scale = GLYPH / _font()["head"].unitsPerEm
    across, down = _CENTRE[0] - GLYPH / 2, _CENTRE[1] + GLYPH / 2
    dots = "".join(
        f'<circle cx="{x:g}" cy="{y:g}" r="3.2" fill="{colour}"/>' for x, y in _dots(tier)
    )
    x, y, width, height = _ribbon(tier)
    ribbon = f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="7" fill="{_WHITE}"/>'
    drawn = (
        f'<path d="M{"L".join(f"{x:.1f} {y:.1f}" for x, y in outline(lobes))}Z" fill="{colour}"/>'
        f'<circle cx="{_CENTRE[0]:g}" cy="{_CENTRE[1]:g}" r="{_FACE:g}" fill="{tint(colour)}"/>'
        f'<path transform="translate({across:g} {down:g}) scale({scale:g} -{scale:g})" '
        f'd="{_glyph(symbol)}" fill="{colour}"/>{ribbon if tier else ""}{dots}'
    )
    said = f' role="img" aria-label="{escape(title)}"' if title else ' aria-hidden="true"'
    return Markup(  # noqa: S704  # figures of ours; the title is escaped above
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"{said}>{drawn}</svg>'
    )


@lru_cache(maxsize=64)
def png(family: str, tier: int, symbol: str) -> bytes:
    """Return the medal as a square PNG with a clear ground."""
    lobes, colour = FAMILIES.get(family, _ANY)
    zoom = PIXELS * _FINER / SIZE
    picture = Image.new("RGBA", (PIXELS * _FINER,) * 2, (0, 0, 0, 0))
    pen = ImageDraw.Draw(picture)
    pen.polygon([(x * zoom, y * zoom) for x, y in outline(lobes)], fill=colour)
    _circle(pen, _CENTRE, _FACE, zoom, tint(colour))
    font = ImageFont.truetype(FONT, round(GLYPH * zoom))
    across, down = (_CENTRE[0] - GLYPH / 2) * zoom, (_CENTRE[1] + GLYPH / 2) * zoom
    pen.text((across, down), letter(symbol), fill=colour, font=font, anchor="ls")
    if tier:
        x, y, width, height = (each * zoom for each in _ribbon(tier))
        pen.rounded_rectangle((x, y, x + width, y + height), 7 * zoom, fill=_WHITE)
    for dot in _dots(tier):
        _circle(pen, dot, 3.2, zoom, colour)
    made = io.BytesIO()
    small = picture.resize((PIXELS, PIXELS), Image.Resampling.LANCZOS)
    small.save(made, "PNG", optimize=True)
    return made.getvalue()


def outline(lobes: int) -> list[tuple[float, float]]:
    """Return the points of a waving circle, so many waves."""
    turns = [tau * n / (8 * lobes) for n in range(8 * lobes)]
    return [
        (
            _CENTRE[0] + (40 + 2.6 * cos(lobes * turn)) * sin(turn),
            _CENTRE[1] - (40 + 2.6 * cos(lobes * turn)) * cos(turn),
        )
        for turn in turns
    ]


def _dots(tier: int) -> list[tuple[float, float]]:
    return [(48 - 5 * (tier - 1) + 10 * n, 87.0) for n in range(tier)]


def _ribbon(tier: int) -> tuple[float, float, float, float]:
    return 48 - 5 * (tier - 1) - 8, 80, 10 * tier + 6, 14


def _circle(
    pen: ImageDraw.ImageDraw, centre: tuple[float, float], radius: float, zoom: float, fill: str
) -> None:
    x, y = centre
    pen.ellipse([(each * zoom) for each in (x - radius, y - radius, x + radius, y + radius)], fill)


def tint(colour: str) -> str:
    """Return the colour as a breath on white."""
    parts = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - 0.13 * (255 - part)):02X}" for part in parts)


@lru_cache
def _font() -> TTFont:
    return TTFont(FONT)


def _name(symbol: str) -> str:
    return symbol if symbol in _font().getGlyphSet() else STAR


def _glyph(symbol: str) -> str:
    glyphs = _font().getGlyphSet()
    pen = SVGPathPen(glyphs, ntos=lambda value: f"{value:g}")
    glyphs[_name(symbol)].draw(pen)
    return str(pen.getCommands())


def letter(symbol: str) -> str:
    """Return the letter that draws a symbol."""
    wanted = _name(symbol)
    return chr(min(code for code, name in _font().getBestCmap().items() if name == wanted))

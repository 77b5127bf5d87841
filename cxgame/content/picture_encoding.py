"""Make of a chosen file the picture that is kept: small, upright, without its notes."""

import hashlib
import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

from cxgame.content.picture import LARGEST, PictureFile, mime_of
from cxgame.errors import InvalidInput

LONGEST_SIDE = 1600  # pixels: sharp on any phone
MOST_BYTES = 12_000_000  # of a file as it comes
MOST_PIXELS = 50_000_000  # a file of few bytes may unfold to a picture that fills the memory
_FORMATS = ("PNG", "JPEG", "WEBP")
_QUALITIES = (85, 70, 55)


def encoded(data: bytes) -> PictureFile:
    """Return a picture drawn anew, at most LARGEST bytes; where, when and with what is left out.

    Raise InvalidInput for what is no PNG, JPEG or WebP, or is too large.
    """
    if len(data) > MOST_BYTES:
        raise InvalidInput(
            "This file is too large: choose one under {n} MB.", n=MOST_BYTES // 10**6
        )
    small = _written(_drawn(data), keeps_png=mime_of(data) == "image/png")
    return PictureFile(hashlib.sha256(small).hexdigest(), mime_of(small), small)


def _drawn(data: bytes) -> Image.Image:
    """Return the first picture of a file, turned as it was taken, no larger than it is shown."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns where we refuse
            found = Image.open(io.BytesIO(data), formats=_FORMATS)
            if found.width * found.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            is_clear = found.has_transparency_data
            found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG is read at half its size
            upright = ImageOps.exif_transpose(found).convert("RGBA" if is_clear else "RGB")
    except Image.DecompressionBombError as error:
        raise InvalidInput(
            "This picture has too many pixels: make it smaller, {n} megapixels at most.",
            n=MOST_PIXELS // 10**6,
        ) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise InvalidInput(
            "This file can't be shown as a picture: choose a PNG, JPEG or WebP file."
        ) from error
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    bare = Image.new(upright.mode, upright.size)  # nothing but the pixels goes on
    bare.paste(upright)
    return bare


def _written(drawn: Image.Image, *, keeps_png: bool) -> bytes:
    """Return the picture's file: a drawing stays a PNG, a photo becomes a WebP that fits."""
    if keeps_png and len(data := _saved(drawn, "PNG", optimize=True)) <= LARGEST:
        return data
    while True:
        for quality in _QUALITIES:
            data = _saved(drawn, "WEBP", quality=quality, method=4)
            if len(data) <= LARGEST:
                return data
        drawn = drawn.reduce(2)


def _saved(drawn: Image.Image, kind: str, **how: object) -> bytes:
    made = io.BytesIO()
    drawn.save(made, kind, **how)
    return made.getvalue()

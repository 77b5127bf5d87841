import io
import random
from typing import Any

import pytest
from PIL import Image

from cxgame.content.picture import LARGEST
from cxgame.content.picture_encoding import LONGEST_SIDE, encoded
from cxgame.errors import InvalidInput
from tests.learning.tiny_png import tiny_png

UPRIGHT_BY_A_QUARTER, ORIENTATION, GPS, CAMERA = 6, 0x0112, 0x8825, 0x0110


def file_of(picture: Image.Image, kind: str, **how: Any) -> bytes:
    made = io.BytesIO()
    picture.save(made, kind, **how)
    return made.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def noise(width: int, height: int) -> Image.Image:
    """Return a picture that no format makes small."""
    grain = random.Random(1).randbytes(width * height * 3)
    return Image.frombytes("RGB", (width, height), grain)


def test_what_a_camera_notes_does_not_stay() -> None:
    notes = Image.Exif()
    notes[ORIENTATION], notes[CAMERA] = UPRIGHT_BY_A_QUARTER, "Secret phone"
    notes.get_ifd(GPS)[1] = "S"
    photo = Image.new("RGB", (40, 20), "#0B7A75")
    data = file_of(photo, "JPEG", exif=notes, comment=b"Secret shop")
    assert b"Secret" in data
    made = encoded(data)
    assert b"Secret" not in made.data
    assert not opened(made.data).getexif()
    assert opened(made.data).size == (20, 40), "it stands as it was taken"


@pytest.mark.parametrize(("kind", "mime"), [("PNG", "png"), ("JPEG", "webp"), ("WEBP", "webp")])
def test_drawings_stay_png_and_photos_become_webp(kind: str, mime: str) -> None:
    made = encoded(file_of(Image.new("RGB", (8, 8)), kind))
    assert made.mime == f"image/{mime}"
    assert encoded(made.data).sha256, "it can be chosen once more"


def test_what_is_clear_stays_clear() -> None:
    made = encoded(file_of(Image.new("RGBA", (8, 8), (1, 2, 3, 0)), "PNG"))
    assert opened(made.data).getchannel("A").getextrema() == (0, 0)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_large_picture_is_made_to_fit(kind: str) -> None:
    data = file_of(noise(LONGEST_SIDE // 4, LONGEST_SIDE + 200), kind)
    assert len(data) > LARGEST
    made = encoded(data)
    assert len(made.data) <= LARGEST
    assert max(opened(made.data).size) <= LONGEST_SIDE


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg onload='x'/>",
        file_of(Image.new("RGB", (8, 8)), "GIF"),
        tiny_png()[:40],
        b"\xff\xd8\xff\xe0 no picture",
    ],
)
def test_what_is_no_picture_is_said_so(data: bytes) -> None:
    with pytest.raises(InvalidInput, match="choose a PNG, JPEG or WebP file"):
        encoded(data)


def test_a_file_that_unfolds_to_too_much_is_refused() -> None:
    with pytest.raises(InvalidInput, match="50 megapixels at most"):
        encoded(file_of(Image.new("1", (20_000, 20_000)), "PNG"))
    with pytest.raises(InvalidInput, match="under 12 MB"):
        encoded(b"\0" * 12_000_001)


def test_a_broken_file_is_refused_and_never_breaks_us() -> None:
    chance = random.Random(2)
    for kind in ("PNG", "JPEG", "WEBP"):
        whole = file_of(noise(12, 12), kind)
        for _ in range(60):
            broken = bytearray(whole)
            for _each in range(chance.randint(1, 6)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            try:
                made = encoded(bytes(broken[: chance.randint(8, len(broken))]))
            except InvalidInput:
                continue
            assert len(made.data) <= LARGEST

import io

import pytest
from PIL import Image

from cxgame.credentials import baking, proofs
from cxgame.credentials.baking import NotBaked
from tests.credentials.story import KEY, signed

SVG = (
    '<?xml version="1.0"?><!-- a drawing --><svg xmlns="http://www.w3.org/2000/svg" '
    'viewBox="0 0 9 9"><circle r="3"/></svg>'
)


@pytest.fixture
def png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (9, 9), "#0B7A75").save(made, "PNG")
    return made.getvalue()


def test_a_png_gives_back_what_was_baked_in(png: bytes) -> None:
    baked = baking.bake_png(png, signed())
    assert baking.read_png(baked) == signed()
    assert proofs.verify(baking.read_png(baked)) == KEY.public


def test_the_picture_stays_a_picture(png: bytes) -> None:
    with Image.open(io.BytesIO(baking.bake_png(png, signed()))) as picture:
        assert picture.size == (9, 9)
        assert picture.getpixel((4, 4)) == (0x0B, 0x7A, 0x75)
        assert "openbadgecredential" in picture.text  # type: ignore[attr-defined]  # of a PNG


def test_baking_again_replaces(png: bytes) -> None:
    twice = baking.bake_png(baking.bake_png(png, {"first": 1}), signed())
    assert baking.read_png(twice) == signed()
    assert twice.count(baking.KEYWORD) == 1


@pytest.mark.parametrize("change", [slice(60, 61), slice(-3, -2)])
def test_a_damaged_png_is_refused(png: bytes, change: slice) -> None:
    baked = bytearray(baking.bake_png(png, signed()))
    baked[change] = bytes([baked[change][0] ^ 1])
    with pytest.raises(NotBaked):
        list(baking._chunks(bytes(baked)))


def test_what_is_no_png_or_holds_nothing_is_refused(png: bytes) -> None:
    for data in (b"", b"GIF89a", png, png[:40]):
        with pytest.raises(NotBaked):
            baking.read_png(data)
    with pytest.raises(NotBaked):
        baking.bake_png(b"GIF89a", signed())


def test_an_svg_gives_back_what_was_baked_in() -> None:
    awkward = {**signed(), "name": "a ]]> b <script> & “c”"}
    baked = baking.bake_svg(SVG, awkward)
    assert baking.read_svg(baked) == awkward
    assert '<circle r="3"/>' in baked
    assert baking.read_svg(baking.bake_svg(SVG, signed())) == signed()


@pytest.mark.parametrize(
    "drawing",
    [
        SVG,
        "<svg",
        "<!DOCTYPE x [<!ENTITY a 'b'>]><svg>&a;</svg>",
        '<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>{</o:credential></svg>',
        '<svg xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>[]</o:credential></svg>',
    ],
)
def test_an_svg_without_a_credential_is_refused(drawing: str) -> None:
    with pytest.raises(NotBaked):
        baking.read_svg(drawing)


def test_only_an_svg_is_baked() -> None:
    with pytest.raises(NotBaked):
        baking.bake_svg("<html>", signed())

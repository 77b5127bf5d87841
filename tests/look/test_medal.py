import io
from xml.etree import ElementTree

import pytest
from PIL import Image

from cxgame.look import medal


@pytest.mark.parametrize("family", [*medal.FAMILIES, "unheard of"])
@pytest.mark.parametrize("tier", [0, 3])
def test_every_family_has_a_drawing_that_stands_alone(family: str, tier: int) -> None:
    drawn = ElementTree.fromstring(medal.svg(family, tier, "school", 'A "good" ear & more'))
    assert drawn.get("aria-label") == 'A "good" ear & more'
    dots = [each for each in drawn.iter() if each.get("r") == "3.2"]
    assert len(dots) == tier


def test_the_png_is_square_with_a_clear_ground() -> None:
    with Image.open(io.BytesIO(medal.png("learning", 2, "school"))) as picture:
        assert picture.size == (512, 512)
        assert picture.getpixel((2, 2)) == (0, 0, 0, 0)
        assert picture.convert("RGB").getpixel((256, 40)) == (0x2F, 0x6D, 0xB5)


def test_symbols_differ_and_an_unknown_one_is_a_star() -> None:
    star = medal.svg("way", 1, "star")
    assert medal.svg("way", 1, "school") != star
    assert medal.svg("way", 1, "no such symbol") == star
    assert medal.png("way", 1, "no such symbol") == medal.png("way", 1, "star")


def test_families_are_told_by_shape_too() -> None:
    shapes = {medal.svg(family, 0, "star").split('"', 8)[-1][:400] for family in medal.FAMILIES}
    assert len(shapes) == len(medal.FAMILIES)

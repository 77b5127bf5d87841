import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cxgame import content
from cxgame.content.picture import LARGEST, mime_of
from tests.learning.tiny_png import tiny_png

QUESTIONS = "modules/welcome/questions.yaml"
Change = Callable[[str, Callable[[Any], object]], None]


@pytest.fixture
def put(folder: Path, change: Change) -> Callable[[bytes], None]:
    """Write a picture of two questions beside their module."""
    shown = {"file": "shop.png", "alt": {"pt-BR": "A loja", "en": "The shop"}}
    change(QUESTIONS, lambda held: [held[n].update(picture=shown) for n in (0, 1)])
    return lambda data: (folder / "modules/welcome/shop.png").write_bytes(data) and None


def test_a_library_carries_the_bytes_once(folder: Path, put: Callable[[bytes], None]) -> None:
    data = tiny_png()
    put(data)
    library = content.load(folder)
    sha256 = hashlib.sha256(data).hexdigest()
    assert library.pictures == (content.PictureFile(sha256, "image/png", data),)
    shown = library.module("welcome").questions[0].picture
    assert shown is not None
    assert shown.sha256 == sha256


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg onload='x'>", "This is no picture: save it as PNG, JPEG or WebP."),
        (b"", "This is no picture"),
        (tiny_png() + b"\0" * LARGEST, f"This picture has {LARGEST // 1000} kB; 300 kB at most."),
    ],
)
def test_the_check_names_what_is_wrong_with_a_picture(
    folder: Path, put: Callable[[bytes], None], data: bytes, sentence: str
) -> None:
    put(data)
    errors = content.check(folder).errors
    assert any("modules/welcome/shop.png" in error and sentence in error for error in errors)
    with pytest.raises(content.BrokenContent):
        content.load(folder)


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (tiny_png(), "image/png"),
        (b"\xff\xd8\xff\xe0rest", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", ""),
        (b"GIF89a", ""),
    ],
)
def test_the_first_bytes_tell_the_type(head: bytes, mime: str) -> None:
    assert mime_of(head) == mime

"""Damaged files are read to the end or refused with a sentence, soon, whatever is in them."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxgame.content import formats
from cxgame.content.formats import Format
from cxgame.errors import InvalidInput
from tests.conftest import EXAMPLES
from tests.content.formats.strategies import PIECES
from tests.learning.library import QUESTIONS

SEEDS = [
    formats.write(QUESTIONS, format=format, language=language).text
    for format in Format
    for language in ("pt-BR", "en")
]
SPLINTERS = st.one_of(
    PIECES.map(str.encode),
    st.binary(max_size=4),
    st.sampled_from(
        [
            b"\n\n",
            b"\x00",
            b"\xff\xfe",
            b"<answer>",
            b"</text>",
            b"<![CDATA[",
            b"&x;",
            b"<!DOCTYPE a>",
        ]
    ),
)
LARGE = 1_000_000  # characters
SECONDS = 60  # on a busy machine; what grew faster than its input would take hours


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Return a valid file with splinters in it, and pieces of it gone or doubled."""
    raw = draw(st.sampled_from(SEEDS)).encode()
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 60)))
        part = draw(st.sampled_from(["in", "out", "twice"]))
        middle = {"in": draw(SPLINTERS), "out": b"", "twice": raw[start:end] * 2}[part]
        raw = raw[:start] + middle + raw[start if part == "in" else end :]
    return raw


@settings(max_examples=3 * EXAMPLES)
@given(raw=damaged(), format=st.sampled_from([None, *Format]))
def test_a_damaged_file_is_read_or_refused(raw: bytes, format: Format | None) -> None:
    try:
        found = formats.read(raw, format=format, language="en")
    except InvalidInput:
        return
    for entry in found.entries:
        assert (entry.question is None) is (entry.reason is not None)
        assert 1 <= entry.line <= raw.count(b"\n") + raw.count(b"\r") + 1
        if entry.question is not None:
            back = formats.write([entry.question], format=Format.MOODLE_XML, language="en")
            assert back.count == 1


@given(st.text(), st.sampled_from(Format))
def test_any_text_at_all_is_read_or_refused(text: str, format: Format) -> None:
    try:
        formats.read(text.encode("utf-8", "replace"), format=format, language="en")
    except InvalidInput:
        return


@pytest.mark.slow
@pytest.mark.parametrize("format", Format)
@pytest.mark.parametrize(
    "part",
    [
        *("{", "}", "~", "=", "#", ":", "\\", "->", "%5%", "// [id:", "[html]", "<", "<!--", "&"),
        *("A) ", "A) a\n", "ANSWER: A\n", "x\n", "[markdown]*", "<script>"),
        *(f"[markdown]{mark * 3000}{{=a ~b}}\n\n" for mark in ("[", "![", "*a", "_", "`", "<")),
    ],
)
def test_large_and_senseless_files_take_seconds(part: str, format: Format) -> None:
    start = time.perf_counter()
    for before in ("", "Q {=", "Q {#", "::"):
        raw = (before + part * (LARGE // len(part))).encode()
        try:
            formats.read(raw, format=format, language="en")
        except InvalidInput:
            continue
    assert time.perf_counter() - start < SECONDS

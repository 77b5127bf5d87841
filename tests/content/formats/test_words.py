"""Marked-up texts become one plain line: nothing of the markup stays, nothing of the words goes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxgame.content.formats.report import CannotHold
from cxgame.content.formats.words import LINKS, MEDIA, PICTURES, TABLES, plain


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>One</p><p>two</p>", "One two"),
        ("<p>a <b>bold</b>er</p>", "a bolder"),
        ("a<br>b<br/>c<BR />d", "a b c d"),
        ("<ul><li>a</li><li>b</li></ul>", "a b"),
        ("H<sub>2</sub>O", "H2O"),
        ("a &amp; b &lt;c&gt; &eacute; &#233; &nbsp; d", "a & b <c> é é d"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>"),
        ("a<script>alert(1)</script>b", "a b"),
        ("a<style>p { color: red }</style>b", "a b"),
        ("a<script>never closed", "a"),
        ("a<!-- <b>no</b> -->b", "ab"),
        ("a<!-- never closed > b", "a"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("a <- b <3 <> <=", "a <- b <3 <> <="),
        ("write <name> here", "write <name> here"),
        ("a <b", "a <b"),
        ('<a title="x>y">b', 'y">b'),
        ("<P CLASS='x'>a</P\n>b", "a b"),
        ("&#0;&#x1F;a&#xD800;&#11;", "\ufffda\ufffd"),
    ],
)
def test_html_becomes_its_words(source: str, words: str) -> None:
    assert plain(source, "html").words == words
    assert plain(source, "moodle").words == words


def test_plain_text_stays_as_it_is() -> None:
    assert plain("<b>a</b> &amp;\n b", "plain").words == "<b>a</b> &amp; b"
    assert plain("a\x00b\x0bc", "plain").words == "a b c"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a **bold** _word_", "a bold word"),
        ("- a\n- b", "a b"),
        ("# Title\n\ntext `code`", "Title text code"),
        ("1 * 2 * 3", "1 * 2 * 3"),
        ("**bold** and __bold__, *so* _so_, ***both***", "bold and bold, so so, both"),
        ("**(bold)**.", "(bold)."),
        ("snake_case, 2*3*4, ~5 and ~~no~~", "snake_case, 2*3*4, ~5 and no"),
        (r"\*no\* \_no\_", "*no* _no_"),
        ("Two are _____ .", "Two are _____ ."),
        ("1. a\n2) b\n> c\n> > d", "a b c d"),
        ("```python\ncode\n```\nend", "code end"),
        ("[a link](http://x.y/z) [no link]", "a link [no link]"),
        ("![alt](a.png)after", "after"),
        ("a <b>b</b> &amp; 1 < 2", "a b & 1 < 2"),
    ],
)
def test_markdown_becomes_its_words(source: str, words: str) -> None:
    assert plain(source, "markdown").words == words


def test_what_cannot_come_along_is_named_once() -> None:
    assert plain("<img src=a><IMG src=b>", "html").lost == (PICTURES,)
    assert plain("<video src=a></video><iframe></iframe>", "html").lost == (MEDIA,)
    assert plain("<table><tr><td>a</table>", "html").lost == (TABLES,)
    assert plain('<a href="x">a</a>', "html").lost == (LINKS,)
    assert plain("![a](b.png)", "markdown").lost == (PICTURES,)
    assert plain("[a](b)", "markdown").lost == (LINKS,)
    assert plain("<b>a</b>", "html").lost == ()


def test_a_text_that_never_ends_is_refused() -> None:
    with pytest.raises(CannotHold):
        plain("a" * 10_001, "html")


TAGS = st.sampled_from(["<", ">", "<p>", "</p>", "<b", "<!--", "-->", "&lt;", "&", "<script>", "x"])


@given(st.lists(TAGS | st.text(max_size=4)).map("".join), st.sampled_from(["html", "markdown"]))
def test_whatever_comes_is_one_showable_line(source: str, markup: str) -> None:
    words = plain(source, markup).words
    assert words == words.strip()
    assert not any(ord(sign) < 32 for sign in words)
    assert "<p>" not in words or "&" in source or "&lt;" in source or markup == "markdown"

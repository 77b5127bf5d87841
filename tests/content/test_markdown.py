import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from cxgame.content import to_html
from cxgame.content.markdown import headings, refused_links, words


def test_it_writes_what_lessons_use() -> None:
    html = to_html(
        "## Ask\n\nOne **open** question.\n\n- a\n- b\n\n> **Before.** x\n\n> **After.** y"
    )
    assert isinstance(html, Markup)
    assert html.split("\n") == [
        "<h2>Ask</h2>",
        "<p>One <strong>open</strong> question.</p>",
        "<ul>",
        "<li>a</li>",
        "<li>b</li>",
        "</ul>",
        "<blockquote>",
        "<p><strong>Before.</strong> x</p>",
        "</blockquote>",
        "<blockquote>",
        "<p><strong>After.</strong> y</p>",
        "</blockquote>",
        "",
    ]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/a?b=c:d", "http://a.b", "/pops/1", "welcome", "#steps", "?a=b:c"],
)
def test_it_keeps_links_to_the_web_and_to_our_own_pages(address: str) -> None:
    assert to_html(f"[x]({address})") == f'<p><a href="{address}">x</a></p>\n'
    assert refused_links(f"[x]({address})") == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&colon;alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "mailto:a@b.c",
        "//other.host",
        "file:///etc/passwd",
    ],
)
def test_it_leaves_other_links_as_text(address: str) -> None:
    assert "<a" not in to_html(f"[x]({address})")


def test_it_shows_html_instead_of_running_it() -> None:
    html = to_html('<script>alert(1)</script>\n\na <img src=x onerror="alert(1)"> b')
    assert "<script" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_pictures_are_not_drawn() -> None:
    assert "<img" not in to_html("![a](https://example.org/track.png)")


@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]) | st.sampled_from("<>[]()!`*_#&;:/"))
)
def test_whatever_one_writes_no_tag_of_ones_own_comes_out(text: str) -> None:
    html = to_html(text)
    known = "p|h[1-6]|ul|ol|li|em|strong|blockquote|code|pre|hr|br|a"
    import re

    assert not re.search(rf"<(?!/?({known})[ />])", html)


def test_it_counts_what_a_reader_reads() -> None:
    assert words("## Two words\n\nOne **well-known** [link](https://example.org), don’t you?") == 7
    assert headings("# A\n\n### B *c*") == [(1, "A"), (3, "B *c*")]

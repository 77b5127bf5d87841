"""Random questions of ours in both languages, as authors could have written them."""

from hypothesis import strategies as st

from cxgame.content import (
    Choices,
    Item,
    Kind,
    Matching,
    Number,
    Option,
    Ordering,
    Pair,
    Phrases,
    Question,
    ShortText,
    Text,
    Truth,
)
from cxgame.content.text import NO_TEXT, tidy_line

# Whatever has a meaning in some format, beside letters of several scripts.
PIECES = st.sampled_from(
    [
        *("{", "}", "~", "=", "#", "####", ":", "::", "\\", "\\n", "\\\\", "->", "%50%", "%", "*"),
        *("[html]", "[plain]", "//", "$CATEGORY:", "<b>", "</p>", "<", ">", "&amp;", "&", "<!--"),
        *("]]>", "A) ", "B. ", "ANSWER: A", "TRUE", "F", "_____", "..", '"', "'", "“", "ção", "é"),
        *("日本", "👩‍🔧", "\N{NO-BREAK SPACE}", "1,5", "3.14", " ", " ", " ", "a", "Z", "7", "."),
    ]
)
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=8)
WORDS = (
    st.lists(PIECES | LETTERS, min_size=1, max_size=12)
    .map(lambda parts: tidy_line("".join(parts)))
    .filter(bool)
)
TEXTS = st.builds(Text, WORDS, WORDS)
FEEDBACK = TEXTS | st.just(NO_TEXT)
NUMBERS = st.floats(-1e12, 1e12, allow_nan=False, width=64).filter(
    lambda n: n == 0 or abs(n) > 1e-200
)


def _different(texts: list[Text]) -> bool:
    """Tell whether a reader of either language can tell the texts apart."""
    return all(
        len({tidy_line(words).casefold() for words in side}) == len(texts)
        for side in zip(*((text.pt_br, text.en) for text in texts), strict=True)
    )


def _lists(least: int = 2) -> st.SearchStrategy[list[Text]]:
    return st.lists(TEXTS, min_size=least, max_size=6).filter(_different)


@st.composite
def _choices(draw: st.DrawFn, kind: Kind) -> Choices:
    texts = draw(_lists())
    most = 1 if kind is Kind.SINGLE else len(texts) - 1
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=most))
    return Choices(
        tuple(Option(f"o{n}", text, n in right, draw(FEEDBACK)) for n, text in enumerate(texts))
    )


@st.composite
def _matching(draw: st.DrawFn) -> Matching:
    lefts = draw(_lists())
    rights = draw(st.lists(TEXTS, min_size=len(lefts), max_size=len(lefts)).filter(_different))
    pairs = zip(lefts, rights, strict=True)
    return Matching(tuple(Pair(f"p{n}", *pair) for n, pair in enumerate(pairs)))


def _wordings() -> st.SearchStrategy[tuple[str, ...]]:
    typed = WORDS.filter(lambda words: any(map(str.isalnum, words)))
    return st.lists(typed, min_size=1, max_size=4, unique=True).map(tuple)


SOLUTIONS = {
    Kind.SINGLE: _choices(Kind.SINGLE),
    Kind.MULTIPLE: _choices(Kind.MULTIPLE),
    Kind.TRUE_FALSE: st.builds(Truth, st.booleans()),
    Kind.SHORT_TEXT: st.builds(ShortText, st.builds(Phrases, _wordings(), _wordings())),
    Kind.NUMBER: st.builds(Number, NUMBERS, NUMBERS.map(abs), FEEDBACK),
    Kind.MATCHING: _matching(),
    Kind.ORDERING: _lists().map(
        lambda texts: Ordering(tuple(Item(f"i{n}", text) for n, text in enumerate(texts)))
    ),
}


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Return a question of any kind."""
    kind = draw(st.sampled_from(Kind))
    return Question(
        id=draw(st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)),
        kind=kind,
        step="greet",
        prompt=draw(TEXTS),
        feedback=draw(TEXTS),
        solution=draw(SOLUTIONS[kind]),
    )

"""How a question stands on the screen, before it is answered and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cxgame import content, i18n
from cxgame.learning import course
from cxgame.learning.grading import Answer, Outcome, grade
from cxgame.learning.pictures import store
from cxgame.learning.screens import StepRef

RIGHT, CHOSEN, MISSED, REST = "right", "chosen", "missed", "rest"
Words = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ToldRow:
    """A line under an answered question.

    Its state: right (chosen, and right), chosen (but wrong), missed (right, not chosen) or rest;
    `yours` is what was said instead, where that stands on no line of its own.
    """

    words: str
    state: str
    yours: str = ""


@dataclass(frozen=True)
class ToldView:
    """What came of an answer; `comes_back` when the run puts the question once more."""

    outcome: Outcome
    points: int
    was_guess: bool
    feedback: tuple[str, ...]
    rows: tuple[ToldRow, ...]
    comes_back: bool


@dataclass(frozen=True)
class PictureView:
    """A picture beside a question, and what it shows in words."""

    address: str
    alt: str


@dataclass(frozen=True)
class QuestionView:
    """One question: options to choose, match or order, as (id, words), in this turn's order.

    `number` of `total` counts the first pass, or the missed ones alone when `is_again`.
    """

    turn: int
    number: int
    total: int
    is_again: bool
    kind: content.Kind
    prompt: str
    options: Words
    partners: Words
    unit: str
    step: StepRef
    picture: PictureView | None = None
    told: ToldView | None = None


@dataclass(frozen=True)
class Given:
    """A stored answer."""

    answer: Answer
    points: int
    was_guess: bool


@dataclass(frozen=True)
class Place:
    """Where a question stands: its turn, of so many in the first pass and in all; `seed` mixes."""

    turn: int
    first: int
    all: int
    seed: str

    @property
    def is_again(self) -> bool:
        """Tell whether the question was missed and comes once more."""
        return self.turn >= self.first


def view(
    question: content.Question, place: Place, step: StepRef, given: Given | None, locale: str
) -> QuestionView:
    """Return a question as it stands at its place, with what came of its answer, if any."""
    is_again = place.is_again
    return QuestionView(
        turn=place.turn,
        number=place.turn + 1 - (place.first if is_again else 0),
        total=place.all - place.first if is_again else place.first,
        is_again=is_again,
        kind=question.kind,
        prompt=question.prompt.in_language(locale),
        options=options(question, place.seed, locale),
        partners=partners(question, place.seed, locale),
        unit=unit(question, locale),
        step=step,
        picture=picture(question, locale),
        told=told(question, given, place.seed, locale, comes_back=not is_again) if given else None,
    )


def picture(question: content.Question, locale: str) -> PictureView | None:
    """Return the picture of a question, None where it has none."""
    if question.picture is None:
        return None
    shown = question.picture
    return PictureView(store.address(shown.sha256), shown.alt.in_language(locale))


def options(question: content.Question, seed: str, locale: str) -> Words:
    """Return what a question offers; choices and items in an order that hangs on the seed."""
    words = _words(question, locale)
    stays = isinstance(question.solution, content.Matching | content.Truth)
    order = list(words) if stays else course.shuffled(list(words), seed)
    return tuple((key, words[key]) for key in order)


def partners(question: content.Question, seed: str, locale: str) -> Words:
    """Return the right sides of a matching, in an order of their own."""
    if not isinstance(question.solution, content.Matching):
        return ()
    words = {pair.id: pair.right.in_language(locale) for pair in question.solution.pairs}
    return tuple((key, words[key]) for key in course.shuffled(list(words), f"{seed}:partners"))


def unit(question: content.Question, locale: str) -> str:
    """Return the unit of a number, empty where there is none."""
    solution = question.solution
    return solution.unit.in_language(locale) if isinstance(solution, content.Number) else ""


def told(
    question: content.Question, given: Given, seed: str, locale: str, *, comes_back: bool
) -> ToldView:
    """Return what came of a stored answer."""
    graded = grade(question, given.answer, language=locale)
    is_right = graded.outcome is Outcome.RIGHT
    return ToldView(
        outcome=graded.outcome,
        points=given.points,
        was_guess=given.was_guess,
        feedback=tuple(text.in_language(locale) for text in graded.feedback),
        rows=tuple(_rows(question, graded.given, is_right, seed, locale)),
        comes_back=comes_back and not is_right,
    )


def _rows(
    question: content.Question, given: Answer, is_right: bool, seed: str, locale: str
) -> Iterator[ToldRow]:
    match question.solution:
        case content.Choices(options=found):
            right = {option.id for option in found if option.right}
            chosen = set(given) if isinstance(given, list) else {given}
            for key, words in options(question, seed, locale):
                yield ToldRow(words, _state(key in chosen, key in right))
        case content.Truth(answer=truth):
            for key, words in options(question, seed, locale):
                value = key == "true"
                yield ToldRow(words, _state(value is given, value is truth))
        case content.Matching(pairs=pairs):
            yield from _pair_rows(pairs, given, locale)
        case content.Ordering(items=items):
            yield from _item_rows(items, given, locale)
        case _:
            yield from _typed_rows(question, given, is_right, locale)


def _typed_rows(
    question: content.Question, given: Answer, is_right: bool, locale: str
) -> Iterator[ToldRow]:
    yield ToldRow(_typed(question, given, locale), _state(True, is_right))
    if not is_right:
        yield ToldRow(_typed(question, None, locale), MISSED)


def _typed(question: content.Question, given: Answer | None, locale: str) -> str:
    """Return a written answer, or where none is given the one that is right."""
    match question.solution:
        case content.Number(answer=answer):
            value = answer if given is None else given
            assert isinstance(value, int | float)  # noqa: S101  # grading understood it so
            digits = 0 if float(value).is_integer() else 2
            return f"{i18n.number(locale, value, digits)} {unit(question, locale)}".strip()
        case content.ShortText(accepted=accepted):
            return str(given) if given is not None else accepted.in_language(locale)[0]
    return ""


def _pair_rows(pairs: tuple[content.Pair, ...], given: Answer, locale: str) -> Iterator[ToldRow]:
    chosen: Mapping[str, str] = given if isinstance(given, dict) else {}
    rights = {pair.id: pair.right.in_language(locale) for pair in pairs}
    for pair in pairs:
        words = f"{pair.left.in_language(locale)} → {rights[pair.id]}"
        hit = chosen.get(pair.id) == pair.id
        yield ToldRow(words, RIGHT if hit else MISSED, "" if hit else rights[chosen[pair.id]])


def _item_rows(items: tuple[content.Item, ...], given: Answer, locale: str) -> Iterator[ToldRow]:
    placed = given if isinstance(given, list) else []
    for place, item in enumerate(items):
        found = placed.index(item.id)
        words, hit = item.text.in_language(locale), found == place
        yield ToldRow(
            words, RIGHT if hit else MISSED, "" if hit else i18n.ordinal(locale, found + 1)
        )


def _state(is_chosen: bool, is_right: bool) -> str:
    if is_chosen:
        return RIGHT if is_right else CHOSEN
    return MISSED if is_right else REST


def _words(question: content.Question, locale: str) -> dict[str, str]:
    match question.solution:
        case content.Choices(options=found):
            return {option.id: option.text.in_language(locale) for option in found}
        case content.Matching(pairs=pairs):
            return {pair.id: pair.left.in_language(locale) for pair in pairs}
        case content.Ordering(items=items):
            return {item.id: item.text.in_language(locale) for item in items}
        case content.Truth():
            return {
                "true": i18n.translate(locale, "True"),
                "false": i18n.translate(locale, "False"),
            }
    return {}

"""What makes content good to learn from, beyond being complete."""

import re
from collections.abc import Iterator

from cxgame.content import markdown
from cxgame.content.fields import Fault, fault_in
from cxgame.content.library import Library
from cxgame.content.module import Module
from cxgame.content.question import Choices
from cxgame.content.text import LANGUAGES, Text

FEWEST_QUESTIONS = 10
FEWEST_KINDS = 3
FEWEST_NODES = 6
SLOWEST, FASTEST = 110, 190  # words that people read in a minute on a phone
RAW_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*[\s/>]|<!--")

Answers = list[tuple[Text, bool]]  # what is on offer, and whether it is right


def weaknesses(library: Library) -> list[Fault]:
    """Return where a module has too little, too much, or gives its answers away."""
    return [fault for module in library.modules for fault in _in_module(module)]


def _in_module(module: Module) -> Iterator[Fault]:
    folder = f"modules/{module.slug}"
    yield from _too_little(module, folder)
    for language in LANGUAGES:
        yield from _in_lesson(module, f"{folder}/lesson.{language}.md", language)
        found, n = _cues_by_length(_options(module), language)
        if 2 * found > n:
            yield fault_in(
                f"{folder}/questions.yaml",
                language,
                "The right answer is the longest option in {found} of {n} questions: "
                "at most half may be.",
                found=found,
                n=n,
            )
        found, n = _cues_by_length(_replies(module), language)
        if 2 * found > n:
            yield fault_in(
                f"{folder}/scenario.yaml",
                language,
                "The best choice is the longest one in {found} of {n} nodes: at most half may be.",
                found=found,
                n=n,
            )


def _too_little(module: Module, folder: str) -> Iterator[Fault]:
    questions, kinds = len(module.questions), len({q.kind for q in module.questions})
    nodes = len(module.scenario.nodes)
    if 0 < questions < FEWEST_QUESTIONS:
        yield fault_in(
            f"{folder}/questions.yaml",
            "",
            "A module needs {least} questions or more: it has {found}.",
            least=FEWEST_QUESTIONS,
            found=questions,
        )
    if 0 < kinds < FEWEST_KINDS:
        yield fault_in(
            f"{folder}/questions.yaml",
            "",
            "A module needs {least} kinds of question or more: it has {found}.",
            least=FEWEST_KINDS,
            found=kinds,
        )
    if 0 < nodes < FEWEST_NODES:
        yield fault_in(
            f"{folder}/scenario.yaml",
            "",
            "A scenario needs {least} nodes or more: it has {found}.",
            least=FEWEST_NODES,
            found=nodes,
        )


def _in_lesson(module: Module, file: str, language: str) -> Iterator[Fault]:
    lesson = module.lesson.in_language(language)
    if not lesson:
        return  # its absence is a fault already
    found, minutes = markdown.words(lesson), module.minutes
    low, high = minutes * SLOWEST, minutes * FASTEST
    if not low <= found <= high:
        yield fault_in(
            file,
            "",
            "For {minutes} minutes a lesson has {low} to {high} words: it has {found}.",
            minutes=minutes,
            low=low,
            high=high,
            found=found,
        )
    for level, title in markdown.headings(lesson):
        if level == 1:
            yield fault_in(
                file, title, "The title stands above the lesson already: begin headings with ##."
            )
    for address in markdown.refused_links(lesson):
        yield fault_in(
            file,
            "",
            "Links lead to https:// or to our own pages, not to “{address}”.",
            address=address,
        )
    if "![" in lesson or RAW_HTML.search(lesson):
        yield fault_in(file, "", "Pictures and HTML are not part of a lesson.")


def _options(module: Module) -> list[Answers]:
    return [
        [(option.text, option.right) for option in question.solution.options]
        for question in module.questions
        if isinstance(question.solution, Choices)
    ]


def _replies(module: Module) -> list[Answers]:
    return [
        [(c.text, c.points == max(other.points for other in node.choices)) for c in node.choices]
        for node in module.scenario.nodes
        if node.choices
    ]


def _cues_by_length(groups: list[Answers], language: str) -> tuple[int, int]:
    """Return in how many of the groups no answer is longer than a right one, and how many are."""
    found = 0
    for answers in groups:
        longest = max((len(text.in_language(language)) for text, _ in answers), default=0)
        found += any(len(t.in_language(language)) == longest for t, is_right in answers if is_right)
    return found, len(groups)

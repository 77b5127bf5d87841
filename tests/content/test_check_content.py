from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cxgame import content

Change = Callable[[str, Callable[[Any], object]], None]
Edit = Callable[[Any], object]

MODULE = "modules/welcome/module.yaml"
QUESTIONS = "modules/welcome/questions.yaml"
SCENARIO = "modules/welcome/scenario.yaml"
SOP = "sops/POP-001.yaml"


def question(kind: str) -> Callable[[Any], Any]:
    return lambda held: next(entry for entry in held if entry["kind"] == kind)


def node(key: str) -> Callable[[Any], Any]:
    return lambda held: next(entry for entry in held["nodes"] if entry["id"] == key)


def put(find: Callable[[Any], Any], key: Any, value: object) -> Edit:
    return lambda held: find(held).__setitem__(key, value)


def whole(held: Any) -> Any:
    return held


SINGLE, MULTIPLE, NUMBER = question("single"), question("multiple"), question("number")
MATCHING, ORDERING, SHORT = question("matching"), question("ordering"), question("short_text")
ARRIVES, BAD_END, GOOD_END = node("arrives"), node("end-left"), node("end-good")


def without_ends(outcome: str) -> Edit:
    def edit(held: Any) -> None:
        for each in held["nodes"]:
            if each.get("end", {}).get("outcome") == outcome:
                each["end"]["outcome"] = "fair"

    return edit


def all_right_options_long(held: Any) -> None:
    for entry in held:
        for option in entry.get("options", ()):
            words = option["text"]
            option["text"] = {
                language: text[:20] + option["id"] + "!" * (60 if option.get("right") else 0)
                for language, text in words.items()
            }


def all_best_choices_long(held: Any) -> None:
    for entry in held["nodes"]:
        most = max((choice["points"] for choice in entry.get("choices", ())), default=0)
        for choice in entry.get("choices", ()):
            n = 60 if choice["points"] == most else 0
            choice["text"] = {k: v[:30] + "!" * n for k, v in choice["text"].items()}


BROKEN: list[tuple[str, Edit, str]] = [
    # languages and types
    (MODULE, lambda m: m["title"].pop("en"), "title › en: The text in en is missing."),
    (MODULE, put(whole, "title", "Hi"), "title: The text in pt-BR is missing."),
    (MODULE, put(lambda m: m["title"], "en", " "), "title › en: The text in en is missing."),
    (MODULE, put(lambda m: m["title"], "en", True), "This must be a text: put it between"),
    (MODULE, put(lambda m: m["title"], "en", "\a"), "a character that can't be shown"),
    (MODULE, put(lambda m: m["title"], "fr", "Salut"), "“fr” is not part of the format."),
    (MODULE, put(lambda m: m["title"], "en", "x" * 61), "Keep it to 60 characters: it has 61."),
    (MODULE, put(whole, "minutes", 9), "minutes: This must be a whole number from 3 to 5."),
    (MODULE, put(whole, "minutes", True), "minutes: This must be a whole number from 3 to 5."),
    (MODULE, put(whole, "pass_mark", "80"), "pass_mark: This must be a whole number"),
    (MODULE, put(whole, "colour", "red"), "“colour” is not part of the format."),
    (MODULE, put(whole, 1, "red"), "“1” is not part of the format."),
    (MODULE, put(whole, "sop", "pop 1"), "sop: This must be a code of capital letters"),
    # links
    (MODULE, put(whole, "sop", "POP-999"), "sop: There is no SOP “POP-999”."),
    (QUESTIONS, put(SINGLE, "step", ""), " › step: This is missing."),
    (QUESTIONS, put(SINGLE, "step", "dance"), "There is no step “dance” in POP-001."),
    (
        SCENARIO,
        put(lambda s: ARRIVES(s)["choices"][0], "step", "dance"),
        "arrives › choices › glance: There is no step “dance” in POP-001.",
    ),
    (
        SCENARIO,
        put(lambda s: GOOD_END(s)["end"]["debrief"][0], "step", "dance"),
        "end-good › end › debrief: There is no step “dance” in POP-001.",
    ),
    (
        SOP,
        put(lambda s: s["steps"][0], "touchpoint", "moon"),
        "steps › notice: There is no touchpoint “moon”.",
    ),
    ("tracks.yaml", lambda t: t[0]["modules"].append("x"), "frontline: There is no module “x”."),
    (
        "tracks.yaml",
        lambda ts: [t["modules"].remove("welcome") for t in ts if "welcome" in t["modules"]],
        "modules/welcome/module.yaml: No track holds this module",
    ),
    # ids
    (QUESTIONS, lambda q: q.append(q[0]), "“welcome-busy-counter” stands here twice."),
    (
        QUESTIONS,
        put(SINGLE, "id", "complaint-order"),
        "The module complaint has a question with this id.",
    ),
    (QUESTIONS, put(SINGLE, "id", "Busy!"), "id: This must be a name of small letters"),
    (
        QUESTIONS,
        lambda q: SINGLE(q)["options"].append(SINGLE(q)["options"][0]),
        "“finish” stands here twice.",
    ),
    (SOP, lambda s: s["steps"].append(s["steps"][0]), "steps: “notice” stands here twice."),
    (SOP, put(whole, "code", "POP-009"), "The code must be the name of the file, POP-001."),
    ("touchpoints.yaml", lambda t: t.append(t[0]), "“arrival” stands here twice."),
    ("tracks.yaml", lambda t: t.append(t[0]), "“frontline” stands here twice."),
    (
        "tracks.yaml",
        lambda t: t[0]["modules"].append("welcome"),
        "modules: “welcome” stands here twice.",
    ),
    # questions
    (QUESTIONS, put(SINGLE, "kind", "riddle"), "kind: This must be one of: single, multiple,"),
    (
        QUESTIONS,
        lambda q: [option.pop("right", None) for option in SINGLE(q)["options"]],
        "welcome-busy-counter › options: No option is right.",
    ),
    (
        QUESTIONS,
        lambda q: [option.update(right=True) for option in MULTIPLE(q)["options"]],
        "welcome-companions › options: No option is wrong.",
    ),
    (
        QUESTIONS,
        lambda q: SINGLE(q)["options"][0].update(right=True),
        "Only one option may be right: 2 are.",
    ),
    (
        QUESTIONS,
        lambda q: SINGLE(q)["options"][0].update(right="yes"),
        "options › finish › right: This must be true or false.",
    ),
    (
        QUESTIONS,
        lambda q: SINGLE(q)["options"][0].update(text=SINGLE(q)["options"][1]["text"]),
        "stands here twice.",
    ),
    (QUESTIONS, put(SINGLE, "options", {"a": 1}), "This must be a list of lines that begin"),
    (QUESTIONS, put(SINGLE, "options", []), "options: 2 or more are needed here."),
    (QUESTIONS, lambda q: SINGLE(q).pop("feedback"), "feedback: The text in pt-BR is missing."),
    (QUESTIONS, lambda q: question("true_false")(q).pop("answer"), "answer: This must be true"),
    (QUESTIONS, put(NUMBER, "answer", "thirty"), "answer: This must be a number."),
    (QUESTIONS, put(NUMBER, "answer", float("nan")), "answer: This must be a number."),
    (QUESTIONS, put(NUMBER, "tolerance", -1), "The tolerance can't be below zero."),
    (QUESTIONS, lambda q: SHORT(q)["accepted"].pop("en"), "The text in en is missing."),
    (QUESTIONS, lambda q: MATCHING(q)["pairs"].clear(), "pairs: 2 or more are needed here."),
    (
        QUESTIONS,
        lambda q: MATCHING(q)["pairs"][0].update(right=MATCHING(q)["pairs"][1]["right"]),
        "pairs: “quem vai fazer” stands here twice.",
    ),
    (QUESTIONS, lambda q: ORDERING(q)["items"].clear(), "items: 2 or more are needed here."),
    (
        QUESTIONS,
        put(SINGLE, "picture", {"file": "../x.png", "alt": {"pt-BR": "a", "en": "b"}}),
        "file: This must be the name of a picture",
    ),
    (
        QUESTIONS,
        put(SINGLE, "picture", {"file": "shop.png", "alt": {"pt-BR": "a", "en": "b"}}),
        "modules/welcome/shop.png: This file is missing.",
    ),
    # scenarios
    (SCENARIO, put(whole, "start", "nowhere"), "start: There is no node “nowhere”."),
    (
        SCENARIO,
        lambda s: ARRIVES(s)["choices"][0].update(goto="nowhere"),
        "arrives leads to “nowhere”, which is no node.",
    ),
    (
        SCENARIO,
        lambda s: [c.update(goto="seen") for c in ARRIVES(s)["choices"]],
        "No way leads to the node “unseen”.",
    ),
    (
        SCENARIO,
        lambda s: node("seen")(s)["choices"][0].update(goto="arrives"),
        "The way comes back to where it was: ",
    ),
    (SCENARIO, without_ends("good"), "There is no good end."),
    (SCENARIO, without_ends("bad"), "There is no bad end."),
    (
        SCENARIO,
        lambda s: ARRIVES(s)["choices"].clear(),
        "arrives: A node has either choices or an end.",
    ),
    (
        SCENARIO,
        lambda s: ARRIVES(s).update(end=GOOD_END(s)["end"]),
        "arrives: A node has either choices or an end.",
    ),
    (
        SCENARIO,
        lambda s: ARRIVES(s).update(choices=ARRIVES(s)["choices"][:1]),
        "arrives: One choice is no choice",
    ),
    (
        SCENARIO,
        lambda s: [ARRIVES(s).pop(key) for key in ("scene", "says")],
        "arrives: A node needs a scene, or words of the customer.",
    ),
    (SCENARIO, lambda s: ARRIVES(s).pop("mood"), "mood: The text in pt-BR is missing."),
    (SCENARIO, lambda s: BAD_END(s)["end"]["debrief"].clear(), "debrief: 1 or more are needed"),
    (SCENARIO, put(lambda s: BAD_END(s)["end"], "outcome", "meh"), "one of: good, fair, bad"),
    (
        SCENARIO,
        lambda s: ARRIVES(s)["choices"][0].update(points=4),
        "points: This must be a whole number from 0 to 3.",
    ),
    (
        SCENARIO,
        lambda s: [c.update(points=0) for n in s["nodes"] for c in n.get("choices", ())],
        "The choices with the most points must lead to a good end.",
    ),
    # SOPs
    (SOP, put(whole, "steps", []), "steps: 3 or more are needed here."),
    (SOP, put(whole, "owner", "king"), "owner: This must be one of: frontline, manager,"),
    (SOP, put(whole, "effective_from", "soon"), "This must be a day such as 2026-11-24."),
    (SOP, put(whole, "effective_from", "2026-02-30"), "This must be a day such as 2026-11-24."),
    (SOP, put(whole, "review_by", "2001-01-01"), "The review must come after the day it takes"),
    (SOP, put(whole, "version", 2), "history: Its first entry must be the version, day and"),
    (SOP, lambda s: s["history"].append(s["history"][0]), "history: Put the newest version first"),
    (
        SOP,
        lambda s: s["history"][0].update(steps=["dance"]),
        "history: There is no step “dance” in POP-001.",
    ),
    # craft
    (QUESTIONS, all_right_options_long, "pt-BR: The right answer is the longest option in 6 of 6"),
    (SCENARIO, all_best_choices_long, "en: The best choice is the longest one in 9 of 9 nodes"),
    (QUESTIONS, lambda q: q.__delitem__(slice(9, None)), "A module needs 10 questions or more"),
    (
        QUESTIONS,
        lambda q: q.__setitem__(slice(None), [e for e in q if e["kind"] == "single"]),
        "A module needs 3 kinds of question or more: it has 1.",
    ),
    (SCENARIO, lambda s: s["nodes"].__delitem__(slice(5, None)), "A scenario needs 6 nodes"),
]


@pytest.mark.parametrize(("file", "edit", "sentence"), BROKEN)
def test_it_finds(folder: Path, change: Change, file: str, edit: Edit, sentence: str) -> None:
    change(file, edit)
    assert [error for error in content.check(folder).errors if sentence in error]


FILES: list[tuple[str, bytes | None, str]] = [
    (QUESTIONS, None, "modules/welcome/questions.yaml: This file is missing."),
    (MODULE, None, "modules/welcome/module.yaml: This file is missing."),
    (SCENARIO, None, "modules/welcome/scenario.yaml: This file is missing."),
    ("modules/welcome/lesson.en.md", None, "lesson.en.md: This file is missing."),
    ("modules/welcome/lesson.en.md", b" \n", "lesson.en.md: The text in en is missing."),
    ("modules/welcome/lesson.en.md", b"Hello.", "has 440 to 760 words: it has 1."),
    ("modules/welcome/lesson.en.md", b"word " * 999, "has 440 to 760 words: it has 999."),
    ("modules/welcome/lesson.en.md", b"# Welcome", "Welcome: The title stands above the lesson"),
    ("modules/welcome/lesson.en.md", b"a <b>c</b>", "Pictures and HTML are not part"),
    ("modules/welcome/lesson.en.md", b"![a](b.png)", "Pictures and HTML are not part"),
    ("modules/welcome/lesson.en.md", b"[a](javascript:b)", "not to “javascript:b”."),
    ("modules/welcome/lesson.en.md", b"\xff", "Save this file as UTF-8."),
    (MODULE, b"\xff", "Save this file as UTF-8."),
    (MODULE, b"", "This must be lines of “name: value”."),
    (MODULE, b"- 1", "This must be lines of “name: value”."),
    (MODULE, b"title: a: b", "module.yaml, line 1: This can't be read as YAML: mapping values"),
    (MODULE, b"\n\na: 1\na: 2", "module.yaml, line 4: This can't be read as YAML: a stands twice"),
    ("touchpoints.yaml", None, "touchpoints.yaml: This file is missing."),
    ("tracks.yaml", b"[[[", "tracks.yaml, line 2: This can't be read as YAML"),
    ("badges.yaml", b"- {id: a, symbol: star}", "badges.yaml, a › name: The text in pt-BR"),
]


@pytest.mark.parametrize(("file", "bytes_", "sentence"), FILES)
def test_it_finds_files(folder: Path, file: str, bytes_: bytes | None, sentence: str) -> None:
    if bytes_ is None:
        (folder / file).unlink()
    else:
        (folder / file).write_bytes(bytes_)
    assert [error for error in content.check(folder).errors if sentence in error]


def test_a_missing_file_is_one_error_not_twenty(folder: Path) -> None:
    (folder / SCENARIO).unlink()
    assert content.check(folder).errors == [f"{SCENARIO}: This file is missing."]


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    [error] = content.check(tmp_path / "nowhere").errors
    assert error.endswith("nowhere: There is no such folder.")


def test_a_file_that_is_a_folder_is_an_error(folder: Path) -> None:
    (folder / "sops" / "POP-999.yaml").mkdir()
    [error] = content.check(folder).errors
    assert error.startswith("sops/POP-999.yaml: This file can't be read: ")


def test_languages_count_the_modules_that_are_complete(folder: Path, change: Change) -> None:
    (folder / "modules/welcome/lesson.en.md").unlink()
    change("modules/complaint/questions.yaml", lambda q: q[0]["prompt"].pop("en"))
    change("modules/complaint/questions.yaml", lambda q: q[0]["prompt"].pop("pt-BR"))
    report = content.check(folder)
    assert report.languages == {"pt-BR": 2, "en": 1}
    assert (report.modules, report.sops, report.questions, report.scenarios) == (3, 3, 39, 3)


BADGE = """
- id: host
  family: team
  tier: 2
  symbol: star
  name: {pt-BR: A, en: B}
  criteria: {pt-BR: C, en: D}
  rule: RULE
"""


def badge_errors(folder: Path, rule: str) -> list[str]:
    (folder / "badges.yaml").write_text(BADGE.replace("RULE", rule), "utf-8")
    return content.check(folder).errors


@pytest.mark.parametrize(
    "rule",
    [
        "{kind: streak, n: 5}",
        "{kind: these-modules, modules: [welcome, complaint]}",
        "{kind: track, track: frontline}",
        "{kind: level, n: 10}",
    ],
)
def test_badges_are_counted(folder: Path, rule: str) -> None:
    assert badge_errors(folder, rule) == []
    assert content.check(folder).badges == 1


@pytest.mark.parametrize(
    ("rule", "error"),
    [
        ("{kind: streak}", "n: This must be a whole number from 1 to 1000."),
        ("{kind: level, n: 11}", "n: This must be a whole number from 1 to 10."),
        ("{kind: luck, n: 1}", "kind: This must be one of: modules, these-modules,"),
        ("{kind: modules, n: 1, track: a}", ": “track” is not part of the format."),
        ("{kind: these-modules, modules: []}", "modules: 1 or more are needed here."),
        ("{kind: these-modules, modules: [swim]}", "There is no module “swim”."),
        ("{kind: track, track: swim}", "There is no track “swim”."),
    ],
)
def test_a_rule_that_says_nothing_is_named(folder: Path, rule: str, error: str) -> None:
    errors = badge_errors(folder, rule)
    assert any(error in each for each in errors), errors
    assert all(each.startswith("badges.yaml, host") for each in errors)


def test_loading_broken_content_names_the_first_error(folder: Path) -> None:
    (folder / "tracks.yaml").unlink()
    with pytest.raises(content.BrokenContent, match=r"1 errors.*tracks\.yaml: This file is"):
        content.load(folder)


def test_craft_alone_does_not_keep_content_from_loading(folder: Path, change: Change) -> None:
    change(QUESTIONS, all_right_options_long)
    assert content.check(folder).errors
    assert content.load(folder).module("welcome").questions

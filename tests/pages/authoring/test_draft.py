from base64 import b64encode
from dataclasses import replace
from typing import Any

import pytest
from sqlmodel import select

from cxgame import clock, db
from cxgame.content import Kind as QuestionKind
from cxgame.learning.authoring import drafts
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind
from cxgame.learning.importing import import_content
from cxgame.learning.models import ModuleRun
from cxgame.people.actor import Actor
from cxgame.ui.parts import learning_words
from tests.conftest import Town
from tests.learning.authoring.story import CODE, SLUG, Author, whole, words
from tests.learning.tiny_png import tiny_png
from tests.learning.way import Learner
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen


def body(draft_id: int) -> dict[str, Any]:
    with db.reading() as session:
        return session.get_one(ContentDraft, draft_id).body


def both(name: str, text: str) -> dict[str, str]:
    return {f"{name}.pt-BR": f"{text} (pt)", f"{name}.en": text}


def version(draft_id: int) -> str:
    with db.reading() as session:
        return str(session.get_one(ContentDraft, draft_id).version)


def save(screen: Screen, draft_id: int, part: str, **fields: str) -> Screen:
    return screen.tap("draft", "save", part=part, version=version(draft_id), **fields)


def test_a_manager_writes_a_question_and_another_approves_it(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    address = f"draft?id={module_draft}"
    screen = open_as(town.diana, f"{address}&part=questions")
    screen.tap("draft", "add", "questions:true_false")
    key = screen.address["entry"]
    assert "preview appears as soon as" in screen.sheet("preview")
    save(
        screen,
        module_draft,
        f"questions/{key}",
        step="greet",
        answer="true",
        **both("prompt", "A smile can be heard on the phone."),
        **both("feedback", "It can: the voice follows the face."),
    )
    assert "A smile can be heard" in screen.sheet("preview")
    screen.open(f"{address}&part=publish")
    today = clock.local_day(clock.now()).isoformat()
    terms = {"effective_on": today, "tracks": "frontline\nsecond"}
    screen.tap("draft", "terms", part="terms", version=version(module_draft), **terms)
    text = screen.sheet("draft")
    assert "Hand in for approval" in text and "A smile can be heard" in text
    screen.tap("draft", "submit", version(module_draft))
    assert "waits for somebody" in screen.sheet("draft")
    assert "Approve" not in screen.sheet("draft")

    director = open_as(town.edu, f"draft?id={module_draft}")
    assert "Your decision" in director.sheet("draft")
    director.tap("draft", "approve", version(module_draft))
    assert "in force" in director.sheet("draft")

    with db.transaction() as session:
        alice = Learner(session, town.alice, now=clock.now())
        alice.open()
        alice.read()
        asked = alice.view().question
        assert asked is not None
        assert asked.total == len(whole().module(SLUG).questions) + 1


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_has_a_form_that_saves_what_it_shows(
    town: Town, open_as: OpenAs, module_draft: int, kind: QuestionKind
) -> None:
    with db.transaction() as session:
        key = Author(session, town.diana, module_draft, clock.now()).add("questions", kind)
    screen = open_as(town.diana, f"draft?id={module_draft}&part=questions&entry={key}")
    fields = {"step": "greet", **both("prompt", "Asked?"), **both("feedback", "Because.")}
    for number in (1, 2, 3):
        fields |= both(f"options.option-{number}.text", f"Option {number}")
        fields |= both(f"pairs.pair-{number}.left", f"Left {number}")
        fields |= both(f"pairs.pair-{number}.right", f"Right {number}")
        fields |= both(f"items.item-{number}.text", f"Item {number}")
    fields |= {"right": "option-2", "answer": "false", "accepted.pt-BR": "um\n\n dois "}
    fields |= {"accepted.en": "one", "tolerance": "0.5", **both("unit", "minutes")}
    if kind is QuestionKind.NUMBER:
        fields["answer"] = "1,234.5"
    save(screen, module_draft, f"questions/{key}", **fields)

    held = body(module_draft)["questions"][-1]
    assert held["prompt"] == words("Asked?")
    match kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE:
            assert [one.get("right", False) for one in held["options"]] == [False, True, False]
        case QuestionKind.TRUE_FALSE:
            assert held["answer"] is False
        case QuestionKind.SHORT_TEXT:
            assert held["accepted"] == {"pt-BR": ["um", "dois"], "en": ["one"]}
        case QuestionKind.NUMBER:
            assert (held["answer"], held["tolerance"]) == (1234.5, 0.5)
        case QuestionKind.MATCHING:
            assert held["pairs"][1]["left"] == words("Left 2")
        case QuestionKind.ORDERING:
            assert [one["id"] for one in held["items"]] == ["item-1", "item-2", "item-3"]
    with db.reading() as session:
        view = Author(session, town.diana, module_draft, clock.now()).view()
    assert not [fault for fault in view.faults if key in fault.place]
    assert "Asked?" in screen.sheet("preview")


def test_answers_are_added_moved_and_taken_out(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    question = body(module_draft)["questions"][0]
    ids = [option["id"] for option in question["options"]]
    part = f"questions/{question['id']}"
    screen = open_as(town.diana, f"draft?id={module_draft}&part=questions&entry={question['id']}")
    fields = {f"options.{key}.text.en": f"Text {key}" for key in ids}

    def then(act: str) -> list[str]:
        save(screen, module_draft, part, then=act, right=ids[1], **fields)
        return [one["id"] for one in body(module_draft)["questions"][0]["options"]]

    assert then(f"up:{ids[1]}")[:2] == [ids[1], ids[0]]
    assert then(f"down:{ids[1]}")[:2] == ids[:2]
    assert then(f"remove:{ids[0]}") == ids[1:]
    assert then("add") == [*ids[1:], "option-1"]
    assert body(module_draft)["questions"][0]["options"][0]["text"]["en"] == f"Text {ids[1]}"


def test_a_reply_can_lead_to_a_new_moment(town: Town, open_as: OpenAs, module_draft: int) -> None:
    node = body(module_draft)["scenario"]["nodes"][0]
    screen = open_as(town.diana, f"draft?id={module_draft}&part=scenario&entry={node['id']}")
    fields = {**both("says", "Hello?"), **both("mood", "calm")}
    for choice in node["choices"]:
        name = f"choices.{choice['id']}"
        fields |= {f"{name}.goto": choice["goto"], f"{name}.points": "2", f"{name}.step": "greet"}
    first = node["choices"][0]["id"]
    save(screen, module_draft, f"nodes/{node['id']}", **{**fields, f"choices.{first}.goto": "+"})

    nodes = body(module_draft)["scenario"]["nodes"]
    assert nodes[0]["choices"][0]["goto"] == nodes[-1]["id"]
    assert "scene" not in nodes[0]
    screen.open(f"draft?id={module_draft}&part=scenario")
    assert "studio-lost" in screen.sheet("draft")  # the new moment leads nowhere yet
    assert "Leads to" not in screen.sheet("draft")


def test_a_moment_becomes_an_end_and_a_talk_again(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    node = body(module_draft)["scenario"]["nodes"][0]
    screen = open_as(town.diana, f"draft?id={module_draft}&part=scenario&entry={node['id']}")
    part = f"nodes/{node['id']}"
    save(screen, module_draft, part, then="end", **both("says", "Bye"))
    held = body(module_draft)["scenario"]["nodes"][0]
    assert held["end"]["outcome"] == "good" and "choices" not in held
    remark = {"debrief.0.step": "greet", **both("debrief.0.text", "Well done")}
    fields = {**both("says", "Bye"), **both("end.title", "The end"), **remark}
    save(screen, module_draft, part, outcome="bad", then="add", **fields)
    held = body(module_draft)["scenario"]["nodes"][0]
    assert (held["end"]["outcome"], len(held["end"]["debrief"])) == ("bad", 2)
    save(screen, module_draft, part, outcome="bad", then="talk", **fields)
    assert len(body(module_draft)["scenario"]["nodes"][0]["choices"]) == 2


def test_what_another_saved_is_told_and_a_second_save_stands(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    screen = open_as(town.diana, f"draft?id={module_draft}&part=lesson")
    before = screen.sheet("draft")
    key = before.partition('data-key="form-')[2].partition('"')[0]
    seen = version(module_draft)
    with db.transaction() as session:
        author = Author(session, town.root, module_draft, clock.now())
        author.save("lesson", words("Root's lesson"))
    fields = both("lesson", "Diana's lesson")
    screen.tap("draft", "save", part="lesson", version=seen, **fields)
    text = screen.sheet("draft")
    assert "Root changed this part meanwhile" in text
    assert f'data-key="form-{key}"' in text  # the same form: typed words stay in it
    assert body(module_draft)["lesson"]["en"] == "Root's lesson"
    shown = text.partition('name="version" value="')[2].partition('"')[0]
    screen.tap("draft", "save", part="lesson", version=shown, **fields)
    assert body(module_draft)["lesson"]["en"] == "Diana's lesson"
    assert f'data-key="form-{key}"' not in screen.sheet("draft")


def test_faults_stand_beside_their_part_with_a_way_there(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    screen = open_as(town.diana, f"draft?id={module_draft}&part=lesson")
    save(screen, module_draft, "lesson", **both("lesson", "short"))
    assert "2 things to put right here" in screen.sheet("draft")
    question = body(module_draft)["questions"][2]
    fields = {"step": "greet", **both("prompt", ""), "prompt.pt-BR": ""}
    screen.open(f"draft?id={module_draft}&part=questions&entry={question['id']}")
    save(screen, module_draft, f"questions/{question['id']}", **fields)
    text = screen.open(f"draft?id={module_draft}&part=questions").sheet("draft")
    assert "Question 3 · What is asked · English" in text
    assert f"part=questions&amp;entry={question['id']}" in text


def test_the_preview_is_what_learners_see_and_keeps_nothing(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    question = body(module_draft)["questions"][0]
    screen = open_as(town.diana, f"draft?id={module_draft}&part=questions&entry={question['id']}")
    assert question["prompt"]["en"] in screen.sheet("preview")
    right = next(one for one in question["options"] if one.get("right"))
    wrong = next(one for one in question["options"] if not one.get("right"))
    screen.tap("preview", "answer", turn="0", answer=wrong["id"])
    assert "Nearly there" in screen.sheet("preview")
    screen.tap("preview", "next", "0")
    screen.tap("preview", "answer", turn="0", answer=right["id"])
    assert "That&#39;s it!" in screen.sheet("preview")
    screen.tap("preview", "language", "pt-BR")
    assert question["prompt"]["pt-BR"] in screen.sheet("preview")
    assert "What is asked" in screen.sheet("draft")
    screen.tap("preview", "language", "klingon")
    with db.reading() as session:
        assert session.exec(select(ModuleRun)).all() == []


def test_the_conversation_is_tried_in_the_preview(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    node = body(module_draft)["scenario"]["nodes"][0]
    screen = open_as(town.diana, f"draft?id={module_draft}&part=scenario")
    choice = node["choices"][0]
    screen.tap("preview", "say", f"1:0:{choice['id']}")
    assert choice["feedback"]["en"][:20] in screen.sheet("preview")
    screen.tap("preview", "say", "1:1:unknown")
    assert choice["feedback"]["en"][:20] not in screen.sheet("preview")  # it began anew


def test_an_sop_is_written_part_by_part(town: Town, open_as: OpenAs, sop_draft: int) -> None:
    address = f"draft?id={sop_draft}"
    screen = open_as(town.diana, f"{address}&part=head")
    fields = {**both("title", "Hello"), **both("purpose", "So that"), **both("scope", "All")}
    others = {"owner": "director", "approver": "admin", "roles": "frontline\nmanager"}
    save(screen, sop_draft, "head", review_by="2030-01-01", **others, **fields)
    held = body(sop_draft)
    assert (held["title"], held["roles"]) == (words("Hello"), ["frontline", "manager"])
    assert "So that" in screen.sheet("preview")

    screen.open(f"{address}&part=lines")
    lines = {**both("0", "First"), **both("1", "Second")}
    save(screen, sop_draft, "do", then="up:1", **lines)
    assert body(sop_draft)["do"] == [words("Second"), words("First")]
    save(screen, sop_draft, "do", then="add", **lines)
    assert len(body(sop_draft)["do"]) == 3
    save(screen, sop_draft, "do", then="remove:0", **lines)
    assert body(sop_draft)["do"] == [words("Second")]

    screen.open(f"{address}&part=ways")
    way = {**both("0.when", "It rains"), **both("0.then", "Offer an umbrella")}
    save(screen, sop_draft, "exceptions", **way)
    save(screen, sop_draft, "head", only="escalation", **both("escalation", "Call Ana"))
    save(screen, sop_draft, "indicators", **both("0.name", "Waits"), **both("0.target", "5 min"))
    held = body(sop_draft)
    assert held["exceptions"] == [{"when": words("It rains"), "then": words("Offer an umbrella")}]
    assert (held["escalation"], held["purpose"]) == (words("Call Ana"), words("So that"))

    step = held["steps"][1]["id"]
    screen.open(f"{address}&part=steps&entry={step}")
    fields = {**both("title", "Wave"), **both("text", "With one hand")}
    save(screen, sop_draft, f"steps/{step}", touchpoint="counter", **fields)
    assert body(sop_draft)["steps"][1]["title"] == words("Wave")

    screen.open(f"{address}&part=publish")
    terms = {"change": "major", "decision": "quiz", **both("summary", "Wave too")}
    screen.tap("draft", "terms", part="terms", version=version(sop_draft), **terms)
    text = screen.sheet("draft")
    assert "Steps that change: 2 · Wave" in text
    assert "Say from which day it is in force." in text


def test_steps_are_moved_copied_and_taken_out(town: Town, open_as: OpenAs, sop_draft: int) -> None:
    ids = [step["id"] for step in body(sop_draft)["steps"]]
    screen = open_as(town.diana, f"draft?id={sop_draft}&part=steps")
    screen.tap("draft", "move", f"steps:{ids[0]}:down")
    screen.tap("draft", "duplicate", f"steps:{ids[0]}")
    found = [step["id"] for step in body(sop_draft)["steps"]]
    assert found[:2] == [ids[1], ids[0]] and found[2].startswith("step-")
    screen.tap("draft", "remove", f"steps:{found[2]}")
    screen.tap("draft", "remove", f"steps:{ids[0]}")
    assert "change the module first" in screen.open(f"draft?id={sop_draft}&part=steps").sheet(
        "draft"
    )


def test_a_draft_that_came_back_shows_the_note(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    with db.transaction() as session:
        author = Author(session, town.diana, module_draft, clock.now())
        author.retitle("Hello")
        author.terms(clock.local_day(clock.now()))
        author.submit()
    screen = open_as(town.edu, f"draft?id={module_draft}")
    screen.tap("draft", "send_back", version=version(module_draft), note="")
    assert "Write what should be different." in screen.sheet("draft")
    screen.tap("draft", "send_back", version=version(module_draft), note="Shorter, please.")
    text = open_as(town.diana, f"draft?id={module_draft}").sheet("draft")
    assert "Edu says:" in text and "Shorter, please." in text


def test_a_director_reads_and_does_not_write(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    for part in learning_words.PARTS[Kind.MODULE]:
        text = open_as(town.edu, f"draft?id={module_draft}&part={part}").sheet("draft")
        assert 'data-send="save"' not in text and 'data-send="terms"' not in text, part
    screen = open_as(town.edu, f"draft?id={module_draft}&part=head")
    save(screen, module_draft, "head", **both("title", "Mine"))
    assert body(module_draft)["title"] != words("Mine")


@pytest.mark.parametrize("part", ["nothing/x", "questions/x", "../head", ""])
def test_a_strange_part_is_refused(
    town: Town, open_as: OpenAs, module_draft: int, part: str
) -> None:
    before = body(module_draft)
    screen = open_as(town.diana, f"draft?id={module_draft}&part=head")
    save(screen, module_draft, part, **both("title", "x"))
    assert "There is no such part." in screen.sheet("draft")
    assert body(module_draft) == before


def test_an_unknown_draft_says_so(town: Town, open_as: OpenAs) -> None:
    for address in ("draft", "draft?id=404", "draft?id=x"):
        assert "There is no such draft." in open_as(town.diana, address).text


def test_withdrawing_closes_it(town: Town, open_as: OpenAs, module_draft: int) -> None:
    screen = open_as(town.diana, f"draft?id={module_draft}&part=publish")
    screen.tap("draft", "withdraw")
    assert "withdrawn" in screen.sheet("draft")
    assert 'data-send="terms"' not in screen.sheet("draft")


def test_a_stale_draft_is_compared_and_goes_on(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    newer = replace(whole().module(SLUG), minutes=5)
    with db.transaction() as session:
        library = replace(whole(), modules=(newer,))
        import_content(session, actor=Actor.system(), library=library, now=clock.now())
    screen = open_as(town.diana, f"draft?id={module_draft}&part=publish")
    text = screen.sheet("draft")
    assert "A newer version stands now" in text and "Minutes" in text
    screen.tap("draft", "rebase", newer.revision)
    assert "A newer version stands now" not in screen.sheet("draft")


def test_questions_of_an_sop_less_module_still_open(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        author = Author(session, town.diana, now=clock.now()).begin(Kind.MODULE, "New", sop=CODE)
        drafts.save_part(
            session,
            actor=town.diana,
            draft_id=author.draft_id,
            part="head",
            value={"sop": ""},
            version=author.view().version,
            now=clock.now(),
        )
    for part in learning_words.PARTS[Kind.MODULE]:
        open_as(town.diana, f"draft?id={author.draft_id}&part={part}")


def test_a_picture_is_chosen_described_and_taken_out(
    town: Town, open_as: OpenAs, module_draft: int
) -> None:
    key = body(module_draft)["questions"][0]["id"]
    screen = open_as(town.diana, f"draft?id={module_draft}&part=questions&entry={key}")
    file = "data:image/png;base64," + b64encode(tiny_png()).decode()
    form = {"part": f"questions/{key}", "step": "greet", **both("prompt", "Typed before")}

    def choose(sent: str) -> str:
        screen.tap("draft", "picture", **form, version=version(module_draft), file=sent)
        return screen.sheet("draft")

    assert "choose a PNG, JPEG or WebP file" in choose("data:text/plain;base64,!")
    shown = choose(file)
    assert "/pictures/" in shown and "Choose another picture" in shown
    assert "Typed before" in shown, "what was typed is saved with it"
    assert "What the picture shows" in shown
    save(screen, module_draft, **form, **both("alt", "A counter"))
    assert body(module_draft)["questions"][0]["picture"]["alt"] == words("A counter")
    screen.tap("draft", "save", **form, version=version(module_draft), then="unpicture")
    assert "picture" not in body(module_draft)["questions"][0]
    assert "Choose a picture" in screen.sheet("draft")

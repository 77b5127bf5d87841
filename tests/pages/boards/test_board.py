from datetime import date, timedelta
from typing import Any

import pytest

from cxgame import clock, db
from cxgame.boards import queries
from cxgame.boards.views import CardView
from cxgame.people.actor import Actor
from tests.boards import story
from tests.conftest import Town
from tests.pages.conftest import OpenAs
from tests.pages.screen import Screen

LEVELS = {"alice": "Operational board", "diana": "Tactical board", "edu": "Strategic board"}


def make(town: Town, kind: str, **values: Any) -> int:
    with db.transaction() as session:
        return getattr(story, kind)(session, town, **values)  # type: ignore[no-any-return]


def view(actor: Actor, card_id: int) -> CardView:
    with db.reading() as session:
        return queries.card_view(session, actor=actor, card_id=card_id, now=clock.now())


def column(actor: Actor, card_id: int) -> str:
    return view(actor, card_id).column_key


def saved(card: CardView, **changes: str) -> dict[str, str]:
    """Return what the form of a card sends when these fields were typed into."""
    form = card.form
    fields = {
        "version": str(card.version),
        "title": form.title,
        "what": form.what,
        "target": form.target,
        "due_on": form.due_on.isoformat() if form.due_on else "",
        "team_id": str(form.team_id or ""),
        **{letter: "\n".join(map(str, people)) for letter, people in form.letters.items()},
    }
    return fields | changes


@pytest.mark.parametrize("who", LEVELS)
def test_each_role_starts_on_its_own_level(town: Town, open_as: OpenAs, who: str) -> None:
    assert LEVELS[who] in open_as(town.everybody[who], "board").sheet("board-head")


def test_every_level_has_its_address(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "board").tap("board-head", "level", "operational")
    assert screen.address == {"level": "operational"}
    assert "Operational board" in screen.text


@pytest.mark.parametrize(
    "address", ["level=x", "card=x", "card=99999999999999999999", "team=x&person=-1&overdue=x"]
)
def test_an_odd_address_is_no_error(town: Town, open_as: OpenAs, address: str) -> None:
    assert open_as(town.diana, f"board?{address}").sheet("board")


def test_filters_go_into_the_address(town: Town, open_as: OpenAs) -> None:
    make(town, "add_task", title="Late", due_on=date(2020, 1, 1))
    make(town, "add_task", title="In time", due_on=clock.local_day(clock.now() + timedelta(9)))
    screen = open_as(town.diana, "board?level=operational")
    screen.tap("board-head", "filter", team=str(town.desk), person="", overdue="on")

    assert screen.address == {"level": "operational", "team": str(town.desk), "overdue": "on"}
    assert "Late" in screen.sheet("board") and "In time" not in screen.sheet("board")


def test_an_empty_board_says_what_will_stand_there(town: Town, open_as: OpenAs) -> None:
    assert "hold a letter" in open_as(town.alice, "board?level=tactical").text
    assert "Add the first one" in open_as(town.diana, "board").text
    screen = open_as(town.diana, "board?overdue=on")
    assert "No card fits" in screen.text
    assert screen.tap("board-head", "clear").address == {}


def test_a_move_shows_in_the_same_run(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_task")
    screen = open_as(town.bob, "board")
    screen.tap("board", "move", card=str(card_id), to="doing", version="1", before="")

    assert column(town.bob, card_id) == "doing"
    assert '"board-count text-num">1</span>' in screen.sheet("board").split("Doing")[1]


def test_a_refused_move_says_why(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan", accountable=(), responsible=())
    screen = open_as(town.diana, "board")
    screen.tap("board", "move", card=str(card_id), to="do", version="1", before="")

    assert "Nobody is Accountable" in screen.text and "Nobody is Responsible" in screen.text
    assert column(town.diana, card_id) == "draft"


def test_a_stale_move_says_who_was_faster(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_task")
    screen = open_as(town.bob, "board")
    with db.transaction() as session:
        story.move(session, town.alice, card_id, "doing")
    screen.tap("board", "move", card=str(card_id), to="done", version="1", before="")

    assert "Alice changed this card" in screen.text


def test_asking_a_to_confirm_is_said(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_task")
    screen = open_as(town.bob, "board")
    screen.tap("board", "move", card=str(card_id), to="done", version="1", before="")

    assert "A was asked to confirm" in screen.text
    assert "confirmation waits" in screen.sheet("board")


def opened(town: Town, open_as: OpenAs, who: str, card_id: int) -> Screen:
    return open_as(town.everybody[who], f"board?card={card_id}")


def test_a_card_opens_from_its_address(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan", why="Complaints", consulted=story.ids(town.edu))
    screen = open_as(town.diana, "board").tap("board", "open", card=str(card_id))

    assert screen.address == {"card": str(card_id)}
    shown = screen.sheet(f"card-{card_id}")
    assert all(words in shown for words in ("Complaints", "Diana", "Bob", "Edu", "History"))


def test_a_card_out_of_sight_is_a_sentence(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan")
    assert "There is no such card" in opened(town, open_as, "charlie", card_id).text


def test_only_a_gets_the_buttons_to_decide(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan")
    opened(town, open_as, "bob", card_id).tap(f"card-{card_id}", "submit", "1")

    assert 'data-send="approve"' in opened(town, open_as, "diana", card_id).text
    for who in ("bob", "edu"):
        shown = opened(town, open_as, who, card_id).text
        assert 'data-send="approve"' not in shown and "Waits for the approval of Diana" in shown


def test_a_approves_on_the_card(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan")
    with db.transaction() as session:
        version = story.submit(session, town.bob, card_id)
    screen = opened(town, open_as, "diana", card_id)
    screen.tap(f"card-{card_id}", "approve", str(version))

    assert column(town.diana, card_id) == "do"
    assert "Approved." in screen.text and "approved by Diana" in screen.text


def test_a_no_carries_its_reason(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan")
    with db.transaction() as session:
        version = story.submit(session, town.bob, card_id)
    screen = opened(town, open_as, "diana", card_id)
    screen.tap(f"card-{card_id}", "reject", str(version), words="")
    assert "Please say why" in screen.text
    screen.tap(f"card-{card_id}", "reject", str(version), words="Too dear")

    assert column(town.diana, card_id) == "draft"
    assert "Too dear" in screen.text


def test_a_consultation_is_answered_or_done_without(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_task", consulted=story.ids(town.alice, town.edu))
    screen = opened(town, open_as, "alice", card_id)
    screen.tap(f"card-{card_id}", "answer", words="It is fine")
    assert "Answered" in screen.text
    screen = opened(town, open_as, "diana", card_id)
    screen.tap(f"card-{card_id}", "waive", str(town.edu.person_id), words="On leave")

    states = {
        one.name: (one.answer, one.waived_because) for one in view(town.bob, card_id).consultations
    }
    assert states == {"Alice": ("It is fine", ""), "Edu": ("", "On leave")}


def test_a_card_moves_from_its_dialog(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_task")
    opened(town, open_as, "bob", card_id).tap(f"card-{card_id}", "move", "doing:1")
    assert column(town.bob, card_id) == "doing"


def test_a_stale_yes_tells_what_changed(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan")
    with db.transaction() as session:
        version = story.submit(session, town.bob, card_id)
    screen = opened(town, open_as, "diana", card_id)
    with db.transaction() as session:
        form = story.plan_form(town, due_on=date(2026, 12, 24))
        story.change(session, town.bob, card_id, form)
    screen.tap(f"card-{card_id}", "approve", str(version))

    assert column(town.diana, card_id) == "review"
    assert "Bob changed “Due” to “24 Dec 2026”." in screen.text


def test_a_cancelled_card_says_why(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_task")
    screen = opened(town, open_as, "bob", card_id)
    screen.tap(f"card-{card_id}", "cancel", "1", words="Not needed any more")
    assert "Not needed any more" in screen.sheet(f"card-{card_id}")
    assert 'data-send="move"' not in screen.sheet(f"card-{card_id}")


def test_a_new_task_needs_a_title_and_no_more(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.bob, "board?card=new")
    fields = {"version": "0", "title": "Fill the towels", "team_id": str(town.desk)}
    screen.tap("card-form-0", "save", **fields, A="", R="", C="", I="")

    card = view(town.bob, int(screen.address["card"]))
    assert (card.form.title, card.form.responsible) == (
        "Fill the towels",
        story.ids(town.bob),
    )
    assert card.form.accountable == story.ids(town.diana)


def test_a_new_plan_takes_what_was_ticked(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "board?card=new")
    alice, bob, diana = (who.person_id or 0 for who in (town.alice, town.bob, town.diana))
    screen.tap(
        "card-form-0",
        "save",
        version="0",
        title="Keep the hour",
        team_id=str(town.clinic),
        due_on="2027-01-31",
        priority="high",
        A=str(diana),
        R=f"{alice}\n{bob}",
    )

    form = view(town.diana, int(screen.address["card"])).form
    assert (form.due_on, form.priority, form.team_id) == (date(2027, 1, 31), "high", town.clinic)
    assert (form.accountable, form.responsible) == ((diana,), (alice, bob))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": ""}, "Give the card a title"),
        ({"title": "X", "due_on": "soon"}, "not a day"),
        ({"title": "X", "A": "999"}, "Choose active people"),
        ({"title": "X", "team_id": ""}, "outside your reach"),
    ],
)
def test_a_refusal_is_a_sentence_and_adds_nothing(
    town: Town, open_as: OpenAs, fields: dict[str, str], words: str
) -> None:
    screen = open_as(town.diana, "board?card=new")
    screen.tap("card-form-0", "save", **({"version": "0", "team_id": str(town.desk)} | fields))

    assert words in screen.text
    assert screen.address == {"card": "new"}


def test_two_people_save_the_same_card_and_nothing_is_lost(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan")
    seen = view(town.diana, card_id)
    key = f"card-form-{card_id}"
    dianas = open_as(town.diana, f"board?card={card_id}&edit=on")
    with db.transaction() as session:
        form = story.plan_form(town, due_on=date(2026, 12, 24), target="NPS 50")
        story.change(session, town.bob, card_id, form)
    dianas.tap(key, "save", **saved(seen, what="Typed by Diana", target="NPS 60"))

    shown = dianas.sheet(key)
    assert "Bob changed “Due” to “24 Dec 2026”." in shown
    assert "Bob wrote: NPS 50" in shown
    assert all(words in shown for words in ("Typed by Diana", "NPS 60", "2026-12-24"))
    assert view(town.diana, card_id).form.target == "NPS 50"

    joined = saved(seen, what="Typed by Diana", target="NPS 60", due_on="2026-12-24", version="2")
    dianas.tap(key, "save", "again", **joined)
    form = view(town.diana, card_id).form
    assert (form.what, form.target, form.due_on) == ("Typed by Diana", "NPS 60", date(2026, 12, 24))
    assert dianas.address == {"card": str(card_id)}


def test_who_may_not_change_a_card_gets_no_form(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_plan", informed=story.ids(town.alice))
    screen = open_as(town.alice, f"board?level=tactical&card={card_id}&edit=on")
    assert f"card-form-{card_id}" not in screen.sheets
    assert 'data-send="edit"' not in screen.sheet(f"card-{card_id}")


def test_a_frontline_person_sees_the_a_but_does_not_change_it(town: Town, open_as: OpenAs) -> None:
    card_id = make(town, "add_task")
    shown = open_as(town.bob, f"board?card={card_id}&edit=on").sheet(f"card-form-{card_id}")
    diana = town.diana.person_id
    assert f'<input type="hidden" name="A" value="{diana}">' in shown
    assert f'name="A" value="{diana}" checked disabled' in shown

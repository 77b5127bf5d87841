"""What cards hold: description and the rest of 5W2H, checklist, comments, files."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from PIL import Image
from sqlmodel import Session, select

from cxgame.boards import checklist, comments, files, mentions, queries, scope, service, showing
from cxgame.boards.models import Card, CardFile, Level
from cxgame.content import papers
from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.notices.models import Notice
from cxgame.people import accounts
from cxgame.people.actor import Actor
from cxgame.people.models import Person
from tests.boards import story
from tests.conftest import NOON, Town


def told(session: Session, actor: Actor) -> list[str]:
    query = select(Notice).where(Notice.person_id == actor.person_id)
    return [one.key for one in session.exec(query) if ":mention:" in one.key]


def texts(session: Session, card_id: int) -> list[str]:
    return [one.text for one in checklist.items(session, card_id=card_id)]


def test_the_form_holds_the_whole_of_5w2h(session: Session, town: Town) -> None:
    card_id = story.add_plan(
        session,
        town,
        description="* one\n* two",
        how="Call at 14h",
        cost_cents=125_000,
        starts_on=date(2026, 3, 1),
    )
    form = queries.card_view(session, actor=town.diana, card_id=card_id, now=NOON).form
    assert (form.how, form.cost_cents, form.starts_on) == ("Call at 14h", 125_000, date(2026, 3, 1))
    for wrong in (
        {"cost_cents": -1},
        {"starts_on": date(2026, 5, 1)},
        {"description": "x" * 16_385},
    ):
        with pytest.raises(InvalidInput):
            story.add_plan(session, town, **wrong)


def test_a_checklist_is_worked_off(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    who = {"actor": town.bob, "now": NOON}
    assert checklist.add_items(session, card_id=card_id, lines=" Till \n\nCoins\nFloat", **who) == 3
    assert texts(session, card_id) == ["Till", "Coins", "Float"]
    till, coins, float_ = checklist.items(session, card_id=card_id)
    checklist.tick_item(session, item_id=coins.id, is_done=True, **who)
    checklist.tick_item(session, item_id=coins.id, is_done=True, **who)
    checklist.change_item(session, item_id=float_.id, text="Change", before=till.id, **who)
    assert texts(session, card_id) == ["Change", "Till", "Coins"]
    assert checklist.items(session, card_id=card_id)[2].done_by == "Bob"
    checklist.remove_item(session, item_id=till.id, **who)
    assert checklist.progress(session, card_ids=[card_id]) == {card_id: (1, 2)}
    brief = showing.board_view(session, actor=town.bob, level=Level.OPERATIONAL, now=NOON)
    assert brief.columns[0].cards[0].steps == (1, 2)
    view = queries.card_view(session, actor=town.bob, card_id=card_id, now=NOON)
    assert [str(one.kind) for one in view.events[:3]] == ["unlisted", "ticked", "listed"]
    assert view.version == 1  # two may tick at once


def test_a_checklist_refuses(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    who = {"actor": town.bob, "now": NOON}
    for lines in (" \n ", "x" * 501, "x\n" * 101):
        with pytest.raises(InvalidInput):
            checklist.add_items(session, card_id=card_id, lines=lines, **who)
    checklist.add_items(session, card_id=card_id, lines="Till", **who)
    (item,) = checklist.items(session, card_id=card_id)
    with pytest.raises(NotFound):
        checklist.tick_item(session, item_id=item.id, is_done=True, actor=town.charlie, now=NOON)
    with pytest.raises(NotFound):
        checklist.remove_item(session, item_id=999, **who)
    version = story.version(session, card_id)
    service.cancel_card(
        session, actor=town.bob, card_id=card_id, reason="No", version=version, now=NOON
    )
    with pytest.raises(Conflict):
        checklist.tick_item(session, item_id=item.id, is_done=True, **who)


def test_a_comment_tells_whom_it_names(session: Session, town: Town) -> None:
    card_id = story.add_task(session, town)
    said = comments.add_comment(
        session, actor=town.bob, card_id=card_id, text="@Diana and @edu, look; @nobody", now=NOON
    )
    assert (
        told(session, town.diana) == told(session, town.edu) == [f"card:{card_id}:mention:{said}"]
    )
    comments.change_comment(
        session, actor=town.bob, comment_id=said, text="@Diana, @charlie and @bob", now=NOON
    )
    assert len(told(session, town.diana)) == 1
    assert told(session, town.bob) == []
    (shown,) = comments.comments(session, actor=town.bob, card_id=card_id)
    assert (shown.who, shown.is_changed, shown.is_own) == ("Bob", True, True)
    with pytest.raises(NotAllowed):
        comments.remove_comment(session, actor=town.diana, comment_id=said, now=NOON)
    comments.remove_comment(session, actor=town.root, comment_id=said, now=NOON)
    (gone,) = comments.comments(session, actor=town.bob, card_id=card_id)
    assert (gone.text, gone.is_removed) == ("", True)
    assert comments.counted(session, card_ids=[card_id]) == {}


def test_who_does_not_see_a_card_is_neither_told_nor_heard(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    card = session.get_one(Card, card_id)
    assert town.alice.person_id not in {one.id for one in scope.who_sees(session, card)}
    comments.add_comment(session, actor=town.diana, card_id=card_id, text="@Alice!", now=NOON)
    assert told(session, town.alice) == []
    with pytest.raises(NotFound):
        comments.add_comment(session, actor=town.alice, card_id=card_id, text="Me?", now=NOON)
    with pytest.raises(InvalidInput):
        comments.add_comment(session, actor=town.diana, card_id=card_id, text="  ", now=NOON)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("@Ana Souza, look", [1]),
        ("@ana souza e @JOÃO", [1, 3]),
        ("@Ana", []),  # two are called so
        ("mail ana@ana.com", []),
        ("@joana", []),
        ("@João Paulo!", [3]),
        ("@@João", []),
    ],
)
def test_whom_a_text_means(text: str, meant: list[int]) -> None:
    people = [(1, "Ana Souza"), (2, "Ana Lima"), (3, "João Paulo")]
    assert mentions.meant(text, people) == meant


def archive(*names: str) -> bytes:
    held = BytesIO()
    with ZipFile(held, "w") as zipped:
        for name in names:
            zipped.writestr(name, "x")
    return held.getvalue()


def png() -> bytes:
    held = BytesIO()
    Image.new("RGB", (8, 8), "red").save(held, "PNG")
    return held.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "kept", "mime"),
    [
        (png(), "../a/b.exe", "b.png", "image/png"),
        (b"%PDF-1.7 x", "plano.pdf", "plano.pdf", "application/pdf"),
        ("é".encode(), "C:\\x\\nota.TXT", "nota.TXT", "text/plain"),
        (archive("[Content_Types].xml"), "a.docx", "a.docx", papers._OFFICE["docx"]),
        (archive("mimetype", "content.xml"), "a.ods", "a.ods", papers._OPEN_DOCUMENT["ods"]),
    ],
)
def test_files_that_are_kept(data: bytes, name: str, kept: str, mime: str) -> None:
    paper = papers.paper(data, name)
    assert (paper.name, paper.mime) == (kept, mime)


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "a.txt"),
        (b"<html><script>alert(1)</script>", "a.html"),
        (b"MZ\x00", "a.txt"),
        (archive("a.exe"), "a.zip"),
        (archive("[Content_Types].xml", "word/vbaProject.bin"), "a.docx"),
        (b"PK\x03\x04broken", "a.docx"),
        (b"%PDF-" + b"x" * 8_000_001, "a.pdf"),
    ],
)
def test_files_that_are_refused(data: bytes, name: str) -> None:
    with pytest.raises(InvalidInput):
        papers.paper(data, name)


def test_a_file_is_for_those_who_see_its_card(
    session: Session, town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    card_id = story.add_plan(session, town)
    who = {"actor": town.diana, "now": NOON}
    file_id = files.add_file(session, card_id=card_id, data=b"%PDF-1", name="a.pdf", **who)
    assert files.find(session, actor=town.bob, file_id=file_id).name == "a.pdf"
    assert [one.who for one in files.beside(session, card_id=card_id)] == ["Diana"]
    with pytest.raises(NotFound):
        files.find(session, actor=town.alice, file_id=file_id)
    monkeypatch.setattr(files, "MOST_FILES", 1)
    with pytest.raises(InvalidInput):
        files.add_file(session, card_id=card_id, data=b"%PDF-1", name="b.pdf", **who)
    files.remove_file(session, file_id=file_id, **who)
    assert session.exec(select(CardFile)).all() == []


def test_who_sees_a_card_are_those_to_whom_it_is_visible(session: Session, town: Town) -> None:
    cards = [
        story.add_task(session, town),
        story.add_plan(session, town),
        story.add_plan(session, town, actor=town.edu, team_id=town.clinic),
        story.add_plan(session, town, actor=town.edu, team_id=None, informed=story.ids(town.alice)),
    ]
    everybody = session.exec(select(Person).where(Person.is_active)).all()
    for card_id in cards:
        seen = {
            one.id
            for one in everybody
            if session.exec(
                select(Card.id).where(
                    Card.id == card_id, scope.visible(accounts.as_actor(session, one))
                )
            ).first()
        }
        card = session.get_one(Card, card_id)
        assert {one.id for one in scope.who_sees(session, card)} == seen

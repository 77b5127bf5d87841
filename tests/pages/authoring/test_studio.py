from dataclasses import replace

from sqlmodel import select

from cxgame import clock, db
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.importing import import_content
from cxgame.learning.models import Module, Track
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin, Sop
from tests.conftest import Town
from tests.learning.authoring.story import CODE, SLUG, Author, retitled_module, whole
from tests.learning.library import both
from tests.pages.conftest import OpenAs


def published(town: Town, title: str = "Ours") -> None:
    """Let Diana's new title of the module come into force."""
    with db.transaction() as session:
        now = clock.now()
        author = Author(session, town.diana, now=now)
        retitled_module(author, title, day=clock.local_day(now))
        Author(session, town.edu, now=now).approve(author.draft_id)


def updated(town: Town) -> None:
    published(town)
    with db.transaction() as session:
        module = replace(whole().module(SLUG), minutes=5)
        library = replace(whole(), modules=(module,))
        import_content(session, actor=Actor.system(), library=library, now=clock.now())


def standing() -> tuple[str, int]:
    with db.reading() as session:
        module = session.exec(select(Module).where(Module.slug == SLUG)).one()
        return module.title["en"], module.minutes


def test_everything_stands_in_the_list(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.diana, "studio").sheet("studio")
    assert f"{CODE} · version {whole().sops[0].version} · came with CXGame" in text
    assert whole().module(SLUG).title.en in text
    assert text.count("Change") >= 2


def test_a_director_finds_what_waits_and_writes_nothing(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        now = clock.now()
        author = Author(session, town.diana, now=now)
        retitled_module(author, day=clock.local_day(now))
    text = open_as(town.edu, "studio").sheet("studio")
    assert "waits for you" in text
    assert "New module" not in text and 'data-send="write"' not in text
    assert "waits for approval" in open_as(town.diana, "studio").sheet("studio")


def test_changing_opens_a_draft(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "studio").tap("studio", "write", f"module:{SLUG}")
    assert "draft" in screen.sheets and screen.address["id"]
    screen.open("studio")
    assert "Open the draft" in screen.sheet("studio")
    screen.tap("studio", "write", f"module:{SLUG}")
    assert "open already" in screen.sheet("studio")
    screen.tap("studio", "write", "nonsense:x")
    assert "studio" in screen.sheets


def test_something_new_is_begun(town: Town, open_as: OpenAs) -> None:
    screen = open_as(town.diana, "studio").tap("studio", "turn", "new=module")
    assert "The SOP that it is about" in screen.sheet("studio")
    screen.tap("studio", "begin", kind="module", **{"title.en": "Wrap it up"})
    assert "title in both languages" in screen.sheet("studio")
    assert 'data-key="begin-module"' in screen.sheet("studio")
    titles = {"title.en": "Wrap it up", "title.pt-BR": "Embrulhe"}
    screen.tap("studio", "begin", kind="module", sop=CODE, **titles)
    assert "Wrap it up" in screen.sheet("draft")
    with db.reading() as session:
        assert session.exec(select(ContentDraft.key)).one() == "wrap-it-up"

    screen.open("studio?new=sop")
    assert f"{CODE} · " in screen.sheet("studio")
    screen.tap("studio", "begin", kind="sop", copy_of=CODE, **titles)
    assert "POP-002" in screen.sheet("draft")


def test_an_update_asks_and_the_answer_is_kept(town: Town, open_as: OpenAs) -> None:
    updated(town)
    screen = open_as(town.diana, "studio")
    text = screen.sheet("studio")
    assert "Came with an update" in text and "nothing was changed" in text
    offer = text.partition("offer=")[2].partition('"')[0]
    screen.tap("studio", "turn", f"offer={offer}")
    text = screen.sheet("studio")
    assert "Minutes" in text and "Keep ours" in text
    screen.tap("studio", "answer", "ours")
    assert standing() == ("Ours", 4)
    assert "Came with an update" not in screen.sheet("studio")


def test_theirs_can_be_taken_or_drafted(town: Town, open_as: OpenAs) -> None:
    updated(town)
    screen = open_as(town.diana, "studio?offer=1")
    screen.tap("studio", "answer", "draft")
    assert "draft" in screen.sheets
    assert standing() == ("Ours", 4)

    with db.transaction() as session:
        module = replace(whole().module(SLUG), minutes=3)
        library = replace(whole(), modules=(module,))
        import_content(session, actor=Actor.system(), library=library, now=clock.now())
    open_as(town.diana, "studio?offer=2").tap("studio", "answer", "theirs")
    assert standing() == (whole().module(SLUG).title.en, 3)


def test_a_track_can_be_compared(town: Town, open_as: OpenAs) -> None:
    first, second = whole().tracks
    for name, origin in (("Ours", Origin.OWN), ("Theirs", Origin.SHIPPED)):
        with db.transaction() as session:
            tracks = (replace(first, name=both(name, name)), second)
            library = replace(whole(), tracks=tracks)
            import_content(
                session, actor=Actor.system(), library=library, origin=origin, now=clock.now()
            )
    screen = open_as(town.root, "studio?offer=1")
    text = screen.sheet("studio")
    assert "Theirs" in text and "Open theirs as a draft" not in text
    screen.tap("studio", "answer", "theirs")
    with db.reading() as session:
        row = session.exec(select(Track).where(Track.key == first.id)).one()
        assert row.name["en"] == "Theirs"


def test_without_content_it_says_where_to_begin(town: Town, open_as: OpenAs) -> None:
    with db.transaction() as session:
        for model in (Module, Sop):
            for row in session.exec(select(model)):
                row.is_active = False
    assert "Nothing here yet" in open_as(town.diana, "studio").text


def test_every_version_is_read_and_brought_back(town: Town, open_as: OpenAs) -> None:
    published(town)
    screen = open_as(town.diana, f"versions?kind=module&key={SLUG}")
    text = screen.sheet("versions")
    assert "Version 2" in text and "written by Diana · approved by Edu" in text
    assert "Version 1" in text and "came with CXGame" in text
    module = whole().module(SLUG)
    assert module.questions[0].prompt.en in text

    screen.open(f"versions?kind=module&key={SLUG}&revision={module.revision}")
    text = screen.sheet("versions")
    assert "Below it reads as it did then." in text
    assert module.title.en in text
    screen.tap("versions", "write", module.revision)
    assert module.title.en in screen.sheet("draft")
    with db.reading() as session:
        draft = session.exec(select(ContentDraft).where(ContentDraft.state == "draft")).one()
        assert draft.body["title"]["en"] == module.title.en
        assert draft.base_revision != module.revision


def test_an_sop_reads_as_its_page(town: Town, open_as: OpenAs) -> None:
    text = open_as(town.edu, f"versions?kind=sop&key={CODE}").sheet("versions")
    sop = whole().sops[0]
    assert sop.steps[0].title.en in text and sop.scope.en in text
    assert "Bring it back" not in text


def test_an_unknown_thing_has_no_versions(town: Town, open_as: OpenAs) -> None:
    for address in ("versions", "versions?kind=sop&key=POP-404", "versions?kind=x&key=y"):
        assert "There is no such version." in open_as(town.diana, address).text

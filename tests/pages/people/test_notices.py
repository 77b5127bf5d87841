from datetime import timedelta

from cxgame import clock, db
from cxgame.notices import queries, service
from cxgame.people import service as people
from tests.conftest import Town
from tests.pages.conftest import OpenAs


def tell(town: Town, count: int = 1, link: str = "board?level=operational&card=1") -> None:
    now = clock.now()
    with db.transaction() as session:
        for n in range(count):
            service.tell(
                session,
                people=[town.alice.person_id or 0],
                key=f"test:{n}",
                message="Add team to {name}",
                link=link,
                now=now - timedelta(days=n),
                name=f"Plan <{n}>",
            )


def unread(town: Town) -> int:
    with db.reading() as session:
        return queries.unread_count(session, actor=town.alice)


def test_an_empty_inbox_says_what_will_come(town: Town, open_as: OpenAs) -> None:
    assert "Nothing new" in open_as(town.alice, "notices").text


def test_notices_are_worded_in_the_readers_language_and_escaped(
    town: Town, open_as: OpenAs
) -> None:
    tell(town, 2)
    english = open_as(town.alice, "notices")
    assert "Add team to Plan &lt;0&gt;" in english.text
    assert "Today" in english.text and "Yesterday" in english.text
    assert "2 new notices" in english.sheet("shell")

    with db.transaction() as session:
        people.choose_language(
            session,
            actor=town.alice,
            person_id=town.alice.person_id or 0,
            language="pt-BR",
            now=clock.now(),
        )
    text = open_as(town.alice, "notices").text
    assert "Adicionar equipe a Plan &lt;0&gt;" in text
    assert "Hoje" in text and "Ontem" in text


def test_opening_one_reads_it_and_leads_to_what_it_is_about(town: Town, open_as: OpenAs) -> None:
    tell(town, 2)
    screen = open_as(town.alice, "notices")
    with db.reading() as session:
        newest = queries.inbox(session, actor=town.alice)[0].id

    screen.tap("notices", "open", str(newest))

    assert unread(town) == 1
    assert screen.address == {"level": "operational", "card": "1"}


def test_one_without_a_link_is_read_where_it_is(town: Town, open_as: OpenAs) -> None:
    tell(town, link="")
    with db.reading() as session:
        notice = queries.inbox(session, actor=town.alice)[0].id

    screen = open_as(town.alice, "notices").tap("notices", "open", str(notice))

    assert unread(town) == 0
    assert "notices" in screen.sheets


def test_all_are_marked_at_once(town: Town, open_as: OpenAs) -> None:
    tell(town, 3)
    screen = open_as(town.alice, "notices").tap("notices", "all")

    assert unread(town) == 0
    assert "Mark all as read" not in screen.sheet("notices")


def test_nobody_opens_somebody_elses(town: Town, open_as: OpenAs) -> None:
    tell(town)
    with db.reading() as session:
        alices = queries.inbox(session, actor=town.alice)[0].id

    open_as(town.bob, "notices").tap("notices", "open", str(alices))

    assert unread(town) == 1


def test_a_long_inbox_shows_older_ones_on_demand(town: Town, open_as: OpenAs) -> None:
    tell(town, 60)
    screen = open_as(town.alice, "notices")
    assert "Plan &lt;59&gt;" not in screen.text

    screen.tap("notices", "more")

    assert "Plan &lt;59&gt;" in screen.text
    assert "Show older ones" not in screen.text

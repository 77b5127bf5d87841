"""What was said is found by its words, quickly, and nothing hidden is confirmed."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlmodel import Session, col

from cxgame import clock
from cxgame.feedback import inbox, newest, store, text_index
from cxgame.feedback.customers.models import Customer
from cxgame.feedback.entries import Entry
from cxgame.feedback.filters import Filter
from cxgame.feedback.kinds import Channel, Kind, Source
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scope import Cut
from cxgame.feedback.words import Term, found_by, terms_of
from tests.conftest import NOON, Town

SAID = {
    "queue": "Demora no CAIXA, fila enorme!",
    "price": "Preço alto; a fila andou",
    "phone": "Meu fone é (31) 98765-4321, demorou",
    "mail": "ana.souza@example.com não recebeu a caixa",
    "accent": "Ótimo pão-de-queijo, 100% gentil",
}


@pytest.fixture
def said(session: Session, town: Town) -> dict[str, int]:
    """Complaints of the front desk an hour apart, the first the newest."""
    entries = []
    for hours, (key, text) in enumerate(SAID.items()):
        at = NOON - timedelta(hours=hours)
        entry = Entry(key, Kind.COMPLAINT, Channel.PUBLIC, at, clock.local_day(at))
        entry.text, entry.team_id, entry.customer = text, town.desk, f"c-{key}"
        entry.tags = ["fila"] if "fila" in text else None
        entry.language = "pt-BR" if key == "price" else None
        entries.append(entry)
    return store.write(session, entries, now=NOON)


def found(session: Session, town: Town, said: dict[str, int], wanted: Filter) -> list[str]:
    names = {record_id: key for key, record_id in said.items()}
    ids = inbox.record_ids(session, actor=town.diana, wanted=wanted, limit=50)
    return [names[one] for one in ids]


@pytest.fixture(params=[4_000, 1], ids=["in the window", "beyond it"])
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for what is asked among the newest, or have to ask the indexes."""
    monkeypatch.setattr(newest, "WINDOW", request.param)


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize(
    ("search", "keys"),
    [
        ("fila", ["queue", "price"]),
        ("FILA demora", ["queue"]),
        ("demor", ["queue", "phone"]),
        ("mora", []),
        ("preco ÁLTO", ["price"]),
        ('"fila andou"', ["price"]),
        ('"andou fila"', []),
        ('"fila and"', []),
        ("pao-de-quei", ["accent"]),
        ("100%", ["accent"]),
        ("a", ["price", "mail"]),
        ("98765", []),
        ("98765-4321", []),
        ("31", []),
        ("ana.souza@example.com", []),
        ("souza", []),
        ("example", []),
        ("!!!", []),
        ('"', []),
        ("fila' OR 1=1 --", []),
        ("NEAR(fila caixa)", []),
        ("fila*", ["queue", "price"]),
    ],
)
def test_it_finds(
    session: Session, town: Town, said: dict[str, int], search: str, keys: list[str]
) -> None:
    assert found(session, town, said, Filter(search=search)) == keys


@pytest.mark.usefixtures("window")
@pytest.mark.parametrize(
    ("wanted", "keys"),
    [
        (Filter(tag="fila"), ["queue", "price"]),
        (Filter(tag="fila", search="preco"), ["price"]),
        (Filter(segment_value="high"), ["price", "mail"]),
        (Filter(segment_value="high", segment_need="speed"), ["mail"]),
        (Filter(segment_value="high", tag="fila"), ["price"]),
        (Filter(language="pt-BR"), ["price"]),
        (Filter(channel=Channel.API), []),
        (Filter(channel=Channel.PUBLIC, search="demor"), ["queue", "phone"]),
        (Filter(source=Source.SENT, is_tagged=True), ["queue", "price"]),
        (Filter(source=Source.HEARD), []),
        (Filter(is_tagged=False), ["phone", "mail", "accent"]),
        (Filter(customer="c-mail"), ["mail"]),
        (Filter(survey_id=7), []),
        (Filter(kinds=(Kind.SURVEY,), tag="fila"), []),
        (Filter(cut=Cut(until=NOON.date() - timedelta(1)), tag="fila"), []),
    ],
)
def test_filters_meet(
    session: Session, town: Town, said: dict[str, int], wanted: Filter, keys: list[str]
) -> None:
    for key, need in (("price", "price"), ("mail", "speed")):
        session.add(
            Customer(key=f"c-{key}", segment_value="high", segment_need=need, created_at=NOON)
        )
    session.flush()
    assert found(session, town, said, wanted) == keys


def test_others_do_not_find_it(session: Session, town: Town, said: dict[str, int]) -> None:
    wanted = Filter(search="fila")
    assert not inbox.record_ids(session, actor=town.charlie, wanted=wanted, limit=5)


@pytest.mark.usefixtures("window")
def test_what_changes_or_goes_is_no_longer_found(
    session: Session, town: Town, said: dict[str, int]
) -> None:
    table = FeedbackRecord
    price, queue = col(table.id) == said["price"], col(table.id) == said["queue"]
    session.execute(update(table).where(price).values(text="Vaga", folded="vaga"))
    session.execute(delete(table).where(queue))
    text_index.purge(session)
    assert found(session, town, said, Filter(search="fila")) == []
    assert found(session, town, said, Filter(search="vag")) == ["price"]
    assert found(session, town, said, Filter(tag="fila")) == ["price"]


def test_new_ones_are_counted(session: Session, town: Town, said: dict[str, int]) -> None:
    than = said["price"]
    newer = [
        newest.newer(session, wanted, actor=actor, than=than, limit=99)
        for wanted, actor in (
            (Filter(), town.diana),
            (Filter(search="caixa"), town.diana),
            (Filter(search="!"), town.diana),
            (Filter(), town.charlie),
        )
    ]
    assert newer == [3, 1, 0, 0]


def test_words_are_folded_and_nothing_hidden_is_among_them() -> None:
    assert found_by("Ótimo!  Liga 31 98888-7777, pão_de-queijo") == "otimo liga pao de queijo"
    assert found_by("") == ""


def test_terms() -> None:
    assert terms_of('Ótimo "fila grande" x') == [
        Term(("otimo",), True),
        Term(("fila", "grande")),
        Term(("x",)),
    ]

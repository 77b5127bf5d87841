from dataclasses import replace
from datetime import date

from sqlmodel import Session

from cxgame.boards import merge, writing
from cxgame.boards.form import CardForm
from cxgame.boards.models import Card, Priority
from tests.boards import story
from tests.conftest import Town

SEEN = CardForm(title="A", why="seen", due_on=date(2026, 3, 9), responsible=(1, 2))


def test_each_keeps_what_only_they_changed() -> None:
    joined = merge.merged(
        SEEN, replace(SEEN, why="mine"), replace(SEEN, due_on=date(2026, 4, 1), responsible=(3,))
    )
    assert joined == merge.Merge(
        replace(SEEN, why="mine", due_on=date(2026, 4, 1), responsible=(3,)), frozenset()
    )


def test_where_both_wrote_the_typed_words_stay_and_are_named() -> None:
    joined = merge.merged(SEEN, replace(SEEN, why="mine"), replace(SEEN, why="theirs"))
    assert (joined.form.why, joined.both) == ("mine", {"why"})


def test_the_same_change_twice_is_no_conflict() -> None:
    same = replace(SEEN, title="B", responsible=(2, 1, 3))
    joined = merge.merged(SEEN, same, replace(same, responsible=(3, 1, 2)))
    assert (set(joined.form.responsible), joined.both) == ({1, 2, 3}, frozenset())


def test_an_earlier_form_is_found_again(session: Session, town: Town) -> None:
    card_id = story.add_plan(session, town)
    forms = [writing.read(session, session.get_one(Card, card_id))]
    for change in (
        {"due_on": date(2026, 6, 1), "priority": Priority.HIGH},
        {"due_on": None, "responsible": story.ids(town.alice, town.bob)},
        {"title": "Other", "serves_card_id": None, "consulted": story.ids(town.edu)},
    ):
        story.change(session, town.diana, card_id, replace(forms[-1], **change))  # type: ignore[arg-type]
        forms.append(writing.read(session, session.get_one(Card, card_id)))

    for version, form in enumerate(forms, start=1):
        found = merge.form_at(session, actor=town.diana, card_id=card_id, version=version)
        assert merge.merged(form, found, form).both == frozenset()
        assert set(found.people) == set(form.people)
        assert (found.due_on, found.title, found.priority) == (
            form.due_on,
            form.title,
            form.priority,
        )

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from cxgame.credentials.open_badge import State
from cxgame.learning.assigning import service
from cxgame.learning.certificates import queries
from cxgame.learning.certificates.models import Certificate
from cxgame.learning.importing import import_content
from cxgame.people.actor import Actor
from cxgame.settings import get_settings
from tests.conftest import NOON, Town
from tests.learning.library import LIBRARY, SOP, both
from tests.learning.way import Learner

TODAY = date(2026, 3, 2)


def given(session: Session) -> list[Certificate]:
    return list(session.exec(select(Certificate).order_by(Certificate.id)))  # type: ignore[arg-type]


def test_a_module_passed_gives_one(session: Session, town: Town, alice: Learner) -> None:
    alice.whole(wrong=("single",))
    (row,) = given(session)
    assert (row.person_id, row.team_id, row.right, row.total) == (alice.me, town.desk, 6, 7)
    assert row.issued_at == NOON and row.valid_until is None
    assert UUID(row.public_id).version == 4
    (view,) = queries.own_certificates(session, actor=town.alice, today=TODAY)
    assert (view.module, view.sop_code, view.sop_version) == (
        "Welcome whoever arrives",
        "POP-900",
        2,
    )
    assert view.state is State.VALID


def test_a_module_failed_gives_none(session: Session, alice: Learner) -> None:
    alice.whole(wrong=("single", "multiple", "number", "matching"))
    assert not given(session)


def test_finishing_twice_gives_one(session: Session, alice: Learner) -> None:
    alice.whole()
    alice.finish()
    assert len(given(session)) == 1


def test_passing_again_gives_another_and_the_list_shows_the_newest(
    session: Session, town: Town, alice: Learner
) -> None:
    alice.whole()
    again = replace(alice, now=NOON + timedelta(days=30))
    again.again()
    again.answer_all()
    first, second = given(session)
    assert first.public_id != second.public_id
    (own,) = queries.own_certificates(session, actor=town.alice, today=TODAY)
    assert own.public_id == second.public_id


def test_the_run_knows_its_certificate(session: Session, town: Town, alice: Learner) -> None:
    alice.whole()
    view = alice.view()
    assert view.result is not None
    assert view.result.certificate == given(session)[0].public_id
    assert not queries.certificate_of_run(session, actor=town.bob, run_id=view.run_id)


def test_it_holds_for_as_many_months_as_the_company_says(
    session: Session, alice: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = get_settings().model_copy(update={"certificate_months": 12})
    monkeypatch.setattr("cxgame.learning.certificates.service.get_settings", lambda: settings)
    alice.whole()
    assert given(session)[0].valid_until == date(2027, 3, 2)


def test_a_rule_that_asks_again_ends_it(
    session: Session, town: Town, alice: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = get_settings().model_copy(update={"certificate_months": 12})
    monkeypatch.setattr("cxgame.learning.certificates.service.get_settings", lambda: settings)

    def rule(months: int | None, **given: Any) -> int:
        return service.add_recertification(
            session,
            actor=town.root,
            module_slug="welcome",
            every_months=months,
            on_major_change=months is None,
            now=NOON,
            **given,
        )

    ended = rule(1)
    service.end_recertification(session, actor=town.root, rule_id=ended, now=NOON)
    rule(2, team_id=town.grooming)
    rule(3, role="manager")
    rule(9)
    rule(6, team_id=town.desk, role="frontline")
    rule(None)  # a change of the SOP: nobody knows when
    alice.whole()
    assert given(session)[0].valid_until == date(2026, 9, 2)

    charlie = Learner(session, town.charlie)
    charlie.whole()
    assert given(session)[1].valid_until == date(2026, 5, 2)


def test_it_names_the_version_of_the_sop_that_stood_then(
    session: Session, town: Town, alice: Learner
) -> None:
    alice.whole()
    newer = replace(SOP, version=3, title=both("Acolher melhor", "Welcome better"))
    import_content(session, actor=Actor.system(), library=replace(LIBRARY, sops=(newer,)), now=NOON)
    (old,) = queries.own_certificates(session, actor=town.alice, today=TODAY)
    assert (old.sop_title, old.sop_version) == ("Welcome", 2)

    again = replace(alice, now=NOON + timedelta(days=1))
    again.again()
    again.answer_all()
    (new,) = queries.own_certificates(session, actor=town.alice, today=TODAY)
    assert (new.sop_title, new.sop_version) == ("Welcome better", 3)

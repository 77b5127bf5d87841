"""Visits: planned, written, reviewed, shown to the team, and never counted as customers' scores."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, NotAllowed, NotFound
from cxgame.feedback import observations
from cxgame.feedback.evidence import store
from cxgame.feedback.models import FeedbackRecord, ScoreDay
from cxgame.feedback.visits import (
    figures,
    filling,
    planning,
    proofs,
    queries,
    reviewing,
    templates,
)
from cxgame.feedback.visits.filling import Report
from cxgame.feedback.visits.kinds import EventKind, VisitKind, VisitState
from cxgame.feedback.visits.models import Visit
from cxgame.feedback.visits.queries import VisitFilter
from cxgame.notices.models import Notice
from cxgame.people.actor import Actor
from tests.conftest import NOON, Town
from tests.feedback.conftest import assert_rollups_hold
from tests.feedback.visits.story import DAY, planned, published, report, submitted, template
from tests.learning.tiny_png import tiny_png

PDF = b"%PDF-1.7 a receipt"


def told(session: Session, person: Actor) -> list[str]:
    query = select(Notice.message).where(Notice.person_id == (person.person_id or 0))
    return list(session.exec(query.order_by(Notice.id)))  # type: ignore[arg-type]


def test_a_draft_may_have_gaps_a_report_none(session: Session, town: Town) -> None:
    visit_id = planned(session, town)
    half = Report({"greet": "no"}, {"greet": " nobody\nlooked up "}, None)
    version = filling.fill_visit(
        session, actor=town.charlie, visit_id=visit_id, report=half, version=2, now=NOON
    )
    draft = queries.visit(session, actor=town.charlie, visit_id=visit_id)
    assert (draft.answers, draft.remarks) == ({"greet": "no"}, {"greet": "nobody looked up"})
    with pytest.raises(InvalidInput, match="Questions still open: 2"):
        filling.submit_visit(
            session, actor=town.charlie, visit_id=visit_id, report=half, version=version, now=NOON
        )


def test_the_team_sees_it_only_when_published_and_never_who_came(
    session: Session, town: Town
) -> None:
    visit_id = submitted(session, town, report(greet="no"))
    with pytest.raises(NotFound):
        queries.visit(session, actor=town.alice, visit_id=visit_id)
    assert queries.visit(session, actor=town.diana, visit_id=visit_id).visitor == "Charlie"
    assert planning.ASSIGNED in told(session, town.charlie)
    assert "A mystery visit is in and waits for your review." in told(session, town.diana)

    reviewing.correct_visit(
        session, actor=town.diana, visit_id=visit_id, item_key="greet", answer="yes",
        reason="The film shows it", version=4, now=NOON,
    )  # fmt: skip
    reviewing.accept_visit(session, actor=town.diana, visit_id=visit_id, version=5, now=NOON)
    reviewing.publish_visit(session, actor=town.diana, visit_id=visit_id, version=6, now=NOON)
    seen = queries.visit(session, actor=town.alice, visit_id=visit_id)
    assert (seen.line.state, seen.visitor, seen.events) == (VisitState.PUBLISHED, "", ())
    assert seen.line.score == pytest.approx(0.875)
    assert seen.line.is_passed is True
    history = queries.visit(session, actor=town.diana, visit_id=visit_id).events
    changed = next(one for one in history if one.kind is EventKind.CORRECTED)
    assert (changed.before, changed.after, changed.words) == ("no", "yes", "The film shows it")
    assert "See what a visit to your team found." in told(session, town.alice)
    with pytest.raises(NotFound):  # another unit's
        queries.visit(
            session, actor=replace(town.diana, team_ids=frozenset(), person_id=0), visit_id=visit_id
        )
    assert session.exec(select(FeedbackRecord)).all() == []
    assert session.exec(select(ScoreDay)).all() == []


def test_what_is_sent_back_is_written_again(session: Session, town: Town) -> None:
    visit_id = submitted(session, town)
    with pytest.raises(InvalidInput):
        reviewing.send_back_visit(
            session, actor=town.diana, visit_id=visit_id, reason=" ", version=4, now=NOON
        )
    reviewing.send_back_visit(
        session, actor=town.diana, visit_id=visit_id, reason="Which till?", version=4, now=NOON
    )
    assert "Your report of a visit came back with a question." in told(session, town.charlie)
    filling.submit_visit(
        session, actor=town.charlie, visit_id=visit_id, report=report(), version=5, now=NOON
    )
    with pytest.raises(Conflict):  # it is out of the visitor's hands
        filling.fill_visit(
            session, actor=town.charlie, visit_id=visit_id, report=report(), version=7, now=NOON
        )
    with pytest.raises(Conflict):  # a stale page
        reviewing.accept_visit(session, actor=town.diana, visit_id=visit_id, version=4, now=NOON)


def test_nobody_reviews_the_own_visit_nor_visits_the_own_team(session: Session, town: Town) -> None:
    template_id = template(session)
    with pytest.raises(InvalidInput, match="knows this colleague"):
        planning.plan_visit(
            session, actor=town.edu, template_id=template_id, team_id=town.desk,
            visitor_id=town.bob.person_id, now=NOON,
        )  # fmt: skip
    made = planning.plan_visit(
        session, actor=town.edu, template_id=template_id, team_id=town.clinic,
        visitor_id=town.diana.person_id, now=NOON,
    )  # fmt: skip
    filling.submit_visit(
        session, actor=town.diana, visit_id=made.visit_id, report=report(), version=2, now=NOON
    )
    with pytest.raises(Conflict, match="Somebody else reviews"):
        reviewing.accept_visit(
            session, actor=town.diana, visit_id=made.visit_id, version=4, now=NOON
        )


def test_a_link_from_outside_is_used_once(session: Session, town: Town) -> None:
    made = planning.plan_visit(
        session, actor=town.diana, template_id=template(session), team_id=town.desk,
        visitor_name="  Rita   Souza ", now=NOON,
    )  # fmt: skip
    row = session.get_one(Visit, made.visit_id)
    assert row.token_hash and made.token not in row.token_hash
    first = made.token
    token = planning.renew_visit_link(session, actor=town.diana, visit_id=row.id, now=NOON)
    nobody, image = Actor.nobody(), store.made(tiny_png())
    with pytest.raises(NotFound):
        filling.fill_visit_by_link(session, actor=nobody, token=first, report=report(), now=NOON)
    with pytest.raises(NotFound):
        late = NOON + planning.LINK_HOLDS
        filling.fill_visit_by_link(session, actor=nobody, token=token, report=report(), now=late)
    filling.fill_visit_by_link(
        session, actor=nobody, token=token, report=report(), files=(image, store.made(PDF)),
        is_final=True, now=NOON,
    )  # fmt: skip
    with pytest.raises(NotFound):
        filling.fill_visit_by_link(session, actor=nobody, token=token, report=report(), now=NOON)
    seen = queries.visit(session, actor=town.diana, visit_id=row.id)
    assert (seen.visitor, seen.line.state) == ("Rita Souza", VisitState.SUBMITTED)
    assert [one.mime for one in seen.evidence] == ["image/png", "application/pdf"]
    assert store.find(session, actor=town.diana, evidence_id=seen.evidence[1].id).data == PDF
    with pytest.raises(NotFound):  # not published yet
        store.find(session, actor=town.alice, evidence_id=seen.evidence[0].id)


def test_evidence_is_a_picture_or_a_pdf_within_limits(session: Session, town: Town) -> None:
    visit_id = planned(session, town)

    def add(data: bytes) -> int:
        return proofs.add_visit_evidence(
            session, actor=town.charlie, visit_id=visit_id, data=data, item_key="greet", now=NOON
        )

    for wrong in (b"<svg onload=alert(1)>", b"", PDF + bytes(store.LARGEST_PDF)):
        with pytest.raises(InvalidInput):
            add(wrong)
    first = add(PDF)
    for _n in range(store.MOST_FILES - 1):
        add(PDF)
    with pytest.raises(InvalidInput, match="At most 12 files"):
        add(PDF)
    proofs.drop_visit_evidence(
        session, actor=town.charlie, visit_id=visit_id, evidence_id=first, now=NOON
    )
    assert len(store.beside(session, visit_id=visit_id)) == store.MOST_FILES - 1
    with pytest.raises(NotAllowed):
        proofs.add_visit_evidence(session, actor=town.alice, visit_id=visit_id, data=PDF, now=NOON)


def test_a_field_visit_is_an_observation_and_no_score(session: Session, town: Town) -> None:
    template_id = template(session, VisitKind.FIELD)
    made = planning.plan_visit(
        session, actor=town.diana, template_id=template_id, team_id=town.desk, now=NOON
    )
    filling.submit_visit(
        session, actor=town.diana, visit_id=made.visit_id, report=report(), version=2, now=NOON
    )
    seen = queries.visit(session, actor=town.alice, visit_id=made.visit_id)
    assert seen.line.state is VisitState.PUBLISHED
    record = session.get_one(FeedbackRecord, seen.record_id)
    assert (record.kind, record.channel, record.on_day) == ("observation", "visit", DAY)
    assert (record.text, record.survey_kind, record.score) == ("Kind and quick.", None, None)
    assert session.exec(select(ScoreDay)).all() == []
    assert_rollups_hold(session)


def test_figures_count_reviewed_visits_and_name_what_fails(session: Session, town: Town) -> None:
    published(session, town)
    newest = published(session, town, report(greet="no", receipt="no"))
    submitted(session, town, report(greet="no"))  # nobody reviewed it
    one = VisitFilter()
    made = figures.visit_figures(session, actor=town.diana, wanted=one)
    assert (made.n, made.passed) == (2, 1)
    assert made.mean == pytest.approx((0.875 + 0.125) / 2)
    assert [score for _day, score in made.course] == pytest.approx([0.875, 0.125])
    failing = figures.failing_items(session, actor=town.diana, wanted=one)
    assert {(item.item_key, item.failed, item.n, item.newest_id) for item in failing} == {
        ("greet", 1, 1, newest),
        ("receipt", 1, 1, newest),
    }
    other = replace(one, team_id=town.grooming)
    assert figures.visit_figures(session, actor=town.edu, wanted=other).n == 0
    listed = queries.visits(session, actor=town.alice, wanted=one)
    assert [line.id for line in listed.lines] == [newest, newest - 1]


def test_a_changed_template_leaves_planned_visits_as_they_were(
    session: Session, town: Town
) -> None:
    visit_id = planned(session, town)
    row = session.get_one(Visit, visit_id)
    known = templates.template(session, template_id=row.template_id)
    shorter = replace(known.form, sections=known.form.sections[:1], is_active=False)
    templates.change_visit_template(
        session, actor=town.diana, template_id=known.id, form=shorter, version=1, now=NOON
    )
    assert len(queries.visit(session, actor=town.edu, visit_id=visit_id).sections) == 2
    with pytest.raises(Conflict):
        templates.change_visit_template(
            session, actor=town.edu, template_id=known.id, form=shorter, version=1, now=NOON
        )
    with pytest.raises(NotFound):  # it is retired
        planning.plan_visit(
            session, actor=town.edu, template_id=known.id, team_id=town.desk,
            visitor_id=town.charlie.person_id, now=NOON + timedelta(days=1),
        )  # fmt: skip


def test_a_field_visit_brings_its_leader_no_points(session: Session, town: Town) -> None:
    template_id = template(session, VisitKind.FIELD)
    made = planning.plan_visit(
        session, actor=town.diana, template_id=template_id, team_id=town.desk, now=NOON
    )
    filling.submit_visit(
        session, actor=town.diana, visit_id=made.visit_id, report=report(), version=2, now=NOON
    )
    seen = queries.visit(session, actor=town.edu, visit_id=made.visit_id)
    with pytest.raises(NotFound):
        observations.answer_observation(
            session, actor=town.edu, record_id=seen.record_id or 0, is_accepted=True, words="",
            now=NOON,
        )  # fmt: skip

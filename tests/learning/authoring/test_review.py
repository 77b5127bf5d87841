from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from cxgame.errors import Conflict, InvalidInput, Refused
from cxgame.learning.authoring import drafts, publishing, queries, review
from cxgame.learning.authoring.models import ContentDraft
from cxgame.learning.authoring.rules import Kind, State
from cxgame.learning.importing import import_content
from cxgame.learning.models import Module, ModuleVersion, Question, Track
from cxgame.notices import queries as notices
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin, Sop, SopVersion
from cxgame.standards.signing import asks, duties, register
from cxgame.standards.signing.register import DecisionView
from cxgame.standards.sops import text_of
from tests.conftest import NOON, Town
from tests.learning.authoring.story import (
    CODE,
    SLUG,
    TODAY,
    Author,
    changed_sop,
    retitled_module,
    whole,
    words,
)

DAY = timedelta(days=1)


def title(session: Session) -> str:
    return session.exec(select(Module).where(Module.slug == SLUG)).one().title["en"]


def inbox(author: Author) -> list[str]:
    return [notice.message for notice in notices.inbox(author.session, actor=author.actor)]


def test_another_person_approves_and_it_is_in_force(diana: Author, edu: Author) -> None:
    retitled_module(diana)
    assert edu.approve(diana.draft_id) is True
    assert title(diana.session) == "Hello"
    view = diana.view()
    assert (view.state, view.approver) == (State.PUBLISHED, "Edu")
    origins = diana.session.exec(select(ModuleVersion.origin)).all()
    assert sorted(origins) == ["own", "shipped"]


def test_nobody_approves_their_own_words(diana: Author, root: Author) -> None:
    retitled_module(diana)
    with pytest.raises(Refused, match="Somebody else"):
        diana.approve(diana.draft_id)
    root.on(diana.draft_id).retitle("Root's")  # the last hand on it is no judge either
    with pytest.raises(Refused, match="Somebody else"):
        root.approve(diana.draft_id)
    assert title(diana.session) != "Root's"


def test_what_has_faults_is_not_handed_in(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG).save("lesson", {"pt-BR": "Curta", "en": ""})
    diana.terms()
    with pytest.raises(Refused, match="Put right first"):
        diana.submit()


def test_what_says_nothing_new_is_not_handed_in(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG).terms()
    with pytest.raises(Refused, match="Nothing in this draft"):
        diana.submit()
    diana.open(Kind.SOP, CODE).terms(summary=words("None"))
    with pytest.raises(Refused, match="Nothing in this draft"):
        diana.submit()


def test_it_needs_a_day_that_is_not_gone(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG).retitle("Hello")
    for day in (None, TODAY - DAY):
        diana.terms(day)
        with pytest.raises(Refused, match="day"):
            diana.submit()


def test_every_reason_is_told(diana: Author) -> None:
    diana.open(Kind.MODULE, SLUG).save("lesson", words("short"))
    diana.terms(None)
    with pytest.raises(Refused) as refused:
        diana.submit()
    assert len(refused.value.reasons) == 2


def test_a_later_day_waits_for_the_night(diana: Author, edu: Author) -> None:
    retitled_module(diana, day=TODAY + 2 * DAY)
    assert edu.approve(diana.draft_id) is False
    session = diana.session
    assert publishing.publish_due(session, now=NOON + DAY) == 0
    assert title(session) != "Hello"
    assert publishing.publish_due(session, now=NOON + 2 * DAY) == 1
    assert title(session) == "Hello"
    assert publishing.publish_due(session, now=NOON + 2 * DAY) == 0


def test_a_change_takes_the_approval_away(diana: Author, edu: Author) -> None:
    retitled_module(diana, day=TODAY + DAY)
    edu.approve(diana.draft_id)
    diana.retitle("Hello again")
    view = diana.view()
    assert (view.state, view.approver) == (State.DRAFT, "")
    assert publishing.publish_due(diana.session, now=NOON + 5 * DAY) == 0


def test_what_changed_after_it_was_seen_is_not_approved(diana: Author, edu: Author) -> None:
    seen = retitled_module(diana).view().version
    diana.retitle("Something else")
    with pytest.raises(Conflict, match="changed meanwhile"):
        review.approve_draft(
            edu.session, actor=edu.actor, draft_id=diana.draft_id, version=seen, now=NOON
        )


def test_it_goes_back_with_a_note(diana: Author, edu: Author) -> None:
    version = retitled_module(diana).view().version
    where = {"actor": edu.actor, "draft_id": diana.draft_id, "version": version, "now": NOON}
    with pytest.raises(InvalidInput):
        review.send_back_draft(edu.session, note="  ", **where)
    review.send_back_draft(edu.session, note="Shorter, please.", **where)
    view = diana.view()
    assert view.state is State.SENT_BACK
    assert view.events[0].note == "Shorter, please."
    assert "came back to you" in inbox(diana)[0]
    diana.submit()
    assert diana.view().state is State.IN_REVIEW


def test_those_who_may_approve_are_told(diana: Author, edu: Author, root: Author) -> None:
    retitled_module(diana)
    assert "waits for your approval" in inbox(edu)[0]
    assert "waits for your approval" in inbox(root)[0]
    assert inbox(diana) == []
    edu.approve(diana.draft_id)
    assert "in force now" in inbox(diana)[0]


def test_an_sop_gets_its_next_version_and_a_line_of_history(diana: Author, edu: Author) -> None:
    changed_sop(diana)
    edu.approve(diana.draft_id)
    sop = text_of(diana.session, CODE)
    assert sop is not None
    shipped = whole().sop(CODE)
    assert (sop.version, sop.change.value, sop.effective_from) == (
        shipped.version + 1,
        "major",
        TODAY,
    )
    assert sop.history[0].steps == (shipped.steps[0].id,)
    assert sop.history[1:] == shipped.history
    row = diana.session.exec(select(SopVersion).where(SopVersion.revision == sop.revision)).one()
    assert row.origin == Origin.OWN


def decision(author: Author) -> DecisionView:
    """What the version that stands asks, as the signing room has it."""
    found = register.register(author.session, actor=author.actor, code=CODE, today=TODAY)
    assert found.decision is not None
    return found.decision


def test_its_decision_is_one_of_the_signing_room(diana: Author, edu: Author, town: Town) -> None:
    changed_sop(diana)
    edu.approve(diana.draft_id)
    asked = decision(edu)
    assert (asked.kind, asked.due_on) == (asks.Kind.SIGN, TODAY + 7 * DAY)
    assert asked.decided_by == edu.actor.person_id
    (waiting,) = duties.to_sign(diana.session, actor=town.alice)
    assert waiting.code == CODE
    assert "Please read and sign" in inbox(Author(diana.session, town.alice))[0]


def test_nothing_is_a_decision_too(diana: Author, edu: Author) -> None:
    changed_sop(diana, decision="nothing")
    edu.approve(diana.draft_id)
    assert decision(edu).kind is asks.Kind.NOTHING
    assert not register.register(edu.session, actor=edu.actor, code=CODE, today=TODAY).waits


@pytest.mark.parametrize("asked", ["sign", "quiz"])
def test_what_is_signed_is_announced_at_once(diana: Author, edu: Author, asked: str) -> None:
    day = TODAY + 10 * DAY
    changed_sop(diana, day=day, decision=asked)
    assert edu.approve(diana.draft_id) is False
    assert diana.view().state is State.PUBLISHED
    sop = text_of(diana.session, CODE)
    assert sop is not None
    assert sop.effective_from == day
    assert decision(edu).due_on == day
    assert "takes effect on its day" in inbox(diana)[0]
    assert publishing.publish_due(diana.session, now=NOON + DAY) == 0
    assert publishing.publish_due(diana.session, now=NOON + 10 * DAY) == 1  # its cards
    assert publishing.publish_due(diana.session, now=NOON + 10 * DAY) == 0


def test_what_asks_for_nothing_comes_in_on_its_day(diana: Author, edu: Author) -> None:
    changed_sop(diana, day=TODAY + 7 * DAY, decision="nothing")
    edu.approve(diana.draft_id)
    before = diana.session.exec(select(Sop.current_revision)).one()
    assert publishing.publish_due(diana.session, now=NOON + 6 * DAY) == 0
    assert diana.session.exec(select(Sop.current_revision)).one() == before
    assert publishing.publish_due(diana.session, now=NOON + 7 * DAY) == 1
    assert diana.session.exec(select(Sop.current_revision)).one() != before


def test_a_quiz_without_questions_is_refused_in_words(diana: Author) -> None:
    for question in diana.session.exec(select(Question)):
        question.is_active = False
    with pytest.raises(Refused, match="no question for a quiz"):
        changed_sop(diana, decision="quiz")
    assert diana.view().state is State.DRAFT


def test_a_version_does_not_overtake_the_announced_one(diana: Author, edu: Author) -> None:
    changed_sop(diana, day=TODAY + 7 * DAY)
    edu.approve(diana.draft_id)
    diana.open(Kind.SOP, CODE).retitle("Another")
    diana.terms(TODAY + DAY, summary=words("Another title"))
    with pytest.raises(Refused, match="takes effect later"):
        diana.submit()
    diana.terms(TODAY + 7 * DAY)
    diana.submit()


def test_an_sop_keeps_the_steps_that_its_modules_are_about(diana: Author) -> None:
    diana.open(Kind.SOP, CODE)
    steps = diana.view().body["steps"]
    drafts.remove_entry(
        diana.session,
        actor=diana.actor,
        draft_id=diana.draft_id,
        name="steps",
        entry=steps[0]["id"],
        now=NOON,
    )
    (fault,) = [f for f in diana.view().faults if "change the module first" in f.message]
    assert dict(fault.values) == {"slug": SLUG, "step": steps[0]["id"]}


def test_a_new_module_stands_in_its_track_and_is_asked(diana: Author, edu: Author) -> None:
    diana.begin(Kind.MODULE, "Second welcome", copy_of=SLUG)
    diana.terms(tracks=["second"])
    diana.submit()
    edu.approve(diana.draft_id)
    session = diana.session
    tracks = {row.key: (row.modules, row.position) for row in session.exec(select(Track))}
    assert tracks == {
        "frontline": (["welcome"], 0),
        "second": (["welcome", "second-welcome"], 1),
    }
    keys = session.exec(select(Question.key).where(Question.is_active)).all()
    assert "second-welcome-1" in keys


def test_a_stale_draft_is_held_up_and_can_go_on(diana: Author, edu: Author) -> None:
    retitled_module(diana, day=TODAY + DAY)
    edu.approve(diana.draft_id)
    newer = whole().module(SLUG)
    library = replace(whole(), modules=(replace(newer, minutes=5),))
    import_content(diana.session, actor=Actor.system(), library=library, now=NOON)

    assert publishing.publish_due(diana.session, now=NOON + DAY) == 1
    assert publishing.publish_due(diana.session, now=NOON + DAY) == 0
    view = diana.view()
    assert (view.state, view.is_stale) == (State.SENT_BACK, True)
    assert "newer version" in view.events[0].reasons[0].message
    assert "could not come into force" in inbox(diana)[0]
    assert title(diana.session) == newer.title.en

    with pytest.raises(Refused, match="newer version"):
        diana.submit()
    where = {"actor": diana.actor, "draft_id": diana.draft_id, "now": NOON}
    with pytest.raises(Conflict):
        review.rebase_draft(diana.session, revision="0" * 64, **where)
    assert view.base is not None
    review.rebase_draft(diana.session, revision=view.base.revision, **where)
    assert not diana.view().is_stale
    diana.submit()
    edu.now = NOON + DAY
    assert edu.approve(diana.draft_id) is True


def test_one_draft_that_fails_does_not_stop_the_others(
    diana: Author, root: Author, edu: Author
) -> None:
    day = TODAY + DAY
    retitled_module(diana, day=day)
    changed_sop(root, day=day)
    edu.approve(diana.draft_id)
    edu.approve(root.draft_id)
    row = diana.session.get_one(ContentDraft, diana.draft_id)
    row.base_revision = "0" * 64
    diana.session.flush()
    assert publishing.publish_due(diana.session, now=NOON + DAY) == 2
    assert diana.view().state is State.SENT_BACK
    assert root.view().state is State.PUBLISHED


def test_every_version_can_be_read_and_restored(diana: Author, edu: Author) -> None:
    retitled_module(diana)
    edu.approve(diana.draft_id)
    session = diana.session
    found = queries.versions(session, actor=edu.actor, kind=Kind.MODULE, key=SLUG)
    assert [(v.number, v.is_current, v.is_own, v.author, v.approver) for v in found] == [
        (2, True, True, "Diana", "Edu"),
        (1, False, False, "", ""),
    ]
    old = found[1].revision
    body = queries.body_at(session, actor=edu.actor, kind=Kind.MODULE, key=SLUG, revision=old)
    assert body["title"]["en"] == whole().module(SLUG).title.en

    diana.open(Kind.MODULE, SLUG, revision=old).terms()
    assert not diana.view().is_stale
    diana.submit()
    edu.approve(diana.draft_id)
    assert title(session) == whole().module(SLUG).title.en
    assert len(session.exec(select(ModuleVersion)).all()) == 2

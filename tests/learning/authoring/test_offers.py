from dataclasses import replace

import pytest
from sqlmodel import Session, select

from cxgame.content import Library
from cxgame.errors import Conflict, InvalidInput, NotFound
from cxgame.learning.authoring import offers
from cxgame.learning.authoring.models import ContentOffer
from cxgame.learning.authoring.offers import Answer
from cxgame.learning.authoring.rules import Kind
from cxgame.learning.importing import import_content
from cxgame.learning.models import Module, Track
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin
from tests.conftest import NOON
from tests.learning.authoring.story import CODE, SLUG, Author, retitled_module, whole
from tests.learning.library import both


def shipped(minutes: int = 5) -> Library:
    """Return what the next release of the product brings."""
    return replace(whole(), modules=(replace(whole().module(SLUG), minutes=minutes),))


def bring(session: Session, library: Library, origin: Origin = Origin.SHIPPED) -> None:
    import_content(session, actor=Actor.system(), library=library, origin=origin, now=NOON)


def answer(author: Author, choice: Answer, place: int = 0) -> int | None:
    (offer, *_rest) = offers.offers(author.session, actor=author.actor)[place:]
    return offers.answer_offer(
        author.session, actor=author.actor, offer_id=offer.id, answer=choice, now=NOON
    )


@pytest.fixture
def asked(diana: Author, edu: Author) -> Author:
    """Diana, whose company has its own welcome, after an update brought a new one."""
    retitled_module(diana, "Ours")
    edu.approve(diana.draft_id)
    bring(diana.session, shipped())
    return diana


def standing(session: Session) -> tuple[str, int]:
    module = session.exec(select(Module).where(Module.slug == SLUG)).one()
    return module.title["en"], module.minutes


def test_an_update_asks_and_changes_nothing(asked: Author) -> None:
    (offer,) = offers.offers(asked.session, actor=asked.actor)
    assert (offer.kind, offer.key) == ("module", SLUG)
    assert (offer.ours["minutes"], offer.theirs["minutes"]) == (4, 5)
    assert standing(asked.session) == ("Ours", 4)


def test_what_the_company_began_with_is_no_news(diana: Author, edu: Author) -> None:
    bring(diana.session, whole())
    retitled_module(diana, "Ours")
    edu.approve(diana.draft_id)
    bring(diana.session, whole())  # the next start
    assert offers.offers(diana.session, actor=diana.actor) == []
    assert standing(diana.session) == ("Ours", 4)


def test_the_same_update_asks_once(asked: Author) -> None:
    bring(asked.session, shipped())
    assert len(asked.session.exec(select(ContentOffer)).all()) == 1


def test_theirs_takes_the_place_of_ours(asked: Author) -> None:
    answer(asked, Answer.THEIRS)
    assert standing(asked.session) == (whole().module(SLUG).title.en, 5)
    assert offers.offers(asked.session, actor=asked.actor) == []
    bring(asked.session, shipped(3))  # from now on updates come by themselves again
    assert standing(asked.session)[1] == 3


def test_ours_stays_until_the_next_revision(asked: Author) -> None:
    answer(asked, Answer.OURS)
    bring(asked.session, shipped())
    assert offers.offers(asked.session, actor=asked.actor) == []
    assert standing(asked.session) == ("Ours", 4)
    bring(asked.session, shipped(3))
    (offer,) = offers.offers(asked.session, actor=asked.actor)
    assert offer.theirs["minutes"] == 3


def test_a_newer_update_takes_the_place_of_an_unanswered_one(asked: Author) -> None:
    bring(asked.session, shipped(3))
    (offer,) = offers.offers(asked.session, actor=asked.actor)
    assert offer.theirs["minutes"] == 3


def test_theirs_can_become_a_draft(asked: Author) -> None:
    draft_id = answer(asked, Answer.DRAFT)
    assert draft_id
    view = asked.on(draft_id).view()
    assert (view.body["minutes"], view.is_stale, view.kind) == (5, False, Kind.MODULE)
    assert standing(asked.session) == ("Ours", 4)


def test_an_open_draft_keeps_the_question_open(asked: Author) -> None:
    asked.open(Kind.MODULE, SLUG)
    with pytest.raises(Conflict, match="open already"):
        answer(asked, Answer.DRAFT)
    asked.session.expire_all()
    assert len(offers.offers(asked.session, actor=asked.actor)) == 1


def test_an_answer_is_given_once(asked: Author) -> None:
    (offer,) = offers.offers(asked.session, actor=asked.actor)
    answer(asked, Answer.OURS)
    with pytest.raises(Conflict, match="answered"):
        offers.answer_offer(
            asked.session,
            actor=asked.actor,
            offer_id=offer.id,
            answer=Answer.THEIRS,
            now=NOON,
        )
    with pytest.raises(NotFound):
        offers.offer(asked.session, actor=asked.actor, offer_id=offer.id)


def test_directors_and_frontline_are_not_asked(asked: Author, edu: Author) -> None:
    assert offers.offers(edu.session, actor=edu.actor) == []


def test_a_track_can_be_taken_but_not_drafted(diana: Author) -> None:
    track = whole().tracks[0]
    ours = replace(track, name=both("Nossa", "Ours"))
    bring(diana.session, replace(whole(), tracks=(ours, whole().tracks[1])), Origin.OWN)
    theirs = replace(track, name=both("Nova", "New"))
    bring(diana.session, replace(whole(), tracks=(theirs, whole().tracks[1])))
    with pytest.raises(InvalidInput):
        answer(diana, Answer.DRAFT)
    answer(diana, Answer.THEIRS)
    rows = diana.session.exec(select(Track).order_by(Track.position)).all()  # type: ignore[arg-type]
    assert (rows[0].name["en"], rows[0].position) == ("New", 0)


def test_a_module_on_a_step_that_ours_lacks_waits_for_its_sop(diana: Author) -> None:
    sop, module = whole().sop(CODE), whole().module(SLUG)
    own = replace(sop, do=(both("Nosso", "Ours"),))
    bring(diana.session, replace(whole(), sops=(own,), modules=()), Origin.OWN)
    first = replace(module.questions[0], step="wave")
    about_it = replace(module, questions=(first, *module.questions[1:]))
    step = replace(sop.steps[0], id="wave")
    theirs = replace(sop, steps=(*sop.steps, step))
    bring(diana.session, replace(whole(), sops=(theirs,), modules=(about_it,)))

    keys = [offer.key for offer in offers.offers(diana.session, actor=diana.actor)]
    assert keys == [CODE, SLUG]
    with pytest.raises(Conflict, match="Take the SOP first"):
        answer(diana, Answer.THEIRS, place=1)
    answer(diana, Answer.THEIRS)
    answer(diana, Answer.THEIRS)
    assert offers.offers(diana.session, actor=diana.actor) == []

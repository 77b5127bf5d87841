from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session

from cxgame import clock
from cxgame.errors import Conflict, InvalidInput
from cxgame.feedback.cases import testimonials
from cxgame.feedback.cases.testimonials import Place
from tests.conftest import NOON, Town
from tests.feedback.cases.conftest import Said, answer

TODAY = clock.local_day(NOON)


def test_words_are_kept_with_the_consent_behind_them(
    session: Session, town: Town, said: Said
) -> None:
    case = said(answer(town.desk, 10, text="Lovely", contact="ana@example.com"))
    assert case is not None
    given: dict[str, Any] = {
        "words": "Lovely people",
        "shown_name": "Ana",
        "places": [Place.WEBSITE, Place.STORE],
        "consent": "I allow Bicho Bom to show my words.",
        "consented_on": TODAY,
    }

    def note(**more: Any) -> int:
        return testimonials.note_testimonial(
            session, actor=town.diana, case_id=case.id, now=NOON, **{**given, **more}
        )

    for wrong in (
        *({"words": ""}, {"consent": " "}, {"places": []}),
        {"consented_on": TODAY + timedelta(days=1)},
    ):
        with pytest.raises(InvalidInput):
            note(**wrong)
    made = note()
    with pytest.raises(Conflict):
        note()
    [view] = testimonials.testimonials(session, actor=town.edu)
    assert (view.places, view.consent_version, view.team) == (
        *((Place.STORE, Place.WEBSITE), 1, "Front desk"),
    )
    assert testimonials.testimonials(session, actor=town.charlie) == []

    for _ in range(2):
        testimonials.withdraw_testimonial(session, actor=town.diana, testimonial_id=made, now=NOON)
    assert testimonials.testimonials(session, actor=town.edu) == []
    [gone] = testimonials.testimonials(session, actor=town.edu, with_withdrawn=True)
    assert gone.withdrawn_at == NOON

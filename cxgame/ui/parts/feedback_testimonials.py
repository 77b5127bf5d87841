"""Testimonials on screen: the words, who may be named, where they may be shown."""

from datetime import datetime

from cxgame import i18n
from cxgame.feedback.cases import testimonials
from cxgame.feedback.cases.testimonials import TestimonialView
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts.feedback_case_acts import PLACES
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, go, load


def page(actor: Actor, now: datetime) -> None:
    """Show what may be shown, and note a consent that was taken back."""
    with_withdrawn = address.read("show") == "all"
    found = load(testimonials.testimonials, actor=actor, with_withdrawn=with_withdrawn)
    sent = sheet(
        markup.render(
            "feedback/cases/testimonials.html",
            locale(),
            testimonials=[_line(one) for one in found],
            with_withdrawn=with_withdrawn,
            may_withdraw=permissions.may(actor, "feedback.withdraw_testimonial"),
        ),
        key="testimonials",
    )
    match sent.get("name"):
        case "back":
            go("cases")
        case "show":
            address.turn(show="" if with_withdrawn else "all")
        case "withdraw":
            act(
                _("Noted. It is shown no more."),
                testimonials.withdraw_testimonial,
                actor=actor,
                testimonial_id=feedback.whole(sent, "value") or 0,
                now=now,
            )
    follow(sent)


def _line(one: TestimonialView) -> dict[str, object]:
    return {
        "id": one.id,
        "case": one.case_id,
        "words": one.words,
        "by": " · ".join(filter(None, (one.shown_name or _("without a name"), one.team))),
        "places": [_(PLACES[place]) for place in one.places],
        "consent": _(
            "Agreed on {day}: “{consent}”",
            day=i18n.day(locale(), one.consented_on),
            consent=one.consent,
        ),
        "is_withdrawn": one.withdrawn_at is not None,
    }

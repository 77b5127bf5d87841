"""One survey: its head with the tabs, its code and link, and how many answer."""

from dataclasses import replace

from cxgame import clock, i18n
from cxgame.feedback import surveys
from cxgame.feedback.invitations import reading
from cxgame.feedback.invitations.models import InvitationState, Way, WhyNot
from cxgame.feedback.invitations.reading import InvitationView, Rate
from cxgame.feedback.kinds import Channel
from cxgame.feedback.scales import Band
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import N_
from cxgame.look import markup, qr
from cxgame.notices.mail.server import mail_is_set
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import touchpoints
from cxgame.ui import address
from cxgame.ui.parts import feedback, feedback_surveys
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, go, load

TABS = {
    "": N_("Overview"),
    "questions": N_("Questions"),
    "terms": N_("Terms"),
    "list": N_("E-mail list"),
    "versions": N_("Versions"),
}
FOR_OWNERS = ("questions", "terms", "list")
LANGUAGES = {"pt-BR": N_("in Portuguese"), "en": N_("in English")}
FOLLOW_UPS = {
    Band.PROMOTER: N_("After a high score"),
    Band.PASSIVE: N_("After a middling score"),
    Band.DETRACTOR: N_("After a low score"),
}
WAYS = {Way.WHATSAPP: "WhatsApp", Way.EMAIL: N_("E-mail"), Way.LINK: N_("Personal link")}
STATES = {
    InvitationState.WAITING: N_("Waiting"),
    InvitationState.SENT: N_("Sent"),
    InvitationState.OPENED: N_("Opened"),
    InvitationState.ANSWERED: N_("Replied"),
    InvitationState.NOT_ASKED: N_("Not asked"),
    InvitationState.CANCELLED: N_("Cancelled"),
}
SHOWN = {
    "sent": reading.SENT,
    "opened": reading.OPENED,
    "answered": (InvitationState.ANSWERED,),
    "waiting": (InvitationState.WAITING,),
    "not_asked": (InvitationState.NOT_ASKED, InvitationState.CANCELLED),
}


def may_change(actor: Actor, survey: SurveyView) -> bool:
    """Tell whether the actor may change the survey."""
    return permissions.allows(actor, "feedback.change_survey", team_id=survey.team_id)


def head(actor: Actor, survey: SurveyView) -> str:
    """Show the survey's name and tabs, follow a tap on them, and return the tab that is open."""
    tabs = {key: words for key, words in TABS.items() if _offered(actor, survey, key)}
    view = address.read("view") if address.read("view") in tabs else ""
    names = load(touchpoints.touchpoint_names, locale=locale())
    sent = sheet(
        markup.render(
            "feedback/survey_head.html",
            locale(),
            survey=survey,
            about=feedback_surveys.about(survey, names),
            tabs=[
                (key, _(words), f"?survey={survey.id}&view={key}") for key, words in tabs.items()
            ],
            view=view,
        ),
        key="survey-head",
    )
    match sent.get("name"):
        case "view":
            address.turn(view=sent.get("value", ""), show="")
        case "surveys":
            go("surveys")
    return view


def overview(actor: Actor, survey: SurveyView) -> None:
    """Show code, link and poster, then how many were asked and how many answered."""
    rates = load(reading.rates, actor=actor, survey_id=survey.id)
    show = address.read("show")
    found = (
        load(reading.invitations, actor=actor, survey_id=survey.id, states=SHOWN[show])
        if show in SHOWN
        else []
    )
    link = feedback_surveys.link_of(survey)
    sent = sheet(
        markup.render(
            "feedback/survey.html",
            locale(),
            survey=survey,
            is_past=survey.is_open and not survey.takes_answers(clock.local_day(clock.now())),
            link=link,
            code=qr.svg(link),
            may_change=may_change(actor, survey),
            channels=channels(load(reading.answers_by_channel, actor=actor, survey_id=survey.id)),
            total=_total(rates),
            rates=[_row(rate) for rate in rates],
            show=show if show in SHOWN else "",
            invitations=[_line(one) for one in found],
            mail_is_set=mail_is_set(),
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
            at_touchpoint=survey.touchpoint_id is None,
        ),
        key=f"survey-{survey.id}",
    )
    _follow(actor, survey, sent)


def channels(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Return how answers came, in words: by the page, typed by staff, from elsewhere."""
    by_page = counts.get(Channel.PUBLIC, 0)
    typed = counts.get(Channel.STAFF, 0)
    other = sum(counts.values()) - by_page - typed
    named = ((_("On the page"), by_page), (_("Typed in by staff"), typed), (_("Other"), other))
    return [(words, n) for words, n in named if n]


def words_of(one: InvitationView) -> str:
    """Return where an invitation stands, and why nobody was asked."""
    if one.why_not is WhyNot.ASKED_BEFORE and one.asked_on:
        return _("Not asked: asked on {day}", day=i18n.day(locale(), one.asked_on))
    if one.why_not is WhyNot.OPTED_OUT:
        return _("Not asked: wants no more questions")
    if one.why_not is WhyNot.TAKEN_BACK:
        return _("Taken back")
    return _(STATES[one.state])


def _offered(actor: Actor, survey: SurveyView, key: str) -> bool:
    return key not in FOR_OWNERS or may_change(actor, survey)


def _follow(actor: Actor, survey: SurveyView, sent: dict[str, str]) -> None:
    match sent.get("name"):
        case "open" | "close" as wish:
            act(
                _("Saved."),
                surveys.change_survey,
                actor=actor,
                survey_id=survey.id,
                name=survey.name,
                question=survey.question,
                follow_up=survey.follow_up,
                is_open=wish == "open",
                terms=replace(survey.terms, closes_on=None) if wish == "open" else None,
                version=survey.version,
                now=clock.now(),
            )
        case "show":
            address.turn(show=sent.get("value", ""))
        case "record":
            go("records", record=sent.get("value", ""))
        case "invite" | "answer" as where:
            go(where, survey=survey.id)


def _total(rates: list[Rate]) -> dict[str, int]:
    names = ("sent", "opened", "answered", "waiting")
    total = {name: sum(getattr(rate, name) for rate in rates) for name in names}
    total["not_asked"] = sum(rate.not_asked + rate.cancelled for rate in rates)
    total["rate"] = share(total["answered"], total["sent"])
    return total


def share(part: int, whole: int) -> int:
    """Return a share in whole percent, 0 of nothing."""
    return round(100 * part / whole) if whole else 0


def _row(rate: Rate) -> dict[str, object]:
    return {
        "way": f"{_(WAYS[rate.way])} · {rate.team or _('The whole company')}",
        "sent": i18n.number(locale(), rate.sent),
        "opened": i18n.number(locale(), rate.opened),
        "answered": i18n.number(locale(), rate.answered),
        "rate": i18n.percent(locale(), share(rate.answered, rate.sent)) if rate.sent else "–",
    }


def _line(one: InvitationView) -> dict[str, object]:
    about = (_(WAYS[one.way]), one.team, i18n.moment(locale(), one.at, clock.zone()))
    return {
        "name": one.name or _("Customer without a name"),
        "about": " · ".join(word for word in about if word),
        "state": words_of(one),
        "record": one.record_id,
    }

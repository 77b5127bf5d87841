"""The pages that customers see: written once per survey and language, then kept."""

from dataclasses import dataclass
from math import ceil

from markupsafe import escape

from cxgame import i18n
from cxgame.feedback.answers import LONGEST_ANSWER
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.scales import Band, SurveyKind, band
from cxgame.feedback.surveys import SurveyView
from cxgame.i18n import N_
from cxgame.look import markup, qr, styles

CSS = ("brand", "text", "button", "choice", "field", "public", "public/survey")
MOST_PAGES = 500  # kept in memory
MOST_COLUMNS = 7  # numbers in one row of a phone; more make two rows
SLOT = "submission-goes-here"

WAYS = {
    Kind.COMPLAINT: N_("Complaint"),
    Kind.COMPLIMENT: N_("Compliment"),
    Kind.SUGGESTION: N_("Suggestion"),
}
ENDS = {
    SurveyKind.NPS: (N_("not at all"), N_("for sure")),
    SurveyKind.CSAT: (N_("very dissatisfied"), N_("very satisfied")),
    SurveyKind.CES: (N_("very hard"), N_("very easy")),
    SurveyKind.STARS: (N_("very bad"), N_("great")),
    SurveyKind.SMILEYS: (N_("very bad"), N_("great")),
    SurveyKind.THUMBS: (N_("no"), N_("yes")),
}
THANKS: dict[Band | Kind, tuple[str, str]] = {
    Band.PROMOTER: (
        N_("Thank you! We will tell the team."),
        N_("They read every answer, and this one will make their day."),
    ),
    Band.PASSIVE: (
        N_("Thank you for being honest."),
        N_("The team reads every answer and changes what it can."),
    ),
    Band.DETRACTOR: (
        N_("Thank you for telling us. It was not as it should be."),
        N_("Whoever runs the team reads this. If you left a contact, you will hear from us."),
    ),
    Kind.COMPLAINT: (
        N_("We received your complaint. Thank you for telling us."),
        N_("Whoever runs the team was told. If you left a contact, you will hear from us."),
    ),
    Kind.COMPLIMENT: (
        N_("How good to read this. Thank you!"),
        N_("We will show it to those who served you."),
    ),
    Kind.SUGGESTION: (
        N_("Thank you for the idea."),
        N_("The team reads every suggestion and changes what it can."),
    ),
}

_kept: dict[tuple[object, ...], str] = {}


@dataclass(frozen=True, slots=True)
class Typed:
    """What a customer wrote into the form, to be given back when something is missing."""

    kind: str = ""
    score: str = ""
    text: str = ""
    contact: str = ""


def form(
    survey: SurveyView,
    company: str,
    locale: str,
    *,
    typed: Typed,
    submission: str,
    problem: str = "",
) -> str:
    """Return the page with the form; `typed.kind` asks for the one without a score."""
    submission = escape(submission)
    if problem or typed != Typed(kind=typed.kind):
        return _form(survey, company, locale, typed, problem).replace(SLOT, submission)
    key = (survey.token, survey.version, survey.team, company, locale, typed.kind)
    if key not in _kept:
        if len(_kept) >= MOST_PAGES:
            _kept.clear()
        _kept[key] = _form(survey, company, locale, typed, "")
    return _kept[key].replace(SLOT, submission)


def thanks(survey: SurveyView, company: str, locale: str, word: Band | Kind) -> str:
    """Return what a customer reads after sending, worded by the score's band or by the kind."""
    title, sentence = THANKS[word]
    return _page(
        "thanks",
        survey,
        company,
        locale,
        title=i18n.translate(locale, title),
        sentence=i18n.translate(locale, sentence),
        survey_href=f"/s/{survey.token}?lang={locale}",
        other_href=f"?lang={_other(locale)}",
    )


def closed(survey: SurveyView | None, company: str, locale: str, text: str = "") -> str:
    """Return the page of a closed survey (None: an unknown one), giving back what was typed."""
    title = N_("This survey is closed") if survey else N_("There is no survey here")
    sentence = (
        N_("Thank you for wanting to tell us. Please speak to anyone of the team.")
        if survey
        else N_("Check the address, or scan the code again.")
    )
    return _page(
        "notice",
        survey,
        company,
        locale,
        title=i18n.translate(locale, title),
        sentence=i18n.translate(locale, sentence),
        text=text,
        other_href=f"?lang={_other(locale)}",
    )


def poster(survey: SurveyView, company: str, locale: str, address: str) -> str:
    """Return a sheet of A5 with the QR code of the survey's full address."""
    invitation = N_("Point your phone's camera")
    return markup.render(
        "public/poster.html",
        locale,
        place=_place(survey, company),
        code=qr.svg(address),
        address=address.partition("://")[2],
        other=_other(locale),
        other_words=i18n.translate(_other(locale), invitation),
        css=styles.css_for_page("public/poster"),
    )


def _form(survey: SurveyView, company: str, locale: str, typed: Typed, problem: str) -> str:
    ways = [(kind.value, i18n.translate(locale, words)) for kind, words in WAYS.items()]
    shared = {"typed": typed, "problem": problem, "ways": ways, "longest": LONGEST_ANSWER}
    if typed.kind in FROM_CUSTOMERS:
        return _page(
            "voice",
            survey,
            company,
            locale,
            **shared,
            submission=SLOT,
            survey_href=f"?lang={locale}",
            other_href=f"?lang={_other(locale)}&kind={typed.kind}",
        )
    scale = survey.scale
    numbers = range(scale.low, scale.high + 1)
    return _page(
        "survey",
        survey,
        company,
        locale,
        **shared,
        submission=SLOT,
        question=survey.question[locale],
        scores=[(n, band(survey.kind, scale, n).value) for n in numbers],
        columns=len(numbers) if len(numbers) <= MOST_COLUMNS else ceil(len(numbers) / 2),
        ends=[i18n.translate(locale, words) for words in ENDS[survey.kind]],
        follow_up=[(key, words[locale]) for key, words in survey.follow_up.items()],
        way_href=f"?lang={locale}&kind=",
        other_href=f"?lang={_other(locale)}",
    )


def _page(
    template: str, survey: SurveyView | None, company: str, locale: str, **values: object
) -> str:
    return markup.render(
        f"public/{template}.html",
        locale,
        company=_place(survey, company),
        css=styles.css_for_page(*CSS),
        other=_other(locale),
        **values,
    )


def _place(survey: SurveyView | None, company: str) -> str:
    return f"{company} · {survey.team}" if survey and survey.team else company


def _other(locale: str) -> str:
    return "en" if locale == "pt-BR" else "pt-BR"

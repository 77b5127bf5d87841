"""The pages that customers see: written once per survey and language, then kept."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from markupsafe import escape

from cxgame import i18n
from cxgame.feedback.answers import LONGEST_ANSWER
from cxgame.feedback.kinds import FROM_CUSTOMERS, Kind
from cxgame.feedback.scales import Band, SurveyKind, band
from cxgame.feedback.surveys import SurveyView
from cxgame.feedback.terms import LegalBasis
from cxgame.i18n import N_
from cxgame.look import markup, qr, styles
from cxgame.web.survey_form import Form

CSS = ("brand", "text", "button", "choice", "field", "public", "public/survey")
MOST_PAGES = 500  # kept in memory
MOST_COLUMNS = 7  # numbers in one row of a phone; more make two rows
MOST_NARROW = 6  # of a phone of 320 px, where each must be wide enough for a thumb
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
FACES = (N_("Very bad"), N_("Bad"), N_("Okay"), N_("Good"), N_("Very good"))
CLOSED = (
    N_("This survey is closed"),
    N_("Thank you for wanting to tell us. Please speak to anyone of the team."),
)
UNKNOWN = (N_("There is no survey here"), N_("Check the address, or scan the code again."))
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
class Personal:
    """What a personal page says besides: where to ask for no more, until when to change."""

    stop_href: str
    change_until: datetime | None = None  # None: not answered yet
    is_again: bool = False  # asked again after a case: the score and why, nothing besides


def form(
    survey: SurveyView,
    company: str,
    locale: str,
    *,
    typed: Form,
    personal: Personal | None = None,
    problem: str = "",
) -> str:
    """Return the page with the form; `typed.kind` asks for the one without a score."""
    if problem or personal or not typed.is_blank:
        return _form(survey, company, locale, typed, problem, personal)
    key = (survey.token, survey.version, survey.team, company, locale, typed.kind)
    if key not in _kept:
        if len(_kept) >= MOST_PAGES:
            _kept.clear()
        blank = Form(submission=SLOT, kind=typed.kind)
        _kept[key] = _form(survey, company, locale, blank, "", None)
    return _kept[key].replace(SLOT, escape(typed.submission))


def preview(survey: SurveyView, company: str, locale: str) -> str:
    """Return the page of a survey that is being changed, with its best score chosen.

    The words may be empty still, and nothing is kept.
    """
    best = survey.scale.upright(survey.scale.high)
    return _form(survey, company, locale, Form(score=str(best)), "", None)


def thanks(
    survey: SurveyView,
    company: str,
    locale: str,
    word: Band | Kind,
    *,
    back: str,
    is_personal: bool = False,
) -> str:
    """Return what a customer reads after sending, worded by the score's band or by the kind.

    `back` is the address of the form; who has a personal one changes the answer there.
    """
    title, sentence = THANKS[word]
    return _page(
        "thanks",
        survey,
        company,
        locale,
        title=i18n.translate(locale, title),
        sentence=i18n.translate(locale, sentence),
        survey_href=f"{back}?lang={locale}",
        is_personal=is_personal,
        other_href=f"?lang={_other(locale)}",
    )


def closed(survey: SurveyView | None, company: str, locale: str, text: str = "") -> str:
    """Return the page of a closed survey (None: an unknown one), giving back what was typed."""
    title, sentence = CLOSED if survey else UNKNOWN
    return notice(survey, company, locale, title, sentence, text=text)


def notice(
    survey: SurveyView | None,
    company: str,
    locale: str,
    title: str,
    sentence: str,
    *,
    text: str = "",
    button: str = "",
) -> str:
    """Return a page of one sentence, maybe with one button that posts to its own address."""
    return _page(
        "notice",
        survey,
        company,
        locale,
        title=i18n.translate(locale, title),
        sentence=i18n.translate(locale, sentence),
        text=text,
        button=i18n.translate(locale, button),
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


def _form(
    survey: SurveyView,
    company: str,
    locale: str,
    typed: Form,
    problem: str,
    personal: Personal | None,
) -> str:
    shared: dict[str, object] = {
        "typed": typed,
        "problem": problem,
        "ways": [(kind.value, i18n.translate(locale, words)) for kind, words in WAYS.items()],
        "longest": LONGEST_ANSWER,
        "consent": consent_of(survey, locale),
    }
    if typed.kind in FROM_CUSTOMERS:
        return _page(
            "voice",
            survey,
            company,
            locale,
            **shared,
            survey_href=f"?lang={locale}",
            other_href=f"?lang={_other(locale)}&kind={typed.kind}",
        )
    public = f"/s/{survey.token}" if personal else ""
    return _page(
        "survey",
        survey,
        company,
        locale,
        **shared,
        **question_of(survey, locale),
        personal=personal,
        way_href=f"{public}?lang={locale}&kind=",
        other_href=f"?lang={_other(locale)}",
    )


def question_of(survey: SurveyView, locale: str) -> dict[str, object]:
    """Return what the template of a survey's questions needs, in one language."""
    scale = survey.scale
    numbers = range(scale.low, scale.high + 1)
    words = FACES if survey.kind is SurveyKind.SMILEYS else ENDS[survey.kind]
    said = [i18n.translate(locale, each) for each in words]
    return {
        "kind": survey.kind.value,
        "question": survey.question[locale],
        "scores": [(n, band(survey.kind, scale, n).value) for n in numbers],
        "columns": _columns(len(numbers), MOST_COLUMNS),
        "narrow": _columns(len(numbers), MOST_NARROW),
        "ends": (said[0], said[-1]),
        "faces": said,
        "follow_up": [(key, words[locale]) for key, words in survey.follow_up.items()],
        "extras": [
            {
                "id": each.id,
                "kind": each.kind.value,
                "words": each.words[locale],
                "options": [(option.key, option.words[locale]) for option in each.options],
                "numbers": range(each.low, each.high + 1),
                "columns": _columns(each.high - each.low + 1, MOST_COLUMNS),
                "narrow": _columns(each.high - each.low + 1, MOST_NARROW),
                "is_required": each.is_required,
            }
            for each in survey.extras
        ],
    }


def _columns(count: int, most: int) -> int:
    """Return how many numbers stand in a row: all, or half of them."""
    return count if count <= most else ceil(count / 2)


def consent_of(survey: SurveyView, locale: str) -> str:
    """Return what a customer agrees to, "" where the survey rests on something else."""
    is_asked = survey.terms.legal_basis is LegalBasis.CONSENT
    return survey.terms.consent.get(locale, "") if is_asked else ""


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

"""The pages of a visitor from outside, as markup: a plain form, no script."""

from collections.abc import Mapping

from cxgame import clock, i18n
from cxgame.feedback.visits.filling import LONGEST_NOTES, LONGEST_REMARK
from cxgame.feedback.visits.form import Item
from cxgame.feedback.visits.kinds import NO, NOT_APPLICABLE, SCALE, YES, ItemKind
from cxgame.feedback.visits.queries import VisitView
from cxgame.i18n import N_
from cxgame.look import markup, styles
from cxgame.standards.touchpoints import named

CSS = ("brand", "text", "button", "choice", "field", "public", "public/survey", "public/ombudsman")
_ANSWERS = ((YES, N_("Yes")), (NO, N_("No")), (NOT_APPLICABLE, N_("Does not apply")))


def report(
    found: VisitView, company: str, locale: str, *, typed: Mapping[str, str], problem: str = ""
) -> str:
    """Return the form with what is kept or was typed."""
    today = clock.local_day(clock.now()).isoformat()
    return _page(
        "visit",
        company,
        locale,
        name=named(dict(found.line.name), locale),
        team=found.line.team,
        sections=[
            (named(dict(section.title), locale), [_item(item, locale) for item in section.items])
            for section in found.sections
        ],
        typed=typed,
        files=len(found.evidence),
        problem=problem,
        today=today,
        longest_remark=LONGEST_REMARK,
        longest_notes=LONGEST_NOTES,
    )


def over(company: str, locale: str) -> str:
    """Return the page behind a link that leads nowhere any more."""
    text = N_("This link was used, has expired, or does not exist.")
    return _notice(company, locale, N_("This report is closed"), text)


def thanks(company: str, locale: str) -> str:
    """Return the page after the report was sent."""
    text = N_("The report is in. If something is unclear, whoever sent you the link will write.")
    return _notice(company, locale, N_("Thank you"), text)


def _notice(company: str, locale: str, title: str, text: str) -> str:
    said = {"title": i18n.translate(locale, title), "text": i18n.translate(locale, text)}
    return _page("visit_notice", company, locale, **said)


def _item(item: Item, locale: str) -> dict[str, object]:
    few = [(key, i18n.translate(locale, words)) for key, words in _ANSWERS]
    scale = [(str(n), str(n)) for n in SCALE]
    return {
        "key": item.key,
        "text": named(dict(item.text), locale),
        "is_critical": item.is_critical,
        "options": [*scale, few[-1]] if item.kind is ItemKind.SCALE else few,
    }


def _page(template: str, company: str, locale: str, **values: object) -> str:
    other = "en" if locale == "pt-BR" else "pt-BR"
    return markup.render(
        f"public/{template}.html",
        locale,
        company=company,
        css=styles.css_for_page(*CSS),
        other=other,
        other_href=f"?lang={other}",
        **values,
    )

"""The versions of a survey: who changed what, and what it said."""

from typing import Any

from cxgame import clock, i18n
from cxgame.feedback import versions
from cxgame.feedback.surveys import SurveyView
from cxgame.feedback.terms import LegalBasis
from cxgame.feedback.versions import VersionView
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.ui.parts.feedback_survey import FOLLOW_UPS
from cxgame.ui.parts.feedback_survey_terms import BASES
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

NAMES = {
    "name": N_("name"),
    "question": N_("question"),
    "follow_up": N_("follow-up questions"),
    "questions": N_("extra questions"),
    "is_open": N_("open or closed"),
    "legal_basis": N_("legal basis"),
    "consent": N_("consent"),
    "closes_on": N_("last day"),
    "throttle_days": N_("days between questions"),
    "invitation_days": N_("days of an invitation"),
    "reminder_days": N_("reminder"),
}


def show(survey: SurveyView) -> None:
    """Show the versions, the newest first, each with all that it said."""
    found = load(versions.versions, survey_id=survey.id)
    sheet(
        markup.render(
            "feedback/survey_versions.html", locale(), versions=[_line(one) for one in found]
        ),
        key="survey-versions",
    )


def _line(one: VersionView) -> dict[str, object]:
    moment = i18n.moment(locale(), one.at, clock.zone())
    changed = [_(NAMES[name]) for name in one.changed if name in NAMES]
    return {
        "version": one.version,
        "by": " · ".join(filter(None, (one.by, moment))),
        "changed": ", ".join(changed) or (_("opened") if one.version == 1 else ""),
        "said": _said(one.content),
    }


def _said(content: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the words of a version in the reader's language, with what they are."""
    here = locale()
    said = [(_("Question"), str(content["question"].get(here, "")))]
    said += [
        (_(words), str(content["follow_up"].get(band, {}).get(here, "")))
        for band, words in FOLLOW_UPS.items()
    ]
    said += [
        (_("Extra question"), str(each["words"].get(here, ""))) for each in content["questions"]
    ]
    basis = LegalBasis(content["legal_basis"])
    said.append((_("Legal basis"), _(BASES[basis])))
    if basis is LegalBasis.CONSENT and content["consent"]:
        name = _("Consent, version {n}", n=content["consent_version"])
        said.append((name, str(content["consent"].get(here, ""))))
    return said

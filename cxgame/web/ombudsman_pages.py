"""The public pages of the ombudsman, as markup: plain forms, no script."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cxgame import clock, i18n
from cxgame.feedback.ombudsman.filing import LONGEST_REPORT
from cxgame.feedback.ombudsman.following import Followed
from cxgame.feedback.ombudsman.kinds import Privacy, ReportKind, Status
from cxgame.i18n import N_
from cxgame.look import markup, styles
from cxgame.notices.mail.server import mail_is_set
from cxgame.settings import get_settings

CSS = ("brand", "text", "button", "choice", "field", "public", "public/survey", "public/ombudsman")

KINDS = {
    ReportKind.COMPLAINT: (N_("Complaint"), ""),
    ReportKind.ACCUSATION: (
        N_("Report of wrongdoing"),
        N_("Fraud, harassment, discrimination. Only the ombudsman reads it."),
    ),
    ReportKind.COMPLIMENT: (N_("Compliment"), ""),
    ReportKind.SUGGESTION: (N_("Suggestion"), ""),
    ReportKind.REQUEST: (N_("Request"), N_("Information or a service that you are waiting for.")),
}
PRIVACIES = {
    Privacy.IDENTIFIED: (
        N_("With my name"),
        N_("Whoever looks into it may know that it was me."),
    ),
    Privacy.SECRET: (N_("In secret"), N_("Only the ombudsman knows who I am.")),
    Privacy.ANONYMOUS: (
        N_("Anonymous"),
        N_("Nobody knows who I am. Without an e-mail address a lost key can't be replaced."),
    ),
}
STATUSES = {
    Status.RECEIVED: N_("Received"),
    Status.IN_REVIEW: N_("Being looked into"),
    Status.ANSWERED: N_("Answered"),
    Status.CLOSED: N_("Closed"),
}
FOLLOW = ("/ombudsman/follow", "key", N_("Key"), N_("Open the report"))
LOST = ("/ombudsman/lost", "email", N_("E-mail left with the report"), N_("Send me a code"))
CODE = ("/ombudsman/key", "code", N_("Code from the e-mail"), N_("Get a new key"))
DOORS = {
    FOLLOW: (N_("Follow a report"), N_("With the protocol number and the key you were shown.")),
    LOST: (
        N_("Replace a lost key"),
        N_("We send a code to the e-mail address that was left with the report."),
    ),
    CODE: (
        N_("Type the code"),
        N_("If this address was left with this report, a code is on its way. It holds 30 minutes."),
    ),
}


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wrote into the form, to be given back when something is missing."""

    kind: str = ""
    privacy: str = ""
    place: str = ""
    text: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


def form(
    company: str,
    locale: str,
    *,
    places: Sequence[tuple[str, str]],
    typed: Typed,
    submission: str,
    problem: str = "",
) -> str:
    """Return the form; `places` are (value, words) of units and teams."""
    return _page(
        "ombudsman",
        company,
        locale,
        places=places,
        typed=typed,
        submission=submission,
        problem=problem,
        days=get_settings().ombudsman_days,
        longest=LONGEST_REPORT,
        has_mail=mail_is_set(),
        kinds=_worded(locale, KINDS),
        privacies=_worded(locale, PRIVACIES),
    )


def key_shown(
    company: str, locale: str, *, protocol: str, key: str, can_recover: bool, is_new: bool
) -> str:
    """Return the page that shows a key, of a new report or in place of a lost one."""
    title = N_("Your report is with the ombudsman") if is_new else N_("Your new key")
    return _page(
        "ombudsman_key",
        company,
        locale,
        title=i18n.translate(locale, title),
        protocol=protocol,
        key=key,
        can_recover=can_recover and mail_is_set(),
    )


def door(
    way: tuple[str, str, str, str],
    company: str,
    locale: str,
    *,
    protocol: str = "",
    problem: str = "",
) -> str:
    """Return a page of two fields: the protocol number and what proves that it is one's own."""
    action, field, label, button = way
    title, sentence = DOORS[way]
    if way is LOST and not mail_is_set():
        sentence = N_("We can't send e-mail at the moment, so no key can be replaced.")
    return _page(
        "ombudsman_door",
        company,
        locale,
        action=action,
        field=field,
        label=i18n.translate(locale, label),
        button=i18n.translate(locale, button),
        title=i18n.translate(locale, title),
        sentence=i18n.translate(locale, sentence),
        protocol=protocol,
        problem=problem,
    )


def report(
    found: Followed,
    key: str,
    company: str,
    locale: str,
    *,
    submission: str,
    typed: str = "",
    problem: str = "",
    done: str = "",
) -> str:
    """Return a report with what was said, and the forms that it takes now."""
    return _page(
        "ombudsman_report",
        company,
        locale,
        report=found,
        key=key,
        submission=submission,
        typed=typed,
        problem=problem,
        done=done,
        kind=i18n.translate(locale, KINDS[found.kind][0]),
        status=i18n.translate(locale, STATUSES[found.status]),
        when=_when(found, locale),
        filed=_moment(locale, found.filed_at),
        said=[(each, _moment(locale, each.at)) for each in found.said],
        longest=LONGEST_REPORT,
    )


def _when(found: Followed, locale: str) -> str:
    if found.status in (Status.ANSWERED, Status.CLOSED):
        return i18n.translate(locale, "The answer is below.")
    day = i18n.day(locale, found.due_on)
    return i18n.translate(locale, "You get an answer by {day}.", day=day)


def _worded(
    locale: str, words: dict[ReportKind, tuple[str, str]] | dict[Privacy, tuple[str, str]]
) -> list[tuple[str, str, str]]:
    return [
        (key.value, i18n.translate(locale, name), i18n.translate(locale, help_))
        for key, (name, help_) in words.items()
    ]


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


def _moment(locale: str, at: datetime) -> str:
    return i18n.moment(locale, at, clock.zone())

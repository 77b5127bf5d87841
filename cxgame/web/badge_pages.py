"""The pages on which anybody sees whether a badge or a certificate holds."""

from datetime import datetime, timedelta

from cxgame import clock, i18n
from cxgame.credentials.open_badge import Achievement, Issued, Issuer, Kind, State
from cxgame.i18n import N_
from cxgame.issuing.queries import PublishedKey
from cxgame.look import markup, medal, paper, styles

CSS = ("brand", "text", "button", "chip", "card", "facts", "public", "public/proof")
STATES = {
    State.VALID: (N_("Valid"), "good"),
    State.EXPIRED: (N_("Expired"), "soon"),
    State.REVOKED: (N_("Revoked"), "plain"),
}
KINDS = {Kind.BADGE: N_("Badge"), Kind.CERTIFICATE: N_("Certificate of training")}
DID = {Kind.BADGE: N_("earned the badge"), Kind.CERTIFICATE: N_("passed the module")}


def credential(issued: Issued, issuer: Issuer, locale: str, *, now: datetime) -> str:
    """Return the page of one credential: whether it holds, for whom, what for, how to verify."""
    state, made = issued.state(now), issued.achievement
    words, tone = STATES[state]
    path = f"/{issued.source}/{issued.public_id}"
    return _page(
        "credential",
        issuer.name,
        locale,
        state=state.value,
        state_words=i18n.translate(locale, words),
        tone=tone,
        story=_story(issued, state, locale),
        kind=i18n.translate(locale, KINDS[made.kind]),
        did=i18n.translate(locale, DID[made.kind]),
        issued=issued,
        medal=medal.svg(made.family, made.tier, made.symbol),
        issued_on=_day(issued.issued_at, locale),
        until=_last_day(issued, locale),
        issuer=issuer,
        host=issuer.base.partition("://")[2],
        files=_files(issued, path, locale) if state is not State.REVOKED else [],
    )


def achievement(made: Achievement, issuer: Issuer, locale: str) -> str:
    """Return the page of what can be achieved, with its criteria."""
    return _page(
        "achievement",
        issuer.name,
        locale,
        made=made,
        kind=i18n.translate(locale, KINDS[made.kind]),
        medal=medal.svg(made.family, made.tier, made.symbol),
        issuer=issuer,
    )


def issuer(who: Issuer, published: list[PublishedKey], locale: str) -> str:
    """Return the page of the issuer, with every key that ever signed."""
    keys = [(each, _day(each.since, locale)) for each in published]
    return _page("issuer", who.name, locale, issuer=who, keys=keys)


def nothing(locale: str) -> str:
    """Return the page of an address without a credential."""
    return _page("nothing", "", locale)


def sheet(issued: Issued, issuer: Issuer, locale: str, address: str) -> paper.Sheet:
    """Return a certificate in words, ready to print."""
    made, until = issued.achievement, _last_day(issued, locale)
    facts = [(i18n.translate(locale, N_("Given on")), _day(issued.issued_at, locale))]
    if until:
        facts.append((i18n.translate(locale, N_("Valid until")), until))
    return paper.Sheet(
        language=locale,
        company=issuer.name,
        kind=i18n.translate(locale, KINDS[made.kind]),
        name=issued.recipient,
        did=i18n.translate(locale, DID[made.kind]),
        title=made.name,
        basis=issued.basis,
        facts=tuple(facts),
        verify=i18n.translate(locale, N_("See whether it is valid: scan the code, or open")),
        address=address,
        issued_at=issued.issued_at,
    )


def _story(issued: Issued, state: State, locale: str) -> str:
    """Return in a sentence whether it holds."""
    if state is State.REVOKED and issued.revoked_at:
        on = _day(issued.revoked_at, locale)
        return i18n.translate(locale, N_("It was taken back on {day} and is not valid."), day=on)
    until = _last_day(issued, locale)
    if state is State.EXPIRED:
        return i18n.translate(locale, N_("It was valid until {day}."), day=until)
    if until:
        return i18n.translate(locale, N_("It is valid until {day}."), day=until)
    return i18n.translate(locale, N_("It is valid, with no end date."))


def _files(issued: Issued, path: str, locale: str) -> list[tuple[str, str]]:
    """Return the address of each file to take along, with its words."""
    printed = (f"{path}.pdf?lang={locale}", i18n.translate(locale, N_("PDF to print")))
    files = [
        (f"{path}.png", i18n.translate(locale, N_("Picture (PNG)"))),
        (f"{path}.svg", i18n.translate(locale, N_("Drawing (SVG)"))),
        (f"{path}.json", i18n.translate(locale, N_("Signed document (JSON)"))),
    ]
    return [printed, *files] if issued.achievement.kind is Kind.CERTIFICATE else files


def _day(moment: datetime, locale: str) -> str:
    return i18n.day(locale, clock.local_day(moment))


def _last_day(issued: Issued, locale: str) -> str:
    """Return the last day on which it holds, "" where there is none."""
    if issued.expires_at is None:
        return ""
    return _day(issued.expires_at - timedelta(seconds=1), locale)


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

"""The library of SOPs and the page of one."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from cxgame import i18n
from cxgame.i18n import N_
from cxgame.learning.tracks import ModuleLine
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards.differences import Kind
from cxgame.standards.editions import Edition, News
from cxgame.standards.signing.duties import ToSign
from cxgame.standards.signing.mine import Mine
from cxgame.standards.sops import SopLine, SopView
from cxgame.ui.parts import learning, standards_sign
from cxgame.ui.parts.clocks import clock
from cxgame.ui.text import _, locale, ngettext

OWNERS = {
    "frontline": N_("the frontline"),
    "manager": N_("the managers"),
    "director": N_("the direction"),
    "admin": N_("the administration"),
}
MARKS = {
    Kind.NEW: N_("new"),
    Kind.CHANGED: N_("changed"),
    Kind.REMOVED: N_("removed"),
}

# What only the page of a version has that somebody reads to serve by.
_LIVE = ("notice", "ask", "signed", "news", "wanted", "modules", "leads", "editions")


@dataclass(frozen=True)
class Facts:
    """What the page of an SOP shows; `compared` is the version whose changes were asked for."""

    sop: SopView
    modules: list[ModuleLine]
    touchpoints: dict[int, str]
    editions: list[Edition]
    news: News | None
    mine: Mine
    is_old: bool
    compared: str
    wanted: str


@dataclass(frozen=True)
class Step:
    """A step as the page shows it, with the name of its touchpoint and what became of it."""

    key: str
    number: int
    title: str
    text: str
    touchpoint: str
    mark: str


def library(lines: list[SopLine], to_sign: list[ToSign], today: date) -> Markup:
    """Return the list: what waits for a signature first, then those for the reader's role."""
    due = {one.code: one.due_on for one in to_sign}
    waiting = [line for line in lines if line.code in due]
    mine = [line for line in lines if line.is_mine and line.code not in due]
    others = [line for line in lines if not line.is_mine and line.code not in due]
    named = (
        (_("To sign"), sorted(waiting, key=lambda line: due[line.code])),
        (_("For your role"), mine),
        (_("All others"), others),
    )
    return markup.render(
        "standards/sops.html",
        locale(),
        groups=[
            (words, [_line(line, due.get(line.code), today) for line in group])
            for words, group in named
            if group
        ],
    )


def page(actor: Actor, facts: Facts, today: date) -> Markup:
    """Return one SOP in the reader's language."""
    sop, news = facts.sop, facts.news
    kinds = news.difference.kinds if news else {}
    return markup.render(
        "standards/sop.html",
        locale(),
        sop={**vars(sop), "steps": _steps(facts, kinds)},
        eyebrow=f"{sop.code} · " + _("version {n}", n=sop.version),
        since=_since(sop, today),
        notice=_notice(facts, today),
        ask=None if facts.is_old else standards_sign.ask(sop, facts.mine, today),
        signed=standards_sign.signed(sop, facts.mine),
        news=_news(facts, news) if news else None,
        wanted=facts.wanted,
        address=f"sop?code={sop.code}",
        modules=[learning.row(line) for line in facts.modules],
        leads=_leads(actor, sop),
        editions=[_edition(one, sop.code) for one in facts.editions],
        printed=_printed(sop, today),
    )


def preview(sop: SopView, places: dict[int, str], today: date) -> Markup:
    """Return an SOP that may not be in force as its readers will see it: nothing to tap or sign."""
    steps = [
        Step(
            one.key,
            one.number,
            one.title,
            one.text,
            places.get(one.touchpoint_id or 0, ""),
            "",
        )
        for one in sop.steps
    ]
    return markup.render(
        "standards/sop.html",
        locale(),
        sop={**vars(sop), "steps": steps},
        eyebrow=f"{sop.code} · " + _("version {n}", n=sop.version),
        since=_since(sop, today),
        address=f"sop?code={sop.code}",
        printed=_printed(sop, today),
        **dict.fromkeys(
            ("notice", "ask", "signed", "news", "wanted", "modules", "leads", "editions")
        ),
    )


def _line(line: SopLine, due_on: date | None, today: date) -> dict[str, object]:
    steps = ngettext("{n} step", "{n} steps", line.steps)
    address = f"sop?code={line.code}"
    return {
        "title": line.title,
        "sub": f"{line.code} · {steps}",
        "address": address,
        "is_new": line.is_new,
        "clock": clock(due_on, today),
        "words": line.words,
        "hits": [{**vars(hit), "address": f"{address}&step={hit.key}"} for hit in line.hits],
    }


def _steps(facts: Facts, kinds: dict[str, Kind]) -> list[Step]:
    return [
        Step(
            step.key,
            step.number,
            step.title,
            step.text,
            facts.touchpoints.get(step.touchpoint_id or 0, ""),
            _(MARKS[kinds[step.key]]) if step.key in kinds and not facts.is_old else "",
        )
        for step in facts.sop.steps
    ]


def _since(sop: SopView, today: date) -> str:
    day = i18n.day(locale(), sop.effective_on)
    begins = _("In force since {day}", day=day)
    if sop.effective_on > today:
        begins = _("Takes effect on {day}", day=day)
    owner = _("looked after by {owner}", owner=_(OWNERS[sop.owner]))
    return f"{begins} · {owner}"


def _notice(facts: Facts, today: date) -> dict[str, str] | None:
    """Return what to know before reading: this text is no more, or is still to come."""
    sop = facts.sop
    current = next(one for one in facts.editions if one.is_current)
    holding = next((one for one in facts.editions if one.holds), None)
    if not facts.is_old and sop.effective_on > today:
        return _to_come(sop, holding)
    if not facts.is_old:
        return None
    if holding is None or holding.is_current or not sop.revision.startswith(holding.tag):
        newer = holding or current
        return {
            "words": _(
                "You are reading version {old}, as it was. Version {new} is in force.",
                old=sop.version,
                new=newer.version,
            ),
            "button": _("Read the one in force"),
            "address": _address(newer, sop.code),
        }
    day = i18n.day(locale(), current.effective_on)
    return {
        "words": _(
            "This version holds until {day}. Then version {n} takes effect.",
            day=day,
            n=current.version,
        ),
        "button": _("Read the one to come"),
        "address": _address(current, sop.code),
    }


def _to_come(sop: SopView, holding: Edition | None) -> dict[str, str]:
    day = i18n.day(locale(), sop.effective_on)
    if holding is None:
        return {"words": _("Takes effect on {day}.", day=day)}
    return {
        "words": _(
            "Takes effect on {day}. Until then version {n} holds.", day=day, n=holding.version
        ),
        "button": _("Read version {n}", n=holding.version),
        "address": _address(holding, sop.code),
    }


def _news(facts: Facts, news: News) -> dict[str, object]:
    title = _("What changed")
    if facts.compared:
        title = _("What changed since version {n}", n=news.version)
    elif news.is_known:
        title = _("What changed since you read version {n}", n=news.version)
    parts = ", ".join(_(part) for part in news.difference.parts)
    return {
        "title": title,
        "summary": news.summary,
        "steps": [{**vars(one), "mark": _(MARKS[one.kind])} for one in news.difference.steps],
        "parts": _("Also changed: {parts}.", parts=parts) if parts else "",
        "before": _("version {n}", n=news.version),
        "after": _("version {n}", n=facts.sop.version),
        "is_open": bool(facts.compared),
        "may_know": not facts.compared and facts.mine.kind is None,
        "key": facts.compared,
    }


def _leads(actor: Actor, sop: SopView) -> dict[str, str] | None:
    """Return the way to decision and signatures, None for who does not lead."""
    if not permissions.may_open(actor, "signatures"):
        return None
    return {
        "title": _("Decision and signatures"),
        "sub": _("What this version asks, who signed, who needs help"),
        "address": f"signatures?code={sop.code}",
    }


def _address(one: Edition, code: str) -> str:
    address = f"sop?code={code}"
    return address if one.is_current else f"{address}&v={one.tag}"


def _edition(one: Edition, code: str) -> dict[str, object]:
    kind = _("major change") if one.is_major else _("minor change")
    day = i18n.day(locale(), one.effective_on)
    state = _("in force") if one.holds else _("to come") if one.is_current else ""
    return {
        "title": _("Version {n}: {summary}", n=one.version, summary=one.summary),
        "sub": f"{day} · {kind}",
        "version": one.version,
        "state": state,
        "tone": "good" if one.holds else "soon",
        "address": _address(one, code),
        "compare": "" if one.is_current else f"sop?code={code}&since={one.tag}",
    }


def _printed(sop: SopView, today: date) -> str:
    return _(
        "{code}, version {n}. Printed on {day}; what counts is the version in the app.",
        code=sop.code,
        n=sop.version,
        day=i18n.day(locale(), today),
    )

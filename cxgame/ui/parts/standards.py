"""The library of SOPs and the page of one."""

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from cxgame import i18n
from cxgame.i18n import N_
from cxgame.learning.tracks import ModuleLine
from cxgame.look import markup
from cxgame.standards.sops import NEW_FOR, SopLine, SopView, VersionView
from cxgame.ui.parts import learning
from cxgame.ui.text import _, locale, ngettext

OWNERS = {
    "frontline": N_("the frontline"),
    "manager": N_("the managers"),
    "director": N_("the direction"),
    "admin": N_("the administration"),
}


@dataclass(frozen=True)
class Step:
    """A step as the page shows it, with the name of its touchpoint."""

    key: str
    number: int
    title: str
    text: str
    touchpoint: str


def library(lines: list[SopLine]) -> Markup:
    """Return the list, those for the reader's role first."""
    mine = [_line(line) for line in lines if line.is_mine]
    others = [_line(line) for line in lines if not line.is_mine]
    named = ((_("For your role"), mine), (_("All others"), others))
    return markup.render(
        "standards/sops.html", locale(), groups=[group for group in named if group[1]]
    )


def page(
    sop: SopView,
    *,
    modules: list[ModuleLine],
    touchpoints: dict[int, str],
    wanted: str,
    today: date,
) -> Markup:
    """Return one SOP; `wanted` is the key of the step that the address names."""
    newest = sop.history[0] if sop.history else None
    changed = newest if newest and _is_fresh(newest, today) and len(sop.history) > 1 else None
    return markup.render(
        "standards/sop.html",
        locale(),
        sop=_with_places(sop, touchpoints),
        eyebrow=f"{sop.code} · " + _("version {n}", n=sop.version),
        since=_since(sop, today),
        changed=changed,
        new_steps=changed.steps if changed else (),
        wanted=wanted,
        address=f"sop?code={sop.code}",
        modules=[learning.row(line) for line in modules],
        history=[_event(entry) for entry in sop.history],
    )


def _line(line: SopLine) -> dict[str, object]:
    steps = ngettext("{n} step", "{n} steps", line.steps)
    return {
        "title": line.title,
        "sub": f"{line.code} · {steps}",
        "address": f"sop?code={line.code}",
        "is_new": line.is_new,
        "words": line.words,
    }


def _with_places(sop: SopView, touchpoints: dict[int, str]) -> dict[str, object]:
    steps = [
        Step(
            step.key,
            step.number,
            step.title,
            step.text,
            touchpoints.get(step.touchpoint_id or 0, ""),
        )
        for step in sop.steps
    ]
    return {**vars(sop), "steps": steps}


def _is_fresh(entry: VersionView, today: date) -> bool:
    return entry.effective_on + NEW_FOR > today


def _since(sop: SopView, today: date) -> str:
    day = i18n.day(locale(), sop.effective_on)
    begins = _("In force since {day}", day=day)
    if sop.effective_on > today:
        begins = _("Takes effect on {day}", day=day)
    owner = _("looked after by {owner}", owner=_(OWNERS[sop.owner]))
    return f"{begins} · {owner}"


def _event(entry: VersionView) -> dict[str, str]:
    kind = _("major change") if entry.is_major else _("minor change")
    return {
        "icon": "history",
        "text": _("Version {n}: {summary}", n=entry.version, summary=entry.summary),
        "when": f"{i18n.day(locale(), entry.effective_on)} · {kind}",
    }

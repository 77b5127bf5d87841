"""The Pareto of reasons on screen: bars from zero, the vital few, and the next step."""

from typing import Any

from cxgame import i18n
from cxgame.feedback.analysis.dimensions import Dimension
from cxgame.feedback.analysis.reasons import BY, VITAL, Of, Pareto, Reason
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scales import Band
from cxgame.i18n import N_
from cxgame.insight import counted as kept
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import analysis_words as words
from cxgame.ui.parts import feedback, record_links
from cxgame.ui.parts.analysis import Asked, span
from cxgame.ui.parts.analysis_words import Namer
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load

OF = {Of.COMPLAINTS: N_("Complaints"), Of.DETRACTORS: N_("Detractors")}
MOST = 20  # bars


def show(actor: Actor, wanted: Asked) -> None:
    """Show the reasons of complaints, or of the unhappy answers of a score."""
    of = next((one for one in Of if one == address.read("of")), Of.COMPLAINTS)
    by = next((one for one in BY if one == address.read("by")), BY[0])
    made = load(kept.pareto, actor=actor, of=of, kind=wanted.kind, by=by, cut=wanted.cut)
    name = words.namer(actor, by)
    most = made.reasons[0].n if made.reasons else 1
    sent = sheet(
        markup.render(
            "analysis/reasons.html",
            locale(),
            of=of.value,
            ofs=[(one.value, _(said), f"?of={one}") for one, said in OF.items()],
            by=by.value,
            choices=[(one.value, words.dimension(one), f"?by={one}") for one in BY],
            title=finding(made, of, name),
            note=_whose(made, of, wanted),
            bars=[bar(one, most, of, by, wanted, name) for one in made.reasons[:MOST]],
            more=max(0, len(made.reasons) - MOST),
            vital=len(made.vital),
            is_uneven=made.is_uneven,
            limit=i18n.percent(locale(), 100 * VITAL),
            unnamed=unnamed(made, of),
            sort=record_links.records(wanted.cut, **_kinds(of, wanted)),
            study=study(made, of, by, wanted) if may_study(actor) and made.reasons else "",
            may_tag=by == Dimension.TAG and of is Of.COMPLAINTS,
        ),
        key="reasons",
    )
    follow(sent)
    match sent.get("name"):
        case "of" | "by" as chosen:
            address.turn(**{chosen: sent.get("value", "")})


def finding(made: Pareto, of: Of, name: Namer) -> str:
    """Return which few reasons make up most, or that none do."""
    if not made.records:
        return _("No complaints here") if of is Of.COMPLAINTS else _("No detractors here")
    if not made.reasons:
        return _("No reason was named yet")
    half = made.half
    share = i18n.percent(locale(), 100 * half[-1].cumulative)
    if not made.is_uneven:
        return _("No few reasons make up most")
    if len(half) == 1:
        return _("{one} alone is {share} of what was named", one=name(half[0].value), share=share)
    if len(half) == 2:
        one, other = (name(each.value) for each in half)
        return _("{one} and {other} are {share} of what was named", one=one, other=other,
                 share=share)  # fmt: skip
    return _(
        "{n} of {all} reasons are {share} of what was named",
        n=len(half),
        all=len(made.reasons),
        share=share,
    )


def bar(one: Reason, most: int, of: Of, by: str, wanted: Asked, name: Namer) -> dict[str, Any]:
    """Return one reason: its bar from zero, its count and the share up to it."""
    share = i18n.percent(locale(), 100 * one.cumulative)
    n = i18n.number(locale(), one.n)
    return {
        "name": name(one.value),
        "width": round(100 * one.n / most, 1),
        "is_vital": one.is_vital,
        "note": _("{n} · up to here {share}", n=n, share=share),
        "address": record_links.records(wanted.cut, (by, one.value), **_kinds(of, wanted)),
    }


def unnamed(made: Pareto, of: Of) -> str:
    """Return how many records name no reason, "" where all do."""
    if not made.unnamed:
        return ""
    whole = i18n.number(locale(), made.records)
    if of is Of.COMPLAINTS:
        return ngettext(
            "{n} of {whole} complaints names no reason.",
            "{n} of {whole} complaints name no reason.",
            made.unnamed,
            whole=whole,
        )
    return ngettext(
        "{n} of {whole} detractors names no reason.",
        "{n} of {whole} detractors name no reason.",
        made.unnamed,
        whole=whole,
    )


def study(made: Pareto, of: Of, by: str, wanted: Asked) -> str:
    """Return the address at which the first reason can be asked why."""
    behind = record_links.records(
        wanted.cut, (by, made.reasons[0].value), **_kinds(of, wanted)
    ).partition("?")[2]
    return f"study?{behind}&new=1" if behind else ""


def may_study(actor: Actor) -> bool:
    """Tell whether the actor may ask why and keep the answer."""
    return permissions.may(actor, "feedback.add_study")


def _whose(made: Pareto, of: Of, wanted: Asked) -> str:
    if of is Of.COMPLAINTS:
        said = ngettext("{n} complaint", "{n} complaints", made.records)
    else:
        score = _(feedback.SURVEYS[wanted.kind])
        said = ngettext("{n} detractor of {score}", "{n} detractors of {score}", made.records,
                        score=score)  # fmt: skip
    return f"{said}, {span(wanted.cut)}"


def _kinds(of: Of, wanted: Asked) -> dict[str, Any]:
    if of is Of.COMPLAINTS:
        return {"kind": Kind.COMPLAINT}
    return {"kind": Kind.SURVEY, "survey_kind": wanted.kind, "band": Band.DETRACTOR}

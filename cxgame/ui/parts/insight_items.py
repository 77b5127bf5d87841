"""Questions by their figures, each with one plain sentence; what people gain from a module."""

from markupsafe import Markup

from cxgame import content, i18n
from cxgame.i18n import N_
from cxgame.insight.questions import gain as gain_rule
from cxgame.insight.questions.choices import Chosen
from cxgame.insight.questions.gain import Verdict as Gained
from cxgame.insight.questions.gains import ModuleGain
from cxgame.insight.questions.items import Item, ModuleLine
from cxgame.insight.questions.verdicts import LEAST, Verdict
from cxgame.look import markup
from cxgame.ui import address
from cxgame.ui.parts import insight
from cxgame.ui.text import _, locale, ngettext

SENTENCES = {
    Verdict.COLLECTING: N_("Still collecting: figures stand here from {needed} first answers on."),
    Verdict.KEY: N_(
        "The key is probably wrong: who knows the other questions answers this one wrong."
    ),
    Verdict.MISLEADING: N_("“{words}” misleads: as many fall for it as know better. Word it anew."),
    Verdict.TOO_EASY: N_("Too easy: nearly everybody knows it at once, so it tells nothing."),
    Verdict.TOO_HARD: N_("Too hard: few know it at once. Does the lesson say it clearly?"),
    Verdict.WEAK: N_("It tells little: who knows the rest knows this one hardly more often."),
    Verdict.FINE: N_("Fine: who knows the rest knows this one too."),
}
WITHOUT_WORDS = N_("Many write something else than the answer. Is it worded too loosely?")
ICONS = {
    Verdict.COLLECTING: "hourglass_empty",
    Verdict.FINE: "check_circle",
    Verdict.KEY: "key",
}
GAINS = {
    Gained.TOO_FEW: N_("Too early: {n} of {needed} people were asked again."),
    Gained.CEILING: N_("Nearly everybody knew it at once: there is hardly anything to gain."),
    Gained.GAINED: N_("They gained: later they know more than at first."),
    Gained.LOST: N_("They lost: later they know less than at first."),
    Gained.CANNOT_TELL: N_("Cannot tell: chance explains the difference."),
}


def asked(modules: list[ModuleLine], of_question: str) -> str:
    """Return the module to show: the address's, the question's, else the most answered one."""
    known = {one.slug for one in modules}
    for slug in (address.read("module"), of_question):
        if slug in known:
            return slug
    most = max(modules, key=lambda one: one.answers, default=None)
    return most.slug if most else ""


def render(
    modules: list[ModuleLine], slug: str, found: tuple[Item, ...], gains: tuple[ModuleGain, ...]
) -> Markup:
    """Return the page in the reader's language."""
    return markup.render(
        "insight/items.html",
        locale(),
        title=finding(found),
        tabs=insight.tabs(),
        modules=[(one.slug, _module_words(one)) for one in modules],
        slug=slug,
        items=[_line(one) for one in sorted(found, key=_gravity)],
        gains=[_gain_line(one) for one in gains],
    )


def finding(found: tuple[Item, ...]) -> str:
    """Return what the questions' figures say, counted."""
    judged = [one for one in found if one.verdict is not Verdict.COLLECTING]
    if not judged:
        return _("Too early to judge the questions")
    doubtful = [one for one in judged if _is_doubtful(one)]
    if not doubtful:
        return ngettext(
            "The question that can be judged works",
            "All {n} questions that can be judged work",
            len(judged),
        )
    return ngettext("{n} question needs a look", "{n} questions need a look", len(doubtful))


def sentence(one: Item) -> str:
    """Return what to think of a question, in one sentence."""
    if one.verdict is Verdict.MISLEADING and not one.misleading:
        return _(WITHOUT_WORDS)
    return _(SENTENCES[one.verdict], needed=LEAST, words=one.misleading)


def _gravity(one: Item) -> tuple[bool, int]:
    """Put the doubtful first, else keep the module's order."""
    return not _is_doubtful(one), one.number


def _is_doubtful(one: Item) -> bool:
    return one.verdict not in (Verdict.COLLECTING, Verdict.FINE)


def _module_words(one: ModuleLine) -> str:
    return _(
        "{title} ({judged} of {n} judged)", title=one.title, judged=one.judged, n=one.questions
    )


def _line(one: Item) -> dict[str, object]:
    is_judged = one.verdict is not Verdict.COLLECTING
    return {
        "key": one.key,
        "number": one.number,
        "prompt": one.prompt,
        "step": f"{one.step.sop_code} · {one.step.title}",
        "sentence": sentence(one),
        "icon": ICONS.get(one.verdict, "visibility"),
        "is_doubtful": _is_doubtful(one),
        "progress": None
        if is_judged
        else (one.n / LEAST, _("{n} of {needed} first answers", n=one.n, needed=LEAST)),
        "figures": figures(one) if is_judged else [],
        "options": [_option(chosen) for chosen in one.options],
        "options_title": _options_title(one.kind),
    }


def figures(one: Item) -> list[tuple[str, str]]:
    """Return a question's figures, names and values in words."""
    facility = f"{insight.share(one.facility)} ({insight.between(one.ends)})"
    related = _number(one.correlation)
    if one.correlation_ends:
        low, high = (_number(end) for end in one.correlation_ends)
        related += " (" + _("{low} to {high}", low=low, high=high) + ")"
    return [
        (_("right at first"), facility),
        (_("goes with the rest"), related),
        (_("top less bottom 27%"), _number(one.discrimination)),
        ("n", i18n.number(locale(), one.n)),
    ]


def _number(value: float | None) -> str:
    return "–" if value is None else i18n.number(locale(), value, 2)


def _option(chosen: Chosen) -> dict[str, object]:
    return {
        "words": chosen.words or _("the right answer"),
        "share": chosen.option.share,
        "said": insight.share(chosen.option.share),
        "is_right": chosen.option.is_right and not chosen.is_part,
    }


def _options_title(kind: content.Kind) -> str:
    match kind:
        case content.Kind.MATCHING | content.Kind.ORDERING:
            return _("Share that placed each line right")
        case content.Kind.SHORT_TEXT | content.Kind.NUMBER:
            return _("What was written by 3 people or more")
    return _("What was chosen")


def _gain_line(one: ModuleGain) -> dict[str, object]:
    made = one.gain
    words = _(GAINS[made.verdict], n=made.n, needed=gain_rule.FEWEST)
    shown = made.n >= gain_rule.FEWEST
    return {
        "title": one.title,
        "before": insight.share(made.before) if shown else "–",
        "after": insight.share(made.after) if shown else "–",
        "gain": f"{insight.share(made.gain)} ({insight.between(made.ends)})" if made.ends else "–",
        "n": made.n,
        "says": words,
    }

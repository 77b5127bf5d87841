"""Visits in words: kinds, states, answers, scores, what happened."""

from cxgame import clock, i18n
from cxgame.feedback.visits.form import Item, Texts
from cxgame.feedback.visits.kinds import (
    NO,
    NOT_APPLICABLE,
    SCALE,
    YES,
    EventKind,
    ItemKind,
    VisitKind,
    VisitState,
)
from cxgame.feedback.visits.queries import EventView, VisitLine
from cxgame.i18n import N_
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.standards.touchpoints import named
from cxgame.ui.parts import feedback
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

KINDS = {
    VisitKind.MYSTERY: (N_("Mystery visit"), "visibility"),
    VisitKind.FIELD: (N_("Field visit"), "directions_walk"),
}
STATES = {
    VisitState.DRAFT: (N_("To be written"), "info"),
    VisitState.SUBMITTED: (N_("Waits for review"), "soon"),
    VisitState.ACCEPTED: (N_("Reviewed, not shown to the team yet"), "soon"),
    VisitState.PUBLISHED: (N_("Shown to the team"), "good"),
    VisitState.CANCELLED: (N_("Called off"), "plain"),
}
ITEMS = {
    ItemKind.YES_NO: N_("Yes or no"),
    ItemKind.SCALE: N_("1 to 5"),
}
EVENTS = {
    EventKind.PLANNED: (N_("Planned"), "event"),
    EventKind.LINK: (N_("New link for the visitor"), "link"),
    EventKind.SUBMITTED: (N_("Report sent"), "send"),
    EventKind.SENT_BACK: (N_("Sent back"), "reply"),
    EventKind.CORRECTED: (N_("Answer corrected"), "edit"),
    EventKind.ACCEPTED: (N_("Accepted"), "task_alt"),
    EventKind.PUBLISHED: (N_("Shown to the team"), "campaign"),
    EventKind.CANCELLED: (N_("Called off"), "event_busy"),
}
_ANSWERS = {YES: N_("Yes"), NO: N_("No"), NOT_APPLICABLE: N_("Does not apply")}


def text(texts: Texts) -> str:
    """Return a text of a template in the reader's language."""
    return named(dict(texts), locale())


def answer(value: str) -> str:
    """Return an answer in words, "–" for none."""
    if value in _ANSWERS:
        return _(_ANSWERS[value])
    return _("{n} of 5", n=value) if value else "–"


def answers(item: Item) -> feedback.Choices:
    """Return the answers that a question takes."""
    scale = [(str(n), str(n)) for n in SCALE]
    few = [(key, _(_ANSWERS[key])) for key in (YES, NO)]
    given = scale if item.kind is ItemKind.SCALE else few
    return [*given, (NOT_APPLICABLE, _(_ANSWERS[NOT_APPLICABLE]))]


def share(score: float | None) -> str:
    """Return a score in percent, "–" where nothing applied."""
    return "–" if score is None else i18n.percent(locale(), 100 * score)


def verdict(is_passed: bool | None) -> tuple[str, str, str]:
    """Return how a visit ended: words, tone and icon of a chip."""
    if is_passed is None:
        return _("No result"), "plain", "horizontal_rule"
    return (_("Passed"), "good", "check") if is_passed else (_("Not passed"), "soon", "flag")


def line(one: VisitLine) -> dict[str, object]:
    """Return a visit as a row of a list."""
    day = one.visited_on or one.due_on
    when = i18n.day(locale(), day) if day else ""
    if one.visited_on is None and day:
        when = _("until {day}", day=when)
    state, tone = STATES[one.state]
    return {
        "title": text(one.name),
        "sub": " · ".join(filter(None, (one.team, when))),
        "icon": KINDS[one.kind][1],
        "state": _(state),
        "tone": tone,
        "score": share(one.score)
        if one.state not in (VisitState.DRAFT, VisitState.CANCELLED)
        else "",
        "address": f"visit?id={one.id}",
    }


def event(one: EventView, items: dict[str, Item]) -> dict[str, str]:
    """Return one line of the history."""
    words, icon = EVENTS[one.kind]
    said = [_(words)]
    if one.item_key in items:
        said.append(
            _(
                "{question} {before} → {after}",
                question=text(items[one.item_key].text),
                before=answer(one.before),
                after=answer(one.after),
            )
        )
    if one.words:
        said.append(f"“{one.words}”")
    when = i18n.moment(locale(), one.at, clock.zone())
    return {
        "icon": icon,
        "text": " · ".join(said),
        "when": " · ".join(filter(None, (one.who, when))),
    }


def step_labels(actor: Actor) -> dict[int, str]:
    """Return every SOP step in one line, by id."""
    return {
        one.id: one.label
        for one in load(sops.steps, actor=actor, today=clock.local_day(clock.now()))
    }


def fields(sent: dict[str, str]) -> dict[str, str]:
    """Return what a form sent without what told its fields from those of its neighbours."""
    return {name.partition("@")[0]: value for name, value in sent.items()}

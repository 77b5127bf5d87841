"""An opened card in words: the values of its template."""

from typing import Any

from cxgame import i18n
from cxgame.boards.models import Level, Priority
from cxgame.boards.raci import Approval, Letter, Stage, Stance
from cxgame.boards.sight import Line
from cxgame.boards.views import CardView, ConsultationView
from cxgame.content import markdown
from cxgame.errors import Reason
from cxgame.i18n import N_
from cxgame.people.actor import Actor
from cxgame.thread.queries import LinkedRecord
from cxgame.ui import money
from cxgame.ui.parts import card_words, feedback
from cxgame.ui.text import _, locale

DUTIES = {
    Letter.ACCOUNTABLE: N_("answers for the result and approves"),
    Letter.RESPONSIBLE: N_("makes it happen"),
    Letter.CONSULTED: N_("is heard before"),
    Letter.INFORMED: N_("is told of the decision and the end"),
}


def values(
    actor: Actor, card: CardView, sources: tuple[LinkedRecord, ...], line: Line
) -> dict[str, Any]:
    """Return what `boards/detail.html` needs, in the reader's language."""
    mine = next((one for one in card.consultations if one.person_id == actor.person_id), None)
    heard = sum(not one.is_open for one in card.consultations)
    return {
        "card": card,
        "chips": _chips(card),
        "is_plan": card.level is not Level.OPERATIONAL,
        "lacks_promise": bool(card.promise_missing) and card.stage is Stage.DRAFT,
        "missing": [_reason(why) for why in (*card.missing, *_promise(card))],
        "against": [_reason(why) for why in card.decision.against],
        "decide": _decide(card),
        "objections": [one.name for one in card.consultations if one.stance is Stance.OBJECT],
        "waits": _waits(card),
        "question": mine if mine and card.may.answer else None,
        "description": markdown.to_html(card.form.description) if card.form.description else "",
        "facts": _facts(card),
        "asked": [_asked(one, card) for one in card.consultations],
        "heard": _("{n} of {all} heard", n=heard, all=len(card.consultations)),
        "targets": _targets(card),
        "address": f"?level={card.level}&card={card.id}",
        "duties": {letter: _(words) for letter, words in DUTIES.items()},
        "sources": [_source(one) for one in sources],
        "line": line,
        "events": [card_words.event_line(event) for event in card.events],
    }


def _promise(card: CardView) -> tuple[Reason, ...]:
    """Return what a plan still has to say, while that holds it."""
    is_early = card.stage in (Stage.DRAFT, Stage.REVIEW)
    return card.promise_missing if is_early else ()


def _chips(card: CardView) -> list[dict[str, str]]:
    decision = card.decision
    chips = [_chip(card.column, "info"), _chip(_(card_words.LEVELS[card.level]))]
    if card.done_at:
        chips.append(
            _chip(_("done {day}", day=card_words.day_of(card.done_at)), "good", "task_alt")
        )
    elif card.form.due_on:
        day = card_words.short_day(card.form.due_on)
        words = _("late: {day}", day=day) if card.is_overdue else _("due {day}", day=day)
        late = card.is_overdue
        chips.append(_chip(words, "late" if late else "", "event_busy" if late else "event"))
    if decision.approval is Approval.APPROVED:
        words = _("approved by {name}", name=decision.approved_by)
        chips.append(_chip(words, "good", "verified"))
    if decision.approval is Approval.WAITING:
        chips.append(_chip(_("approval waits"), "soon", "hourglass_top"))
    if decision.done_asked_at:
        chips.append(_chip(_("confirmation waits"), "soon", "hourglass_top"))
    return chips


def _chip(text: str, tone: str = "", icon: str = "") -> dict[str, str]:
    return {"text": text, "tone": tone, "icon": icon}


def _facts(card: CardView) -> list[tuple[str, str]]:
    """Return what is known of the card, without the empty lines."""
    form, priority = card.form, _(card_words.PRIORITIES[card.form.priority])
    rows = [
        (_("What"), form.what),
        (_("Why"), form.why),
        (_("What should change"), form.target),
        (_("How"), form.how),
        (_("Where"), form.place),
        (_("When"), card_words.when(form)),
        (_("What it costs"), money.typed(form.cost_cents)),
        (_("Touchpoint"), card.touchpoint),
        (_("SOP step"), card.step),
        (_("Labels"), ", ".join(form.labels)),
        (_("Named in the file it came from"), ", ".join(card.named)),
        (_("Team"), card.team or _("Whole company")),
        (_("Priority"), "" if form.priority is Priority.NORMAL else priority),
        (_("Second approver"), _second(card)),
        (
            _("Added"),
            _("{day} by {who}", day=card_words.day_of(card.created_at), who=card.created_by or "–"),
        ),
    ]
    return [(name, words) for name, words in rows if words]


def _second(card: CardView) -> str:
    decision = card.decision
    if decision.second_waived_by:
        who, why = decision.second_waived_by, decision.second_waived_because
        return _("not needed, says {who}: {why}", who=who, why=why)
    if decision.second and decision.second_approved_at:
        return _("{name} has approved", name=decision.second)
    return decision.second


def _decide(card: CardView) -> dict[str, str]:
    """Return the words of what the actor is asked to decide."""
    decision = card.decision
    if decision.approval is Approval.WAITING:
        return {
            "title": _("Your approval is asked for"),
            "text": _("With your yes the work may start."),
            "yes": _("Approve"),
            "no": _("Don't approve"),
        }
    return {
        "title": _("Is it done?"),
        "text": _("{who} says so. With your yes the card is finished.", who=decision.done_asked_by),
        "yes": _("Confirm that it is done"),
        "no": _("Not finished yet"),
    }


def _waits(card: CardView) -> str:
    """Return for whom the card waits, "" when for nobody."""
    decision = card.decision
    names = ", ".join(one.name for one in card.faces if one.letter is Letter.ACCOUNTABLE)
    if decision.approval is Approval.WAITING:
        asked = [name for name in (names, decision.second) if name]
        since = card_words.moment(decision.submitted_at)
        return _(
            "Waits for the approval of {names} since {moment}.",
            names=", ".join(asked),
            moment=since,
        )
    if decision.done_asked_at:
        since = card_words.moment(decision.done_asked_at)
        return _("Waits for {names} to confirm since {moment}.", names=names, moment=since)
    return ""


def _asked(one: ConsultationView, card: CardView) -> dict[str, object]:
    if one.answered_at:
        state = _("answered {moment}", moment=card_words.moment(one.answered_at))
    elif one.waived_because:
        state = _("went on without: {why}", why=one.waived_because)
    elif one.asked_at:
        state = _("asked {moment}", moment=card_words.moment(one.asked_at))
    else:
        state = _("is asked when the plan goes to its A")
    return {
        "person_id": one.person_id,
        "name": one.name,
        "answer": one.answer,
        "stance": _stance(one.stance) if one.stance else None,
        "state": state,
        "can_waive": card.may.waive and one.is_open,
    }


def _stance(stance: Stance) -> tuple[str, str, str]:
    words, tone, icon = card_words.STANCES[stance]
    return _(words), tone, icon


def _targets(card: CardView) -> list[dict[str, str]]:
    """Return the columns to move to; none on a card that was cancelled."""
    if card.cancelled_because:
        return []
    return [
        {"key": one.key, "name": one.name, "against": card_words.reasons(one.against)}
        for one in card.targets
    ]


def _source(one: LinkedRecord) -> dict[str, object]:
    """Return a record behind the card; one that the actor may not read is only counted."""
    if one.record is None:
        return {
            "id": one.record_id,
            "title": _("What a customer said"),
            "sub": _("You may not read this record."),
            "href": "",
        }
    day = i18n.day(locale(), one.record.on_day)
    return {
        "id": one.record_id,
        "title": feedback.veiled(one.record.text) or _("A score without words."),
        "sub": " · ".join(filter(None, (one.record.team, one.record.touchpoint, day))),
        "href": f"records?record={one.record_id}",
    }


def _reason(why: Reason) -> str:
    return card_words.reasons([why])

"""Routines on screen: tick today's, see how they are kept, make and change them."""

from datetime import time
from functools import partial
from typing import Any

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards import candidates
from cxgame.boards.routines import queries, service
from cxgame.boards.routines.queries import Mark, RoutineView
from cxgame.boards.routines.rhythm import Rhythm, State
from cxgame.boards.routines.service import WEEK, RoutineForm
from cxgame.errors import CxgameError, InvalidInput
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import sops, touchpoints
from cxgame.ui import address
from cxgame.ui.parts import card_words, feedback, people_rota
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act, attempt, flash, load

NEW = "new"
RHYTHMS = {
    Rhythm.DAILY: N_("On days of the week"),
    Rhythm.MONTHLY: N_("Once a month"),
}
MARKS = {State.DONE: ("kept", N_("done")), State.MISSED: ("missed", N_("missed"))}


def show(actor: Actor) -> None:
    """Show the routines of the actor's teams, and follow what is tapped."""
    team_id = address.number("team")
    found = load(queries.routines, actor=actor, now=clock.now(), team_id=team_id)
    teams = feedback.teams_for(actor, "boards.add_routine")
    due = [one for one in found if one.is_due]
    sent = sheet(
        markup.render(
            "boards/routines.html",
            locale(),
            today=[_line(one) for one in due],
            rest=[_line(one) for one in found if not one.is_due],
            done=sum(one.done_at is not None for one in due),
            teams=feedback.named(teams),
            team=str(team_id or ""),
            may_add=bool(teams),
        ),
        key="routines",
    )
    _follow(actor, sent)
    _open_wanted(actor, found)


def typed(sent: dict[str, str]) -> RoutineForm:
    """Return the form that a browser sent; raise InvalidInput for a time that is none."""
    rhythm = sent.get("rhythm", "")
    days = (int(day) for day in sent.get("weekdays", "").split() if day.isdecimal())
    return RoutineForm(
        title=sent.get("title", ""),
        team_id=whole(sent.get("team_id")),
        words=sent.get("what", ""),
        rhythm=Rhythm(rhythm) if rhythm in list(Rhythm) else Rhythm.DAILY,
        weekdays=tuple(days) if rhythm != Rhythm.MONTHLY else tuple(range(WEEK)),
        month_day=whole(sent.get("month_day")) or 1,
        due_at=_minutes(sent.get("due_at", "")),
        responsible_id=whole(sent.get("responsible_id")) or None,
        touchpoint_id=whole(sent.get("touchpoint_id")) or None,
        sop_step_id=whole(sent.get("sop_step_id")) or None,
    )


def _follow(actor: Actor, sent: dict[str, str]) -> None:
    number, now = whole(sent.get("value")), clock.now()
    match sent.get("name"):
        case "team":
            address.turn(team=sent.get("team", ""))
        case "form":
            address.turn(form=sent.get("value", ""))
        case "do":
            words = sent.get("words", "")
            act("", service.do_check, actor=actor, routine_id=number, note=words, now=now)
        case "undo":
            act("", service.undo_check, actor=actor, routine_id=number, now=now)


def _open_wanted(actor: Actor, found: list[RoutineView]) -> None:
    """Open the form that the address names, if the actor may."""
    wanted = address.read("form")
    known = next((one for one in found if str(one.id) == wanted and one.can_change), None)
    is_new = wanted == NEW and permissions.may(actor, "boards.add_routine")
    if known is None and not is_new:
        return
    title = known.form.title if known else _("New routine")
    closed = partial(address.forget, "form")
    st.dialog(title, width="medium", on_dismiss=closed)(_edit)(actor, known)


def _edit(actor: Actor, known: RoutineView | None) -> None:
    teams = feedback.teams_for(actor, "boards.add_routine")
    form = known.form if known else RoutineForm("", teams[0].id if teams else 0)
    today = clock.local_day(clock.now())
    sent = sheet(
        markup.render(
            "boards/routine_form.html",
            locale(),
            form=form,
            known=known,
            due_at=f"{form.due_at // 60:02}:{form.due_at % 60:02}",
            rhythms=[(one.value, _(words)) for one, words in RHYTHMS.items()],
            days=people_rota.weekdays(),
            chosen={str(day) for day in form.weekdays},
            teams=feedback.named(teams),
            people=[(one.id, one.name) for one in load(candidates.candidates, actor=actor)],
            touchpoints=[
                (one.id, one.name) for one in load(touchpoints.touchpoints, locale=locale())
            ],
            steps=[(one.id, one.label) for one in load(sops.steps, actor=actor, today=today)],
        ),
        key=f"routine-{known.id if known else NEW}",
    )
    if sent.get("name") == "save":
        _save(actor, known, sent)
    if sent.get("name") == "end" and known:
        ended = attempt(
            service.end_routine,
            actor=actor,
            routine_id=known.id,
            version=known.version,
            now=clock.now(),
        )
        _answer(ended, _("The routine recurs no more."))


def _save(actor: Actor, known: RoutineView | None, sent: dict[str, str]) -> None:
    try:
        form = typed(sent)
    except CxgameError as error:
        _answer(error, "")
        return
    now = clock.now()
    if known is None:
        made = attempt(service.add_routine, actor=actor, form=form, now=now)
        _answer(made, _("The routine is there."))
        return
    changed = attempt(
        service.change_routine,
        actor=actor,
        routine_id=known.id,
        form=form,
        version=whole(sent.get("version")),
        now=now,
    )
    _answer(changed, _("Saved."))


def _answer(outcome: object, done: str) -> None:
    if isinstance(outcome, CxgameError):
        st.error(i18n.say(locale(), outcome), icon=":material/info:")
        return
    flash(done)
    address.turn(form="")


def _line(one: RoutineView) -> dict[str, Any]:
    until = f"{one.form.due_at // 60:02}:{one.form.due_at % 60:02}"
    when = "" if one.form.due_at == 24 * 60 - 1 else _("until {time}", time=until)
    told = ""
    if one.done_at:
        told = _("{who}, {moment}", who=one.done_by, moment=card_words.moment(one.done_at))
    share = one.adherence
    return {
        "id": one.id,
        "title": one.form.title,
        "words": one.form.words,
        "sub": " · ".join(filter(None, (one.team, one.responsible, when))),
        "is_late": one.is_late,
        "is_done": one.done_at is not None,
        "told": f"{told} · {one.note}" if one.note else told,
        "kept": i18n.percent(locale(), 100 * share) if share is not None else "",
        "of": _("{n} of {all} in 30 days", n=one.done, all=one.due) if one.due else "",
        "marks": [_mark(mark) for mark in one.marks],
        "can_do": one.can_do,
        "can_change": one.can_change,
    }


def _mark(mark: Mark) -> dict[str, str]:
    day = i18n.short_day(locale(), mark.day)
    if mark.state is None:
        return {"mark": "off", "words": _("{day}: not due", day=day)}
    shape, words = MARKS[mark.state]
    return {"mark": shape, "words": f"{day}: {_(words)}"}


def _minutes(text: str) -> int:
    try:
        found = time.fromisoformat(text or "23:59")
    except ValueError as error:
        raise InvalidInput("Write times as 09:00.") from error
    return found.hour * 60 + found.minute

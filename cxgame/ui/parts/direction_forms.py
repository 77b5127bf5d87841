"""The forms of an objective: what it says with its key results, and a check-in on all of them."""

from datetime import date
from typing import Any

import streamlit as st

from cxgame import clock, i18n
from cxgame.direction import form as forms
from cxgame.direction import service
from cxgame.direction.form import Figure, ObjectiveForm, ResultForm
from cxgame.direction.okr import Confidence, Measure
from cxgame.direction.queries import ObjectiveView
from cxgame.errors import CxgameError, InvalidInput
from cxgame.look import markup
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.ui import address, figures
from cxgame.ui.parts import direction_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

FREE = 2  # empty key results below those that are there
AT_FIRST = 4
FREE_ROW = dict.fromkeys(("id", "title", "start", "target", "band", "unit"), "") | {"weight": "1"}


def edit(actor: Actor, known: ObjectiveView | None) -> None:
    """Show the form of an objective, or of a new one, and save what it sends."""
    form = known.form if known else None
    everybody = load(people.people, actor=actor)
    sent = sheet(
        markup.render(
            "direction/form.html",
            locale(),
            known=known,
            form=form,
            owner_id=form.owner_id if form else actor.person_id,
            people=[(one.id, one.name) for one in everybody if one.role != Role.FRONTLINE],
            rows=_rows(form.results if form else ()),
            weights=[(n, str(n)) for n in forms.WEIGHTS],
            most=forms.MOST_RESULTS,
        ),
        key=f"objective-{known.id if known else 'new'}",
    )
    if sent.get("name") == "save":
        _save(actor, known, sent)


def check_in(actor: Actor, one: ObjectiveView) -> None:
    """Show where each key result stood last, and note where it stands now."""
    sent = sheet(
        markup.render(
            "direction/check_in.html",
            locale(),
            objective=one,
            rows=[
                {
                    "id": result.form.id,
                    "title": result.form.title,
                    "unit": result.form.unit,
                    "way": direction_words.way(result.form),
                    "was": direction_words.with_unit(result.value, result.form.unit)
                    if result.value is not None
                    else "",
                    "confidence": result.confidence or Confidence.MEDIUM,
                }
                for result in one.results
            ],
            choices=[(key.value, _(words)) for key, words in direction_words.CHOICES.items()],
        ),
        key=f"check-{one.id}",
    )
    if sent.get("name") != "noted":
        return
    try:
        given = _figures(one, sent)
    except InvalidInput as error:
        _answer(error, "")
        return
    noted = attempt(
        service.check_in, actor=actor, objective_id=one.id, figures=given, now=clock.now()
    )
    _answer(noted, _("Noted. Thank you."), check="")


def typed(sent: dict[str, str]) -> ObjectiveForm:
    """Return the objective that a browser sent; raise InvalidInput for no day or no figure."""
    try:
        starts_on, ends_on = (
            date.fromisoformat(sent.get(name, "")) for name in ("starts_on", "ends_on")
        )
    except ValueError as error:
        raise InvalidInput("This is not a day of the calendar.") from error
    numbers = [n for n in range(forms.MOST_RESULTS) if sent.get(f"title-{n}", "").strip()]
    return ObjectiveForm(
        title=sent.get("title", ""),
        starts_on=starts_on,
        ends_on=ends_on,
        owner_id=whole(sent.get("owner_id")),
        why=sent.get("why", ""),
        results=tuple(_result(sent, n) for n in numbers),
    )


def _result(sent: dict[str, str], n: int) -> ResultForm:
    start, target, band = (
        figures.read(sent.get(f"{name}-{n}", "")) for name in ("start", "target", "band")
    )
    if start is None or target is None:
        raise InvalidInput(
            "“{title}” needs where it starts and where it should get.", title=sent[f"title-{n}"]
        )
    return ResultForm(
        title=sent[f"title-{n}"],
        measure=Measure(start, target, band or 0.0),
        unit=sent.get(f"unit-{n}", ""),
        weight=whole(sent.get(f"weight-{n}")) or 1,
        id=whole(sent.get(f"id-{n}")) or None,
    )


def _figures(one: ObjectiveView, sent: dict[str, str]) -> list[Figure]:
    given = []
    for result in one.results:
        value = figures.read(sent.get(f"value-{result.form.id}", ""))
        if value is None or result.form.id is None:
            continue
        sure = sent.get(f"confidence-{result.form.id}", "")
        given.append(
            Figure(
                result.form.id,
                value,
                Confidence(sure) if sure in list(Confidence) else Confidence.MEDIUM,
                sent.get(f"note-{result.form.id}", ""),
            )
        )
    return given


def _save(actor: Actor, known: ObjectiveView | None, sent: dict[str, str]) -> None:
    try:
        form = typed(sent)
    except InvalidInput as error:
        _answer(error, "")
        return
    asked: dict[str, Any] = {"actor": actor, "form": form, "now": clock.now()}
    if known is None:
        made = attempt(service.add_objective, **asked)
        _answer(made, _("The objective is set."), form="")
        return
    changed = attempt(
        service.change_objective,
        objective_id=known.id,
        version=whole(sent.get("version")),
        **asked,
    )
    _answer(changed, _("Saved."), form="")


def _rows(known: tuple[ResultForm, ...]) -> list[dict[str, str]]:
    """Return the key results as their fields show them, and some empty ones."""
    rows = [
        {
            "id": str(one.id),
            "title": one.title,
            "start": figures.typed(one.measure.start),
            "target": figures.typed(one.measure.target),
            "band": figures.typed(one.measure.band or None),
            "unit": one.unit,
            "weight": str(one.weight),
        }
        for one in known
    ]
    total = min(forms.MOST_RESULTS, max(AT_FIRST, len(rows) + FREE))
    return rows + [FREE_ROW] * (total - len(rows))


def _answer(outcome: object, done: str, **forgotten: str) -> None:
    if isinstance(outcome, CxgameError):
        st.error(i18n.say(locale(), outcome), icon=":material/info:")
        return
    flash(done)
    address.turn(**forgotten)

"""One study of causes: its picture to print, its form, what it rests on and what follows."""

from typing import Any

import streamlit as st

from cxgame import clock, i18n
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.errors import Conflict, CxgameError
from cxgame.feedback.inbox import RecordView
from cxgame.feedback.studies import queries, service
from cxgame.feedback.studies.form import HINTS, MOST_WHYS, NAMES, Category, StudyForm
from cxgame.feedback.studies.queries import StudyView
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.thread import studies as thread
from cxgame.thread.studies import StudyCard
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts.thread import LEVELS, levels
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, go, load

DRAFT = "study-draft"  # what was typed when somebody else was faster: (id, form)


def show(actor: Actor, made: StudyView) -> None:
    """Show a study and follow what is done with it."""
    cards = load(thread.cards_of_study, actor=actor, study_id=made.id)
    behind = load(queries.newest_records, actor=actor, record_ids=made.record_ids)
    team = made.form.team_id
    typed = _typed_before(made)
    sent = sheet(
        markup.render(
            "analysis/study.html",
            locale(),
            **_form_values(actor, typed or made.form),
            study=made,
            is_late=typed is not None,
            about=_about(made),
            bones=_bones(made.form),
            records=f"records?{made.asked}" if made.asked else "",
            rests_on=ngettext("{n} record", "{n} records", len(made.record_ids)),
            newest=[_record(one) for one in behind],
            cards=[_card(card) for card in cards],
            may_change=permissions.allows(actor, "feedback.change_study", team_id=team),
            may_card=permissions.allows(actor, "thread.make_card_of_study", team_id=team),
            levels=levels(actor),
            key=f"{made.id}-{made.version}",
        ),
        key=f"study-{made.id}",
    )
    follow(sent)
    _follow(actor, made, sent)


def new(actor: Actor, asked: str, record_ids: list[int]) -> None:
    """Show the form of a study that is not kept yet, and keep it."""
    sent = sheet(
        markup.render(
            "analysis/study_new.html",
            locale(),
            **_form_values(actor, StudyForm(title="", team_id=actor.team_id)),
            rests_on=ngettext("{n} record", "{n} records", len(record_ids)) if record_ids else "",
            key="new",
        ),
        key="study-new",
    )
    follow(sent)
    if sent.get("name") == "causes":
        go("analysis", view="causes")
    if sent.get("name") != "save":
        return
    done = attempt(
        service.add_study,
        actor=actor,
        form=typed_form(sent),
        asked=asked,
        record_ids=record_ids,
        now=clock.now(),
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("Saved."))
    go("study", id=done)


def typed_form(sent: dict[str, str]) -> StudyForm:
    """Return what a form sent; a line of a category is a cause."""
    return StudyForm(
        title=sent.get("title", ""),
        problem=sent.get("problem", ""),
        team_id=feedback.whole(sent, "team"),
        whys=tuple(sent.get(f"why{n}", "") for n in range(1, MOST_WHYS + 1)),
        causes={one: tuple(sent.get(one, "").splitlines()) for one in Category},
        root_cause=sent.get("root_cause", ""),
    )


def _form_values(actor: Actor, form: StudyForm) -> dict[str, Any]:
    teams = feedback.teams_for(actor, "feedback.add_study")
    whys = [*form.whys, *[""] * MOST_WHYS][:MOST_WHYS]
    return {
        "form": form,
        "whys": list(enumerate(whys, start=1)),
        "categories": [
            (one.value, _(NAMES[one]), _(HINTS[one]), "\n".join(form.causes.get(one, ())))
            for one in Category
        ],
        "teams": feedback.named(teams),
        "whole_company": _("The whole company") if actor.sees_all else "",
    }


def _about(made: StudyView) -> str:
    changed = i18n.moment(locale(), made.changed_at, clock.zone())
    said = (
        made.team or _("The whole company"),
        _("changed by {name}, {when}", name=made.changed_by, when=changed)
        if made.changed_by
        else changed,
    )
    return " · ".join(said)


def _bones(form: StudyForm) -> list[tuple[str, tuple[str, ...]]]:
    return [(_(NAMES[one]), tuple(form.causes.get(one, ()))) for one in Category]


def _record(one: RecordView) -> dict[str, str]:
    """Return a record that a study rests on, without what is personal."""
    day = i18n.day(locale(), one.on_day)
    return {
        "title": feedback.veiled(one.text) or _("A score without words."),
        "sub": " · ".join(filter(None, (one.team, one.touchpoint, day))),
        "address": f"records?record={one.id}",
    }


def _card(card: StudyCard) -> dict[str, str]:
    if card.level is None:
        return {"title": _("A card on another board"), "sub": "", "address": ""}
    return {
        "title": card.title,
        "sub": " · ".join(filter(None, (_(LEVELS[card.level][0]), card.column))),
        "address": f"board?level={card.level}&card={card.card_id}",
    }


def _follow(actor: Actor, made: StudyView, sent: dict[str, str]) -> None:
    match sent.get("name"):
        case "save":
            _save(actor, made, sent)
        case "remove":
            done = attempt(service.remove_study, actor=actor, study_id=made.id, now=clock.now())
            if isinstance(done, CxgameError):
                feedback.refused(done)
                return
            flash(_("The study is gone; its records and cards are still there."))
            go("analysis", view="causes")
        case "card":
            _make_card(actor, made, sent)
        case "causes":
            go("analysis", view="causes")


def _save(actor: Actor, made: StudyView, sent: dict[str, str]) -> None:
    form = typed_form(sent)
    done = attempt(
        service.change_study,
        actor=actor,
        study_id=made.id,
        form=form,
        version=feedback.whole(sent, "version") or 0,
        now=clock.now(),
    )
    if isinstance(done, Conflict):
        st.session_state[DRAFT] = (made.id, form)
        st.rerun()
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    st.session_state.pop(DRAFT, None)
    flash(_("Saved."))
    address.turn(id=str(made.id))


def _typed_before(made: StudyView) -> StudyForm | None:
    """Return what this person typed into this study when somebody else was faster."""
    study_id, form = st.session_state.get(DRAFT, (None, None))
    return form if study_id == made.id else None


def _make_card(actor: Actor, made: StudyView, sent: dict[str, str]) -> None:
    level = next((level for level in Level if level == sent.get("level")), Level.TACTICAL)
    done = attempt(
        thread.make_card_of_study,
        actor=actor,
        study_id=made.id,
        level=level,
        form=CardForm(title=sent.get("title", ""), why=made.form.root_cause),
        now=clock.now(),
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("The card is on the board."))
    address.turn(id=str(made.id))

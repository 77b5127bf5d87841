"""Templates of visits: the list, and the desk at which one is written."""

from typing import Any

import streamlit as st

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback.visits import form as forms
from cxgame.feedback.visits import templates
from cxgame.feedback.visits.form import Item, Section, TemplateForm
from cxgame.feedback.visits.kinds import ItemKind, VisitKind
from cxgame.feedback.visits.templates import TemplateView
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_visit_words as words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, load

BLANK = Item(key="", text={})


def listed(actor: Actor) -> None:
    """Show the templates, and add one."""
    known = load(templates.templates)
    sent = sheet(
        markup.render(
            "feedback/visits/templates.html",
            locale(),
            templates=[_row(one) for one in known],
            is_new=bool(address.read("new")),
            kinds=[(key.value, _(name), icon) for key, (name, icon) in words.KINDS.items()],
            form=TemplateForm(VisitKind.MYSTERY, {}),
            touchpoints=[place[:2] for place in feedback.touchpoint_choices()],
        ),
        key="visit-templates",
    )
    follow(sent)
    if sent.get("name") != "add":
        return
    kind = VisitKind.FIELD if sent.get("kind") == VisitKind.FIELD else VisitKind.MYSTERY
    form = _with_head(TemplateForm(kind, {}), sent)
    done = attempt(templates.add_visit_template, actor=actor, form=form, now=clock.now())
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    address.turn(id=str(done), new="")


def one(actor: Actor, made: TemplateView) -> None:
    """Show one template with all its forms, and keep what is changed."""
    steps = words.step_labels(actor)
    sent = sheet(
        markup.render(
            "feedback/visits/template.html",
            locale(),
            form=made.form,
            version=made.version,
            name=words.text(made.form.name),
            kind=_(words.KINDS[made.form.kind][0]),
            titles={part.key: words.text(part.title) for part in made.form.sections},
            texts={item.key: words.text(item.text) for item in made.form.items},
            about={item.key: _about(item, steps) for item in made.form.items},
            blank=BLANK,
            item_kinds=[(key.value, _(name)) for key, name in words.ITEMS.items()],
            steps=[(str(key), label) for key, label in steps.items()],
            touchpoints=[place[:2] for place in feedback.touchpoint_choices()],
        ),
        key=f"visit-template-{made.id}",
    )
    follow(sent)
    if sent.get("name") == "templates":
        address.turn(id="")
    try:
        form = _changed(made.form, words.fields(sent))
    except InvalidInput as error:
        feedback.refused(error)
        return
    if form is not None:
        _keep(actor, made, form)


def _keep(actor: Actor, made: TemplateView, form: TemplateForm) -> None:
    done = attempt(
        templates.change_visit_template,
        actor=actor,
        template_id=made.id,
        form=form,
        version=made.version,
        now=clock.now(),
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("Saved."))
    st.rerun()


def _changed(form: TemplateForm, sent: dict[str, str]) -> TemplateForm | None:
    """Return the template as what was sent makes it, None where nothing was."""
    match sent.get("name"):
        case "head":
            return _with_head(form, sent, is_active=sent.get("is_active") == "on")
        case "section":
            known = {part.key: part.items for part in form.sections}
            key = sent.get("section") or forms.new_key()
            title = {"pt-BR": sent.get("title_pt", ""), "en": sent.get("title_en", "")}
            section = Section(key, title, feedback.whole(sent, "weight") or 0, known.get(key, ()))
            return forms.with_section(form, section)
        case "item":
            return forms.with_item(form, sent.get("section", ""), _item(sent))
        case "remove":
            return forms.without(form, sent.get("value", ""))
    return None


def _item(sent: dict[str, str]) -> Item:
    return Item(
        key=sent.get("item") or forms.new_key(),
        text={"pt-BR": sent.get("text_pt", ""), "en": sent.get("text_en", "")},
        kind=ItemKind.SCALE if sent.get("kind") == ItemKind.SCALE else ItemKind.YES_NO,
        weight=feedback.whole(sent, "weight") or 0,
        is_critical=sent.get("critical") == "on",
        step_id=feedback.whole(sent, "step"),
    )


def _with_head(form: TemplateForm, sent: dict[str, str], *, is_active: bool = True) -> TemplateForm:
    mark = feedback.whole(sent, "pass_mark")
    return TemplateForm(
        kind=form.kind,
        name={"pt-BR": sent.get("name_pt", ""), "en": sent.get("name_en", "")},
        touchpoint_id=feedback.whole(sent, "touchpoint"),
        pass_mark=-1 if mark is None else mark,
        sections=form.sections,
        is_active=is_active,
    )


def _about(item: Item, steps: dict[int, str]) -> str:
    said = (
        _(words.ITEMS[item.kind]),
        _("weight {n}", n=item.weight),
        _("decides the visit") if item.is_critical else "",
        steps.get(item.step_id or 0, ""),
    )
    return " · ".join(filter(None, said))


def _row(made: TemplateView) -> dict[str, Any]:
    name, icon = words.KINDS[made.form.kind]
    n = len(made.form.items)
    return {
        "title": words.text(made.form.name),
        "sub": f"{_(name)} · {ngettext('{n} question', '{n} questions', n)}",
        "icon": icon,
        "is_active": made.form.is_active,
        "address": f"visit_templates?id={made.id}",
    }

"""The rules that open cases: the list in its order, and the form of one."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback import surveys
from cxgame.feedback.cases import ruling
from cxgame.feedback.cases.ruling import RuleForm, RuleView
from cxgame.feedback.cases.words import OwnerRule, Priority, Purpose, SlaUnit
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_case_words as words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

NEW = "new"
Choice = TypeVar("Choice", bound=StrEnum)
FIRST = RuleForm(
    {}, Purpose.RECOVER, Priority.NORMAL, 48, SlaUnit.HOURS, OwnerRule.MANAGER, kind=Kind.SURVEY
)


def show(actor: Actor, now: datetime) -> None:
    """Show the rules, and the form of the one that the address names."""
    rules = load(ruling.case_rules)
    wanted = address.read("edit")
    edited = next((one for one in rules if str(one.id) == wanted), None)
    may = permissions.may(actor, "feedback.change_case_rule")
    sent = sheet(
        markup.render(
            "feedback/cases/rules.html",
            locale(),
            rules=[_line(one) for one in rules],
            may=may,
            form=_form(actor, edited, len(rules)) if may and (edited or wanted == NEW) else None,
        ),
        key="case_rules",
    )
    match sent.get("name"):
        case "edit":
            address.turn(edit=sent.get("value", ""))
        case "switch":
            _switch(actor, rules, sent, now)
        case "save":
            _save(actor, edited, sent, now)


def _line(one: RuleView) -> dict[str, Any]:
    form = one.form
    asks = [
        _(feedback.KINDS[form.kind]) if form.kind else "",
        _(feedback.BANDS[form.band]) if form.band else "",
        _(feedback.SURVEYS[form.survey_kind]) if form.survey_kind else "",
        _("came by: {channel}", channel=_(feedback.CHANNELS[form.channel])) if form.channel else "",
        _("one survey only") if form.survey_id else "",
        _("one touchpoint only") if form.touchpoint_id else "",
        _("with words like: {words}", words=", ".join(form.words[:4])) if form.words else "",
        _("with words") if form.needs_words else "",
        _("the customer can be reached") if form.needs_contact else "",
    ]
    gives = [
        _(words.PURPOSES[form.purpose]),
        words.promise(form.length, form.unit),
        _(words.PRIORITIES[form.priority]),
        _(words.OWNERS[form.owner]),
    ]
    return {
        "id": one.id,
        "name": form.name.get(locale(), ""),
        "asks": " · ".join(filter(None, asks)) or _("everything that is heard"),
        "gives": " · ".join(gives),
        "is_on": form.is_on,
    }


def _form(actor: Actor, edited: RuleView | None, count: int) -> dict[str, Any]:
    form = edited.form if edited else FIRST
    known = load(surveys.surveys, actor=actor)
    places = range(1, count + 1 + (edited is None))
    return {
        "id": edited.id if edited else NEW,
        "version": edited.version if edited else 0,
        "rule": form,
        "position": edited.position if edited else count + 1,
        "positions": [(str(n), str(n)) for n in places],
        "words": ", ".join(form.words),
        "kinds": [(key.value, _(name)) for key, name in feedback.KINDS.items()],
        "bands": [(key.value, _(name)) for key, name in feedback.BANDS.items()],
        "survey_kinds": [(key.value, _(name)) for key, name in feedback.SURVEYS.items()],
        "channels": [(key.value, _(name)) for key, name in feedback.CHANNELS.items()],
        "surveys": [(str(one.id), one.name) for one in known],
        "touchpoints": [(key, name) for key, name, _icon in feedback.touchpoint_choices()],
        "purposes": [(key.value, _(name)) for key, name in words.PURPOSES.items()],
        "priorities": [(key.value, _(name)) for key, name in words.PRIORITIES.items()],
        "units": [(key.value, _(name)) for key, name in words.UNITS.items()],
        "owners": [(key.value, _(name)) for key, name in words.OWNERS.items()],
    }


def read(sent: dict[str, str]) -> RuleForm:
    """Return what a form sent as a rule; raise InvalidInput for what it does not offer."""
    return RuleForm(
        name={"pt-BR": sent.get("name_pt", ""), "en": sent.get("name_en", "")},
        purpose=_must(Purpose, sent.get("purpose", "")),
        priority=_must(Priority, sent.get("priority", "")),
        length=feedback.whole(sent, "length") or 0,
        unit=_must(SlaUnit, sent.get("unit", "")),
        owner=_must(OwnerRule, sent.get("owner", "")),
        kind=_may(Kind, sent.get("kind", "")),
        band=_may(Band, sent.get("band", "")),
        survey_kind=_may(SurveyKind, sent.get("survey_kind", "")),
        channel=_may(Channel, sent.get("channel", "")),
        survey_id=feedback.whole(sent, "survey"),
        touchpoint_id=feedback.whole(sent, "touchpoint"),
        words=sent.get("words", "").split(","),
        needs_words="needs_words" in sent,
        needs_contact="needs_contact" in sent,
        is_on="is_on" in sent,
    )


def _save(actor: Actor, edited: RuleView | None, sent: dict[str, str], now: datetime) -> None:
    try:
        form = read(sent)
    except InvalidInput as error:
        feedback.refused(error)
        return
    if edited is None:
        _told(attempt(ruling.add_case_rule, actor=actor, form=form, now=now))
        return
    _told(
        attempt(
            ruling.change_case_rule,
            actor=actor,
            rule_id=edited.id,
            form=form,
            position=feedback.whole(sent, "position"),
            version=feedback.whole(sent, "version") or 0,
            now=now,
        )
    )


def _switch(actor: Actor, rules: list[RuleView], sent: dict[str, str], now: datetime) -> None:
    wanted = feedback.whole(sent, "value")
    rule = next((one for one in rules if one.id == wanted), None)
    if rule is None:
        return
    done = attempt(
        ruling.change_case_rule,
        actor=actor,
        rule_id=rule.id,
        form=replace(rule.form, is_on=not rule.form.is_on),
        version=rule.version,
        now=now,
    )
    _told(done)


def _told(done: int | CxgameError | None) -> None:
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("Saved. It holds for what is heard from now on."))
    address.turn(edit="")


def _must(kind: type[Choice], value: str) -> Choice:
    found = _may(kind, value)
    if found is None:
        raise InvalidInput("Choose what should change.")
    return found


def _may(kind: type[Choice], value: str) -> Choice | None:
    return kind(value) if value in set(kind) else None

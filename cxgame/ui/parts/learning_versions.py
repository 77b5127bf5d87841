"""The versions of an SOP or a module: a list, and one of them to read from end to end."""

from collections.abc import Iterator
from datetime import date

import streamlit as st
from markupsafe import Markup

from cxgame import clock, content, i18n
from cxgame.content import single
from cxgame.content.single import Body
from cxgame.learning.authoring.preview import Steps
from cxgame.learning.authoring.queries import VersionView
from cxgame.learning.authoring.rules import Kind
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.ui.parts import learning_preview, learning_publish, learning_studio, learning_words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import load


def show(
    actor: Actor,
    kind: Kind,
    key: str,
    found: list[VersionView],
    shown: VersionView,
    bodies: tuple[Body, Body],
) -> dict[str, str]:
    """Draw the list and the version being read; `bodies` are that one and the current one."""
    body, current = bodies
    changes, _more = learning_publish.compared(body, current, current)
    return sheet(
        markup.render(
            "learning/studio/versions.html",
            locale(),
            title=sops.words_of(body["title"], locale()),
            eyebrow=f"{_(learning_words.KINDS[kind])} · {key}",
            error=st.session_state.pop(learning_studio.PROBLEM, ""),
            may_write=permissions.may(actor, "learning.open_draft"),
            rows=[_row(kind, key, one, shown) for one in found],
            shown={
                "title": _("Version {n}", n=shown.number),
                "revision": shown.revision,
                "is_current": shown.is_current,
                "changes": changes,
            },
            inside=_inside(kind, body, clock.local_day(clock.now())),
        ),
        key="versions",
    )


def _row(kind: Kind, key: str, one: VersionView, shown: VersionView) -> dict[str, object]:
    day = i18n.day(locale(), one.effective_on or clock.local_day(one.created_at))
    is_coming = one.is_current and (one.effective_on or date.min) > clock.local_day(clock.now())
    facts = [_("in force from {day}", day=day) if is_coming else _("in force since {day}", day=day)]
    if one.author:
        facts.append(_("written by {name}", name=one.author))
    if one.approver:
        facts.append(_("approved by {name}", name=one.approver))
    if not one.author:
        facts.append(_("brought in from files") if one.is_own else _("came with CXGame"))
    return {
        "title": _("Version {n}", n=one.number),
        "sub": " · ".join(facts),
        "is_current": one.is_current,
        "state": (_("to come"), "soon") if is_coming else (_("in force"), "good"),
        "is_shown": one.revision == shown.revision,
        "address": f"versions?kind={kind}&key={key}&revision={one.revision}",
    }


def _inside(kind: Kind, body: Body, today: date) -> Markup:
    if kind is Kind.SOP:
        return learning_preview.sop_page(single.sop_of(body, []), today)
    module = single.module_of(body, [])
    sop = load(sops.text_of, module.sop)
    steps = Steps(sop, module.sop, locale())
    return markup.render(
        "learning/studio/reading.html",
        locale(),
        objective=module.objective.in_language(locale()),
        lesson=content.to_html(module.lesson.in_language(locale())),
        questions=[_question(one, steps) for one in module.questions],
        talk=_talk(module.scenario, steps),
    )


def _question(question: content.Question, steps: Steps) -> dict[str, object]:
    words, _icon = learning_words.QUESTION_KINDS[question.kind]
    return {
        "about": f"{_(words)} · {steps[question.step].title}",
        "prompt": question.prompt.in_language(locale()),
        "answers": list(_answers(question)),
        "feedback": question.feedback.in_language(locale()),
    }


def _answers(question: content.Question) -> Iterator[tuple[str, bool]]:
    def said(text: content.Text) -> str:
        return text.in_language(locale())

    match question.solution:
        case content.Choices(options=options):
            yield from ((said(option.text), option.right) for option in options)
        case content.Truth(answer=answer):
            yield _("True"), answer
            yield _("False"), not answer
        case content.ShortText(accepted=accepted):
            yield from ((words, True) for words in accepted.in_language(locale()))
        case content.Number(answer=figure, tolerance=tolerance, unit=unit):
            digits = 0 if figure.is_integer() else 2
            words = f"{i18n.number(locale(), figure, digits)} {said(unit)}".strip()
            yield f"{words} ± {tolerance:g}" if tolerance else words, True
        case content.Matching(pairs=pairs):
            yield from ((f"{said(pair.left)} → {said(pair.right)}", True) for pair in pairs)
        case content.Ordering(items=items):
            yield from ((f"{n}. {said(one.text)}", True) for n, one in enumerate(items, 1))


def _talk(scenario: content.Scenario, steps: Steps) -> dict[str, object]:
    numbers = {node.id: n for n, node in enumerate(scenario.nodes, 1)}
    return {
        "title": scenario.title.in_language(locale()),
        "customer": scenario.customer.in_language(locale()),
        "moments": [
            {
                "name": _("Moment {n}", n=numbers[node.id]),
                "scene": node.scene.in_language(locale()),
                "says": node.says.in_language(locale()),
                "mood": node.mood.in_language(locale()),
                "lines": list(_lines(node, numbers, steps)),
            }
            for node in scenario.nodes
        ],
    }


def _lines(node: content.Node, numbers: dict[str, int], steps: Steps) -> Iterator[str]:
    for choice in node.choices:
        to = _("Moment {n}", n=numbers.get(choice.goto, 0))
        yield f"{choice.text.in_language(locale())} → {to} (+{choice.points})"
    if node.end:
        outcome = _(learning_words.OUTCOMES[node.end.outcome.value])
        yield f"{outcome}: {node.end.title.in_language(locale())}"
        for remark in node.end.debrief:
            yield f"{steps[remark.step].title}: {remark.text.in_language(locale())}"

"""One visit as it stands: its result, its review, and what follows from what went wrong."""

from typing import Any

from cxgame import clock, i18n
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback.visits import planning, reviewing, scoring
from cxgame.feedback.visits.form import Item
from cxgame.feedback.visits.kinds import NOT_APPLICABLE, VisitState
from cxgame.feedback.visits.queries import VisitView
from cxgame.learning import tracks
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.thread import visits as thread
from cxgame.thread.visits import VisitDeed
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_visit_plan as plan
from cxgame.ui.parts import feedback_visit_report as report
from cxgame.ui.parts import feedback_visit_words as words
from cxgame.ui.parts.thread import levels
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

HAS_RESULT = (VisitState.SUBMITTED, VisitState.ACCEPTED, VisitState.PUBLISHED)


def show(actor: Actor, made: VisitView) -> None:
    """Show the report to its visitor as long as it is a draft, to all others how it stands."""
    if made.is_own and made.line.state is VisitState.DRAFT:
        report.show(actor, made)
        return
    may = permissions.allows(actor, "feedback.accept_visit", team_id=made.team_id)
    state, tone = words.STATES[made.line.state]
    items = {item.key: item for section in made.sections for item in section.items}
    sent = sheet(
        markup.render(
            "feedback/visits/visit.html",
            locale(),
            visit=made,
            name=words.text(made.line.name),
            kind=_(words.KINDS[made.line.kind][0]),
            about=_about(made),
            state=_(state),
            tone=tone,
            has_result=made.line.state in HAS_RESULT,
            score=words.share(made.line.score),
            verdict=words.verdict(made.line.is_passed),
            failed=[words.text(items[key].text) for key in made.result.failed],
            files=report.files(made),
            events=[words.event(one, items) for one in made.events],
            may_review=may and made.line.state is VisitState.SUBMITTED and not made.is_own,
            may_publish=may and made.line.state is VisitState.ACCEPTED,
            may_cancel=may and made.line.state not in (VisitState.PUBLISHED, VisitState.CANCELLED),
            may_link=may and made.is_from_outside and made.line.state is VisitState.DRAFT,
            link=plan.shown_link(made.line.id),
            **_found(actor, made),
        ),
        key=f"visit-{made.line.id}",
    )
    follow(sent)
    _follow(actor, made, words.fields(sent))


def _about(made: VisitView) -> str:
    day = made.line.visited_on
    said = (
        made.line.team,
        i18n.day(locale(), day) if day else "",
        _("by {name}", name=made.visitor) if made.visitor else "",
    )
    return " · ".join(filter(None, said))


def _found(actor: Actor, made: VisitView) -> dict[str, Any]:
    """Return what was found by section and by step, with what followed."""
    steps = words.step_labels(actor) if made.steps else {}
    followed = load(thread.deeds_of_visit, actor=actor, visit_id=made.line.id)
    may_card = permissions.allows(actor, "thread.make_card_of_visit", team_id=made.team_id)
    modules = load(tracks.modules, actor=actor) if may_card else []
    return {
        "sections": [
            {
                "title": words.text(section.title),
                "share": part.score,
                "score": words.share(part.score),
                "items": [
                    _item(made, item, steps, followed.get(item.key, [])) for item in section.items
                ],
            }
            for section, part in zip(made.sections, made.result.sections, strict=True)
        ],
        "steps": [
            (steps[step], words.share(part.score), part.score or 0)
            for step, part in made.steps.items()
            if step in steps and part.n
        ],
        "may_card": may_card,
        "levels": levels(actor) if may_card else [],
        "modules": [(one.slug, one.title) for one in modules],
    }


def _item(
    made: VisitView, item: Item, steps: dict[int, str], followed: list[VisitDeed]
) -> dict[str, Any]:
    given = made.answers.get(item.key, "")
    is_failed = bool(given) and scoring.is_failed(scoring.earned(item, given))
    return {
        "key": item.key,
        "text": words.text(item.text),
        "answer": words.answer(given),
        "value": given,
        "options": words.answers(item),
        "tone": "plain"
        if not given or given == NOT_APPLICABLE
        else "soon"
        if is_failed
        else "good",
        "is_failed": is_failed,
        "is_critical": item.is_critical,
        "remark": made.remarks.get(item.key, ""),
        "step": steps.get(item.step_id or 0, ""),
        "cards": [
            (one.title, f"board?level={one.level}&card={one.card_id}")
            for one in followed
            if one.level is not None
        ],
        "is_trained": any(one.assignment_id for one in followed),
    }


def _follow(actor: Actor, made: VisitView, sent: dict[str, str]) -> None:
    done = _done(actor, made, sent)
    if done is None:
        return
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(done)
    address.turn()


def _done(actor: Actor, made: VisitView, sent: dict[str, str]) -> str | CxgameError | None:
    """Do what was tapped and return what to say of it, None for nothing."""
    who: dict[str, Any] = {"actor": actor, "visit_id": made.line.id, "now": clock.now()}
    seen = {**who, "version": made.version}
    match sent.get("name"):
        case "accept":
            return _said(attempt(reviewing.accept_visit, **seen), _("Accepted."))
        case "back":
            done = attempt(reviewing.send_back_visit, reason=sent.get("reason", ""), **seen)
            return _said(done, _("Sent back."))
        case "correct":
            done = attempt(
                reviewing.correct_visit,
                item_key=sent.get("item", ""),
                answer=sent.get("answer", ""),
                reason=sent.get("reason", ""),
                **seen,
            )
            return _said(done, _("Corrected; both answers stay in the history."))
        case "publish":
            return _said(attempt(reviewing.publish_visit, **seen), _("The team sees it now."))
        case "cancel":
            return _said(attempt(planning.cancel_visit, **who), _("Called off."))
        case "link":
            token = attempt(planning.renew_visit_link, **who)
            if not isinstance(token, CxgameError):
                plan.keep_link(made.line.id, token)
            return _said(token, _("Here is the new link."))
        case "card" | "train":
            return _act_upon(made, sent, who)
    return None


def _act_upon(made: VisitView, sent: dict[str, str], who: dict[str, Any]) -> str | CxgameError:
    item_key = sent.get("item", "")
    if sent.get("name") == "card":
        level = next((one for one in Level if one == sent.get("level")), Level.OPERATIONAL)
        form = CardForm(title=sent.get("title", ""), team_id=made.team_id)
        done: object = attempt(
            thread.make_card_of_visit, item_key=item_key, level=level, form=form, **who
        )
        return _said(done, _("The card is on the board."))
    try:
        due_on = plan.day_of(sent, "due_on")
    except InvalidInput as error:
        return error
    done = attempt(
        thread.train_visit_step,
        item_key=item_key,
        module_slug=sent.get("module", ""),
        due_on=due_on,
        **who,
    )
    return _said(done, _("The training was sent to the team."))


def _said(done: object, words_: str) -> str | CxgameError:
    return done if isinstance(done, CxgameError) else words_

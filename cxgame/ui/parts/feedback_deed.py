"""One deed: written from records, changed, tied to its card, published."""

from datetime import date
from typing import Any

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback import inbox
from cxgame.feedback.deeds import service
from cxgame.feedback.deeds.queries import DeedView
from cxgame.feedback.deeds.service import DeedForm
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.standards.touchpoints import named
from cxgame.thread import deeds as thread
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback, feedback_deeds, feedback_filters, record_links
from cxgame.ui.parts.feedback_visit_plan import day_of
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import attempt, flash, go, load


def new(actor: Actor, record_ids: list[int]) -> None:
    """Show the form of a new deed, begun with the words of its first record."""
    form, today = _begun(actor, record_ids), clock.local_day(clock.now())
    sent = sheet(
        markup.render(
            "feedback/deeds/form.html",
            locale(),
            deed=None,
            form=form,
            key="new",
            may_change=True,
            links=[],
            cards=[],
            rests_on=_rests_on(len(record_ids)) if record_ids else "",
            today=today,
            **_choices(actor),
        ),
        key="deed-new",
    )
    follow(sent)
    if sent.get("name") == "list":
        address.turn(new="", record="")
    if sent.get("name") != "save":
        return
    typed = _typed(sent)
    if isinstance(typed, CxgameError):
        feedback.refused(typed)
        return
    done = attempt(
        thread.tell_deed, actor=actor, form=typed, record_ids=record_ids, now=clock.now()
    )
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    flash(_("Kept as a draft. Publish it when it is right."))
    go("you_said", deed=done)


def behind(actor: Actor) -> list[int]:
    """Return the newest records that the filters in the address find, none without filters."""
    if not record_links.asked():
        return []
    wanted = feedback_filters.asked(actor, clock.local_day(clock.now())).wanted
    found = load(inbox.records, actor=actor, wanted=wanted, limit=service.MOST_RECORDS)
    return [record.id for record in found.records]


def one(actor: Actor, made: DeedView) -> None:
    """Show one deed, and do what is tapped."""
    may = permissions.allows(actor, "feedback.change_deed", team_id=made.form.team_id)
    cards = load(thread.cards_of_deeds, actor=actor, deed_ids=[made.id]).get(made.id, [])
    sent = sheet(
        markup.render(
            "feedback/deeds/form.html",
            locale(),
            deed=made,
            form=made.form,
            key=f"{made.id}-{made.version}",
            may_change=may,
            said=named(dict(made.form.said), locale()),
            done=named(dict(made.form.done), locale()),
            links=feedback_deeds.links(actor, made, cards),
            cards=load(thread.cards_to_link, actor=actor) if may else [],
            rests_on=_rests_on(made.records) if made.records else "",
            today=clock.local_day(clock.now()),
            **_choices(actor),
        ),
        key=f"deed-{made.id}",
    )
    follow(sent)
    if sent.get("name") == "list":
        address.turn(deed="")
    done = _done(actor, made, sent)
    if isinstance(done, CxgameError):
        feedback.refused(done)
    elif done:
        flash(done)
        address.turn(deed="" if sent.get("name") == "remove" else str(made.id))


def _done(actor: Actor, made: DeedView, sent: dict[str, str]) -> str | CxgameError:
    """Do what was tapped and return what to say of it, "" for nothing."""
    who: dict[str, Any] = {"actor": actor, "deed_id": made.id, "now": clock.now()}
    match sent.get("name"):
        case "save":
            typed = _typed(sent)
            if isinstance(typed, CxgameError):
                return typed
            done = attempt(service.change_deed, form=typed, version=made.version, **who)
            return done or _("Saved.")
        case "publish":
            return attempt(service.publish_deed, **who) or _("Everybody can read it now.")
        case "withdraw":
            return attempt(service.withdraw_deed, **who) or _("It is a draft again.")
        case "remove":
            return attempt(service.remove_deed, **who) or _("The draft is gone.")
        case "link":
            card_id = feedback.whole(sent, "card") or 0
            return attempt(thread.link_deed, card_id=card_id, **who) or _("Linked.")
    return ""


def _begun(actor: Actor, record_ids: list[int]) -> DeedForm:
    """Return a form with the first record's words, what is personal in them left out."""
    if not record_ids:
        return DeedForm({}, {}, team_id=None if actor.sees_all else actor.team_id)
    record = load(inbox.record, actor=actor, record_id=record_ids[0])
    words = feedback.veiled(record.text)[: service.LONGEST]
    return DeedForm(
        {record.language if record.language in ("pt-BR", "en") else locale(): words},
        {},
        team_id=record.team_id,
        touchpoint_id=record.touchpoint_id,
    )


def _typed(sent: dict[str, str]) -> DeedForm | InvalidInput:
    try:
        done_on: date | None = day_of(sent, "done_on")
    except InvalidInput as error:
        return error
    return DeedForm(
        said={"pt-BR": sent.get("said_pt", ""), "en": sent.get("said_en", "")},
        done={"pt-BR": sent.get("done_pt", ""), "en": sent.get("done_en", "")},
        done_on=done_on,
        team_id=feedback.whole(sent, "team"),
        unit_id=feedback.whole(sent, "unit"),
        touchpoint_id=feedback.whole(sent, "touchpoint"),
        sop_id=feedback.whole(sent, "sop"),
        is_for_customers=sent.get("is_for_customers") == "on",
    )


def _choices(actor: Actor) -> dict[str, Any]:
    today = clock.local_day(clock.now())
    return {
        "teams": feedback.named(feedback.teams_for(actor, "feedback.add_deed")),
        "whole": _("The whole company") if actor.sees_all else "",
        "units": [(str(one.id), one.name) for one in load(people.units) if one.is_active],
        "touchpoints": [place[:2] for place in feedback.touchpoint_choices()],
        "sops": [
            (str(one.id), f"{one.code} {one.title}")
            for one in load(sops.sops, actor=actor, today=today)
        ],
    }


def _rests_on(n: int) -> str:
    return ngettext("It answers {n} record.", "It answers {n} records.", n)

"""The list of content: what waits, what an update brought, and everything to write on."""

from urllib.parse import parse_qsl

import streamlit as st
from markupsafe import Markup

from cxgame import clock, i18n
from cxgame.errors import CxgameError
from cxgame.i18n import N_
from cxgame.learning.authoring import offers, opening, rules
from cxgame.learning.authoring.listing import DraftLine, Item
from cxgame.learning.authoring.offers import Answer, OfferView
from cxgame.learning.authoring.rules import Kind
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import learning_forms as forms
from cxgame.ui.parts import learning_pages as pages
from cxgame.ui.parts import learning_publish, learning_words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, go

KEY = "studio"
PROBLEM = "studio_problem"
GROUPS = {Kind.SOP: N_("SOPs"), Kind.MODULE: N_("Modules")}
ICONS = {Kind.SOP: "menu_book", Kind.MODULE: "bolt"}


def show(
    actor: Actor, items: list[Item], drafts: list[DraftLine], waiting: list[OfferView]
) -> dict[str, str]:
    """Draw the list and return what was tapped."""
    return sheet(render(actor, items, drafts, waiting), key=KEY)


def render(
    actor: Actor, items: list[Item], drafts: list[DraftLine], waiting: list[OfferView]
) -> Markup:
    """Return the page in the reader's language."""
    may_write = permissions.may(actor, "learning.begin_draft")
    new = address.read("new") if may_write else ""
    asked = address.number("offer")
    groups = [
        (_(title), [_item(one) for one in items if one.kind is kind])
        for kind, title in GROUPS.items()
    ]
    return markup.render(
        "learning/studio/studio.html",
        locale(),
        may_write=may_write,
        error=st.session_state.pop(PROBLEM, ""),
        new=new if new in list(Kind) else "",
        sops=pages.sop_choices() if new == Kind.MODULE else [],
        copies=[(one.key, f"{one.key} · {one.title}") for one in items if one.kind == new],
        offer=next((_offer(one) for one in waiting if one.id == asked), None),
        offers=[_offer_line(one) for one in waiting if one.id != asked],
        drafts=[_draft(one) for one in drafts],
        groups=[group for group in groups if group[1]],
    )


def follow(actor: Actor, sent: dict[str, str]) -> None:
    """Do what was tapped: open a draft, begin something new, answer an offer, turn the page."""
    value = sent.get("value", "")
    match sent.get("name"):
        case "turn":
            address.turn(**dict(parse_qsl(value, keep_blank_values=True)))
        case "write":
            kind, _colon, key = value.partition(":")
            write(actor, kind, key)
        case "begin":
            _begin(actor, sent)
        case "answer":
            _answer(actor, value)


def write(actor: Actor, kind: str, key: str, revision: str = "") -> None:
    """Open a draft of an SOP or a module and go there; else say why on the next run."""
    if kind not in list(Kind):
        return
    done = attempt(
        opening.open_draft,
        actor=actor,
        kind=Kind(kind),
        key=key,
        revision=revision,
        now=clock.now(),
    )
    _go_on(done)


def _begin(actor: Actor, sent: dict[str, str]) -> None:
    if sent.get("kind") not in list(Kind):
        return
    done = attempt(
        opening.begin_draft,
        actor=actor,
        kind=Kind(sent["kind"]),
        title=forms.text(sent, "title"),
        sop=sent.get("sop", ""),
        copy_of=sent.get("copy_of", ""),
        now=clock.now(),
    )
    _go_on(done)


def _answer(actor: Actor, value: str) -> None:
    offer_id = address.number("offer")
    if offer_id is None or value not in list(Answer):
        return
    done = attempt(
        offers.answer_offer,
        actor=actor,
        offer_id=offer_id,
        answer=Answer(value),
        now=clock.now(),
    )
    if done is None:
        flash(_("Taken.") if value == Answer.THEIRS else _("Yours stays."))
        address.turn(offer="")
    _go_on(done)


def _go_on(done: int | CxgameError | None) -> None:
    """Go to a draft; keep an error for the next run, on which what was typed still stands."""
    if isinstance(done, CxgameError):
        st.session_state[PROBLEM] = i18n.say(locale(), done)
        st.rerun()
    if done:
        go("draft", id=done)


def _item(item: Item) -> dict[str, object]:
    origin = _("written here") if item.is_own else _("came with CXGame")
    version = "" if item.version is None else _("version {n}", n=item.version)
    since = i18n.day(locale(), clock.local_day(item.since))
    key = item.key if item.kind is Kind.SOP else ""
    return {
        "kind": item.kind.value,
        "key": item.key,
        "icon": ICONS[item.kind],
        "title": item.title,
        "sub": " · ".join(words for words in (key, version, origin, since) if words),
        "address": f"versions?kind={item.kind}&key={item.key}",
        "draft": f"draft?id={item.draft_id}" if item.draft_id else "",
    }


def _draft(line: DraftLine) -> dict[str, object]:
    words, tone = learning_words.state(line.state)
    ago = i18n.ago(locale(), line.changed_at, clock.now())
    facts = [line.key, f"{line.editor or '–'}, {ago}"]
    if line.effective_on and line.state not in rules.WRITING:
        facts.append(_("in force from {day}", day=i18n.day(locale(), line.effective_on)))
    return {
        "title": line.title,
        "sub": " · ".join(facts),
        "icon": ICONS[line.kind],
        "address": f"draft?id={line.id}",
        "state": _("waits for you") if line.is_for_me else words,
        "tone": tone,
    }


def _offer_line(offer: OfferView) -> dict[str, object]:
    day = i18n.day(locale(), clock.local_day(offer.found_at))
    kind = _(learning_words.KINDS[offer.kind])
    name = offer.key if offer.key.startswith(kind) else f"{kind} {offer.key}"
    sub = f"{name} · " + _("it differs from yours; nothing was changed")
    return {"id": offer.id, "title": offer.title, "sub": f"{sub} · {day}"}


def _offer(offer: OfferView) -> dict[str, object]:
    rows, more = learning_publish.compared(offer.ours, offer.theirs, offer.theirs)
    return {
        "id": offer.id,
        "title": offer.title,
        "rows": rows,
        "more": more,
        "can_draft": offer.kind in list(Kind),
    }

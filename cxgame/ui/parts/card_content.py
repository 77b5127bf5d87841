"""What people put onto an opened card: checklist, files and comments, shown and followed."""

from typing import Any

from sqlmodel import Session

from cxgame import clock, i18n
from cxgame.boards import checklist, comments, files, scope
from cxgame.boards.checklist import Item
from cxgame.boards.comments import Comment
from cxgame.boards.files import FileLine
from cxgame.boards.views import CardView
from cxgame.content import markdown, papers
from cxgame.i18n import N_
from cxgame.people.actor import Actor
from cxgame.ui import sent_file
from cxgame.ui.parts import card_words
from cxgame.ui.parts.boards import whole
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, load

DONE = {"comment": N_("Said."), "file": N_("The file is in.")}


def values(actor: Actor, card: CardView) -> dict[str, Any]:
    """Return what `boards/content.html` needs, in the reader's language."""
    steps, content = card.content.items, card.content
    done = sum(one.done_at is not None for one in steps)
    return {
        "steps": [_step(one, steps[at - 1].id if at else 0) for at, one in enumerate(steps)],
        "steps_note": _("{n} of {all} done", n=done, all=len(steps)) if steps else "",
        "files": [_file(one) for one in content.files],
        "accept": papers.ACCEPT,
        "most_mb": papers.LARGEST // 10**6,
        "comments": [_comment(one) for one in content.comments],
        "people": load(_people, actor=actor, card_id=card.id) if card.may.comment else [],
    }


def act(actor: Actor, card: CardView, sent: dict[str, str]) -> tuple[object, str] | None:
    """Carry out what was tapped, if it is about what a card holds; return outcome and words."""
    name, _colon, number = sent.get("name", "").partition(":")
    value, words = sent.get("value", ""), sent.get("words", "")
    asked: dict[str, Any] = {"actor": actor, "now": clock.now()}
    on_card = {**asked, "card_id": card.id}
    done: object
    match name:
        case "steps":
            done = attempt(checklist.add_items, **on_card, lines=sent.get("lines", ""))
        case "tick":
            item, is_done = whole(number), value == "on"
            done = attempt(checklist.tick_item, **asked, item_id=item, is_done=is_done)
        case "step_up":
            done = _raise(card, value, asked)
        case "step_off":
            done = attempt(checklist.remove_item, **asked, item_id=whole(value))
        case "file":
            data, file_name = sent_file.data_of(sent), sent_file.name_of(sent)
            done = attempt(files.add_file, **on_card, data=data, name=file_name)
        case "file_off":
            done = attempt(files.remove_file, **asked, file_id=whole(value))
        case "comment":
            done = attempt(comments.add_comment, **on_card, text=words)
        case "comment_change":
            done = attempt(comments.change_comment, **asked, comment_id=whole(value), text=words)
        case "comment_off":
            done = attempt(comments.remove_comment, **asked, comment_id=whole(value))
        case _:
            return None
    return done, _(DONE[name]) if name in DONE else ""


def _raise(card: CardView, value: str, asked: dict[str, Any]) -> object:
    """Put a step of the checklist before the one that stands above it."""
    number, _colon, above = value.partition(":")
    item = next((one for one in card.content.items if one.id == whole(number)), None)
    text = item.text if item else ""
    return attempt(
        checklist.change_item, **asked, item_id=whole(number), text=text, before=whole(above)
    )


def _people(session: Session, *, actor: Actor, card_id: int) -> list[str]:
    """Return the names of whom a comment on this card may mention, those on it first."""
    card = scope.card(session, actor=actor, card_id=card_id)
    acting = scope.holders_of(session, card_id)
    seeing = [one for one in scope.who_sees(session, card) if one.id != actor.person_id]
    return [one.name for one in sorted(seeing, key=lambda one: (one.id not in acting, one.name))]


def _step(one: Item, above: int) -> dict[str, object]:
    told = ""
    if one.done_at:
        told = _("{who}, {moment}", who=one.done_by or "–", moment=card_words.moment(one.done_at))
    return {
        "id": one.id,
        "heading": one.heading,
        "text": one.text,
        "is_done": one.done_at is not None,
        "told": told,
        "above": above,
    }


def _file(one: FileLine) -> dict[str, object]:
    size = i18n.number(locale(), max(1, round(one.size / 1000)))
    about = (_("{n} kB", n=size), one.who, card_words.day_of(one.at))
    return {
        "id": one.id,
        "name": one.name,
        "href": one.address,
        "is_picture": one.mime.startswith("image/"),
        "about": " · ".join(filter(None, about)),
    }


def _comment(one: Comment) -> dict[str, object]:
    when = card_words.moment(one.at)
    return {
        "id": one.id,
        "who": one.who or _("The system"),
        "when": _("{moment}, changed", moment=when) if one.is_changed else when,
        "text": one.text,
        "html": markdown.to_html(one.text),
        "is_removed": one.is_removed,
        "is_own": one.is_own and not one.is_removed,
        "turn": len(one.text),
    }

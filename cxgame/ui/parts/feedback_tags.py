"""The page of tags: each with its records, renamed, merged and dropped; and the rules in order."""

from urllib.parse import urlencode

from cxgame import clock
from cxgame.feedback.tagging import service
from cxgame.feedback.tagging.queries import RuleView, TagCount
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback, feedback_rule
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import act


def page(actor: Actor, tags: list[TagCount], rules: list[RuleView]) -> None:
    """Show tags and rules, and follow what is tapped."""
    sent = sheet(
        markup.render(
            "feedback/tags.html",
            locale(),
            tags=[
                (one.tag, one.records, "/records?" + urlencode({"tag": one.tag})) for one in tags
            ],
            rules=[line(actor, rule) for rule in rules],
        ),
        key="tags",
    )
    _follow(actor, rules, sent)


def line(actor: Actor, rule: RuleView) -> dict[str, object]:
    """Return a rule as the list says it: what it looks for, and what it does."""
    places = {key: name for key, name, _icon in feedback.touchpoint_choices()}
    asks = [
        _("says: {words}", words=", ".join(rule.words.replace("\n", ",").split(",")))
        if rule.words
        else "",
        _(feedback.KINDS[rule.kind]) if rule.kind else "",
        _(feedback.BANDS[rule.band]) if rule.band else "",
        places.get(str(rule.touchpoint_id), "") if rule.touchpoint_id else "",
    ]
    return {
        "id": rule.id,
        "asks": [words for words in asks if words],
        "tag": rule.tag,
        "step": feedback_rule.step_name(actor, rule.sop_step_id),
        "is_on": rule.is_on,
    }


def _follow(actor: Actor, rules: list[RuleView], sent: dict[str, str]) -> None:
    now, value = clock.now(), sent.get("value", "")
    number = feedback.whole(sent, "value") or 0
    match sent.get("name"):
        case "open":
            follow(sent)
        case "rule" | "past" as name:
            address.turn(**{name: value})
        case "rename":
            act(
                _("The tag was renamed."),
                service.rename_tag,
                actor=actor,
                tag=sent.get("tag", ""),
                to=sent.get("to", ""),
                now=now,
            )
        case "drop_tag":
            act(
                _("The tag was taken off."),
                service.rename_tag,
                actor=actor,
                tag=value,
                to="",
                now=now,
            )
        case "up" | "down" as way:
            to_front = way == "up"
            act("", service.move_tag_rule, actor=actor, rule_id=number, to_front=to_front, now=now)
        case "drop_rule":
            done = _("The rule was deleted.")
            act(done, service.drop_tag_rule, actor=actor, rule_id=number, now=now)
        case "turn":
            _turn(actor, next((rule for rule in rules if rule.id == number), None))


def _turn(actor: Actor, rule: RuleView | None) -> None:
    """Turn a rule on or off."""
    if rule is None:
        return
    act(
        _("The rule is off.") if rule.is_on else _("The rule is on."),
        service.change_tag_rule,
        actor=actor,
        rule_id=rule.id,
        tag=rule.tag,
        words=rule.words,
        kind=rule.kind,
        band=rule.band,
        touchpoint_id=rule.touchpoint_id,
        sop_step_id=rule.sop_step_id,
        is_on=not rule.is_on,
        version=rule.version,
        now=clock.now(),
    )

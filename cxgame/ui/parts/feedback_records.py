"""The customers' voice: the list, what is done with the rows chosen in it, the way to more."""

from cxgame import clock, i18n
from cxgame.feedback import inbox, sorting
from cxgame.feedback.inbox import Page, RecordView
from cxgame.feedback.kinds import Kind, ObservationKind
from cxgame.feedback.tagging import service as tagging
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui import address
from cxgame.ui.parts import feedback, feedback_filters, feedback_views
from cxgame.ui.parts.feedback_complaint import steps_at
from cxgame.ui.parts.feedback_filters import PER_PAGE, Asked
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act, go, load

ICONS = {Kind.COMPLAINT: "report", Kind.COMPLIMENT: "favorite", Kind.SUGGESTION: "lightbulb"}


def find(actor: Actor, asked: Asked) -> Page:
    """Return the page of records that the address asks for."""
    return load(
        inbox.records, actor=actor, wanted=asked.wanted, limit=PER_PAGE, offset=asked.offset
    )


def page(actor: Actor, asked: Asked, found: Page, answered: frozenset[int]) -> None:
    """Show the records with their filters, and follow what is tapped."""
    choices = feedback_filters.fields(actor, asked)
    may_sort = permissions.may(actor, "feedback.tag_records")
    sent = sheet(
        markup.render(
            "feedback/records.html",
            locale(),
            asked=asked,
            values={name: address.read(name) for name in feedback_filters.FILTERS}
            | {"days": asked.days, "show": asked.show},
            main=feedback_filters.MAIN[1:],
            rest=[n for n in feedback_filters.REST if n not in ("since", "until")],
            labels=feedback_filters.labels(),
            choices=choices,
            in_use=feedback_filters.in_use(asked, choices),
            views=feedback_views.listed(actor),
            records=[line(record, is_answered=record.id in answered) for record in found.records],
            has_more=found.has_more,
            may_sort=may_sort,
            steps=steps_at(actor, asked.wanted.cut.touchpoint_id) if may_sort else [],
            may_release=asked.wanted.is_held,
        ),
        key="records",
    )
    _follow(actor, sent)


def _follow(actor: Actor, sent: dict[str, str]) -> None:
    match sent.get("name"):
        case "filter":
            address.turn(**{**feedback_filters.cleared(), **feedback_filters.given(sent)})
        case "drop":
            address.turn(**_without(sent.get("value", "")))
        case "clear":
            address.turn(**{**feedback_filters.cleared(), "view": feedback_views.ALL})
        case "page" | "record" | "keep" | "export" as name:
            address.turn(**{name: sent.get("value", "")})
        case "view":
            feedback_views.open_view(actor, sent.get("value", ""))
        case "tags_page":
            go("tags")
        case "platform":
            go("platform")
        case "picked":
            _on_picked(actor, sent)


def _without(name: str) -> dict[str, str]:
    """Return the changes that take one filter out of the address."""
    if name == "days":
        return {"days": "", "since": "", "until": "", "page": ""}
    return {name: "", "page": ""} if name in feedback_filters.FILTERS else {}


def _on_picked(actor: Actor, sent: dict[str, str]) -> None:
    """Do with the chosen rows what the tapped button says."""
    ids = [int(word) for word in sent.get("ids", "").split() if word.isascii() and word.isdigit()]
    done, now = _done(len(ids)), clock.now()
    match sent.get("do"):
        case "untag":
            act(done, tagging.tag_records, actor=actor, record_ids=ids, take=_named(sent), now=now)
        case "place":
            act(
                done,
                sorting.place_records,
                actor=actor,
                record_ids=ids,
                touchpoint_id=feedback.whole(sent, "place"),
                sop_step_id=feedback.whole(sent, "at_step"),
                now=now,
            )
        case "release":
            act(done, sorting.release_records, actor=actor, record_ids=ids, now=now)
        case _:
            act(done, tagging.tag_records, actor=actor, record_ids=ids, put=_named(sent), now=now)


def _named(sent: dict[str, str]) -> list[str]:
    return [word for word in sent.get("named", "").split(",") if word.strip()]


def _done(n: int) -> str:
    return ngettext("Done for {n} record.", "Done for {n} records.", n)


def line(record: RecordView, *, is_answered: bool = False) -> dict[str, object]:
    """Return a record as the list shows it."""
    when = i18n.moment(locale(), record.collected_at, clock.zone())
    return {
        "id": record.id,
        "version": record.version,
        "score": record.score,
        "band": record.band or "",
        "text": feedback.masked(record.text),
        "who": [words for words in (record.team, what(record), record.touchpoint, when) if words],
        "tags": record.tags,
        "icon": icon(record),
        "is_held": record.is_held,
        "is_answered": is_answered,
        "is_complaint": record.kind is Kind.COMPLAINT,
    }


def what(record: RecordView) -> str:
    """Return what kind of record it is, in words."""
    if record.kind is Kind.SURVEY and record.survey_kind:
        return _(feedback.SURVEYS[record.survey_kind])
    if record.observation_kind:
        kind = _(feedback.OBSERVATIONS[ObservationKind(record.observation_kind)][0])
        return _("Observation: {kind}", kind=kind)
    return _(feedback.KINDS[record.kind])


def icon(record: RecordView) -> str:
    """Return the symbol of a record that bears no score."""
    if record.observation_kind:
        return feedback.OBSERVATIONS[ObservationKind(record.observation_kind)][1]
    return ICONS.get(record.kind, "chat_bubble")

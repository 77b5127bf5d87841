"""The customers' voice: what the address asks to read, the list, and its filters."""

from dataclasses import dataclass
from datetime import date, timedelta

from cxgame import clock, i18n
from cxgame.feedback.inbox import Filter, Page, RecordView
from cxgame.feedback.kinds import Kind, ObservationKind
from cxgame.feedback.scales import Band
from cxgame.feedback.scope import Cut
from cxgame.i18n import N_
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.people.queries import TeamView
from cxgame.standards import sops
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

PER_PAGE = 25
FURTHEST = 400  # pages
DAYS = {"30": N_("Last 30 days"), "90": N_("Last 90 days"), "365": N_("Last 12 months")}
FILTERS = (
    "q",
    "kind",
    "band",
    "team",
    "touchpoint",
    "step",
    "days",
    "since",
    "until",
    "show",
    "batch",
    "page",
)
WORDS, HELD = "words", "held"
ICONS = {Kind.COMPLAINT: "report", Kind.COMPLIMENT: "favorite", Kind.SUGGESTION: "lightbulb"}


@dataclass(frozen=True)
class Asked:
    """What the address asks to read; `page` counts from 1."""

    wanted: Filter
    days: str
    show: str
    page: int

    @property
    def offset(self) -> int:
        """Return how many records lie before this page."""
        return PER_PAGE * (self.page - 1)


def asked(actor: Actor, today: date) -> Asked:
    """Read the address; what it says wrongly counts as not said."""
    days = address.read("days")
    since, until = _day("since"), _day("until")
    if days in DAYS:
        since, until = today - timedelta(days=int(days) - 1), None
    kind, band = address.read("kind"), address.read("band")
    show = address.read("show") if address.read("show") in dict(shows(actor)) else ""
    return Asked(
        wanted=Filter(
            cut=Cut(
                since=since,
                until=until,
                team_id=address.number("team"),
                touchpoint_id=address.number("touchpoint"),
            ),
            kinds=(Kind(kind),) if kind in set(Kind) else (),
            bands=(Band(band),) if band in set(Band) else (),
            sop_step_id=address.number("step"),
            batch_id=address.number("batch"),
            has_text=show == WORDS,
            is_held=True if show == HELD else None,
            search=address.read("q")[:100],
        ),
        show=show,
        days=days if days in DAYS else "given" if since or until else "",
        page=min(address.number("page") or 1, FURTHEST),
    )


def page(
    actor: Actor, said: Asked, found: Page, teams: list[TeamView], answered: frozenset[int]
) -> None:
    """Show the records with their filters, and follow what is tapped."""
    wanted = said.wanted
    sent = sheet(
        markup.render(
            "feedback/records.html",
            locale(),
            wanted=wanted,
            days=said.days,
            periods=periods(said),
            kinds=[(kind.value, _(name)) for kind, name in feedback.KINDS.items()],
            bands=[(band.value, _(name)) for band, name in feedback.BANDS.items()],
            teams=feedback.named(teams),
            touchpoints=[(key, name) for key, name, _icon in feedback.touchpoint_choices()],
            steps=step_choices(actor, wanted.sop_step_id),
            records=[line(record, is_answered=record.id in answered) for record in found.records],
            number=said.page,
            has_more=found.has_more,
            is_filtered=wanted != Filter(),
            show=said.show,
            shows=shows(actor),
        ),
        key="records",
    )
    match sent.get("name"):
        case "filter":
            address.turn(**{**dict.fromkeys(FILTERS, ""), **_given(sent)})
        case "clear":
            address.turn(**dict.fromkeys(FILTERS, ""))
        case "page" | "record" as name:
            address.turn(**{name: sent.get("value", "")})


def line(record: RecordView, *, is_answered: bool = False) -> dict[str, object]:
    """Return a record as the list shows it."""
    when = i18n.moment(locale(), record.collected_at, clock.zone())
    return {
        "id": record.id,
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


def shows(actor: Actor) -> feedback.Choices:
    """Return which records may be shown alone."""
    found = [(WORDS, _("With words"))]
    if permissions.may(actor, "feedback.release_held"):
        found.append((HELD, _("Held for review")))
    return found


def periods(said: Asked) -> feedback.Choices:
    """Return the periods to choose from, and the one that a link gave."""
    found = [(key, _(name)) for key, name in DAYS.items()]
    if said.days == "given":
        since, until = said.wanted.cut.since, said.wanted.cut.until
        ends = [i18n.day(locale(), day) for day in (since, until) if day]
        words = " – ".join(ends) if len(ends) == 2 else _("Since {day}", day=ends[0])
        if since is None:
            words = _("Until {day}", day=ends[0])
        found.insert(0, ("given", words))
    return found


def step_choices(actor: Actor, step_id: int | None) -> feedback.Choices:
    """Return the SOP step that a link asked for, to be left again; no list of all of them."""
    if step_id is None:
        return []
    step = load(sops.step, actor=actor, step_id=step_id, today=clock.local_day(clock.now()))
    return [(str(step.id), step.label)]


def _given(sent: dict[str, str]) -> dict[str, str]:
    """Return the filters of a form; a period that a link gave stays until another is chosen."""
    given = {name: sent.get(name, "") for name in FILTERS if name not in ("page", "batch")}
    given["batch"] = address.read("batch")
    if given["days"] == "given":
        given |= {"days": "", "since": address.read("since"), "until": address.read("until")}
    return given


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(address.read(name))
    except ValueError:
        return None

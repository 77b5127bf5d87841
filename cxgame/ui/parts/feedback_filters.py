"""The filters of the customers' voice: what the address says, and the words for it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from cxgame import clock, i18n
from cxgame.feedback import surveys
from cxgame.feedback.customers import queries as customers
from cxgame.feedback.extras import questions
from cxgame.feedback.filters import CaseIs, Filter
from cxgame.feedback.kinds import Channel, Kind, Source
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.feedback.scope import Cut
from cxgame.feedback.tagging import queries as tags
from cxgame.feedback.terms import LegalBasis
from cxgame.i18n import LOCALES, N_
from cxgame.people import permissions, queries
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.ui import address
from cxgame.ui.parts import feedback
from cxgame.ui.parts.feedback_survey_terms import BASES
from cxgame.ui.text import _, locale
from cxgame.ui.work import load

Word = TypeVar("Word", bound=StrEnum)

PER_PAGE = 25
FURTHEST = 400  # pages
LONGEST = 100  # characters of a search
DAYS = {"30": N_("Last 30 days"), "90": N_("Last 90 days"), "365": N_("Last 12 months")}
# What the address may say; links to records from other pages are written in the same words.
MAIN = ("q", "kind", "band", "team")
REST = (
    *("unit", "touchpoint", "step", "tag", "scale", "survey", "source", "channel"),
    *("value", "need", "language", "basis", "case", "days", "since", "until", "show"),
)
# No field of the form says them, only a link.
HIDDEN = ("batch", "customer", "field", "is", "question", "answer")
FILTERS = (*MAIN, *REST, *HIDDEN)
# Which records may be shown alone; whoever adds what becomes of them adds a line here.
WORDS, HELD, TAGGED, UNTAGGED = "words", "held", "tagged", "untagged"

SOURCES = {Source.SENT: N_("Sent by customers"), Source.HEARD: N_("Heard by us")}
LATE = "late"
CASES = {
    CaseIs.OPEN.value: N_("Open case"),
    LATE: N_("Late case"),
    CaseIs.CLOSED.value: N_("Finished case"),
    CaseIs.NONE.value: N_("Without a case"),
}
LANGUAGES = {"pt-BR": N_("Portuguese"), "en": N_("English")}


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

    @property
    def is_filtered(self) -> bool:
        """Tell whether anything is left out."""
        return self.wanted != Filter()


def asked(actor: Actor, today: date) -> Asked:
    """Read the address; what it says wrongly counts as not said."""
    days, since, until = _period(today)
    show = address.read("show") if address.read("show") in dict(shows(actor)) else ""
    kind, band = _word(Kind, "kind"), _word(Band, "band")
    is_late = address.read("case") == LATE
    return Asked(
        wanted=Filter(
            cut=_cut(since, until),
            kinds=(kind,) if kind else (),
            bands=(band,) if band else (),
            source=_word(Source, "source"),
            channel=_word(Channel, "channel"),
            survey_kind=_word(SurveyKind, "scale"),
            survey_id=address.number("survey"),
            sop_step_id=address.number("step"),
            batch_id=address.number("batch"),
            customer=address.read("customer")[:LONGEST],
            segment_value=address.read("value")[:LONGEST],
            segment_need=address.read("need")[:LONGEST],
            language=address.read("language")[:LONGEST],
            legal_basis=_word(LegalBasis, "basis"),
            has_text=show == WORDS,
            is_held=True if show == HELD else None,
            is_tagged={TAGGED: True, UNTAGGED: False}.get(show),
            case=CaseIs.OPEN if is_late else _word(CaseIs, "case"),
            case_due_before=clock.now() if is_late else None,
            search=address.read("q")[:LONGEST],
            tag=address.read("tag")[:LONGEST],
            field=address.read("field")[:LONGEST],
            field_value=address.read("is")[:LONGEST],
            question_id=address.number("question"),
            answer=address.read("answer")[:LONGEST],
        ),
        show=show,
        days=days,
        page=min(address.number("page") or 1, FURTHEST),
    )


def given(sent: dict[str, str]) -> dict[str, str]:
    """Return the filters of a form; what no field says stays until the filters are cleared."""
    found = {name: sent.get(name, address.read(name)) for name in (*MAIN, *REST)}
    found |= {name: address.read(name) for name in HIDDEN}
    if found["days"] == "given":
        found["days"] = ""
    elif "days" in sent:
        found |= {"since": "", "until": ""}
    return found


def said() -> dict[str, str]:
    """Return the filters of the address as they are, for a view to keep."""
    return {name: address.read(name) for name in FILTERS if address.read(name)}


def cleared() -> dict[str, str]:
    """Return the changes that leave no filter in the address, nor a page, nor a view."""
    return dict.fromkeys((*FILTERS, "page", "view"), "")


def fields(actor: Actor, said: Asked) -> dict[str, feedback.Choices]:
    """Return the choices of every field of the form by its name, none where there is nothing."""
    teams = load(queries.teams, actor=actor)
    units = {team.unit_id: team.unit for team in teams}
    segments = load(customers.segments)
    asked_for = load(surveys.surveys, actor=actor)
    found: dict[str, feedback.Choices] = {
        "kind": [(kind.value, _(name)) for kind, name in feedback.KINDS.items()],
        "band": [(band.value, _(name)) for band, name in feedback.BANDS.items()],
        "team": feedback.named(teams) if len(teams) > 1 else [],
        "unit": [(str(key), name) for key, name in units.items()] if len(units) > 1 else [],
        "touchpoint": [(key, name) for key, name, _icon in feedback.touchpoint_choices()],
        "step": step_choices(actor, said.wanted.sop_step_id),
        "tag": [(tag, tag) for tag in load(tags.tag_names)],
        "scale": [(kind.value, _(name)) for kind, name in feedback.SURVEYS.items()],
        "survey": [(str(survey.id), survey.name) for survey in asked_for],
        "source": [(source.value, _(name)) for source, name in SOURCES.items()],
        "channel": [(channel.value, _(name)) for channel, name in feedback.CHANNELS.items()],
        "value": [(word, word) for word in segments.values],
        "need": [(word, word) for word in segments.needs],
        "language": [(key, _(LANGUAGES[key])) for key in LOCALES],
        "case": [(key, _(name)) for key, name in CASES.items()],
        "basis": [(basis.value, _(words)) for basis, words in BASES.items()],
        "days": periods(said),
        "show": shows(actor),
    }
    return {name: _with_given(choices, name) for name, choices in found.items()}


def labels() -> dict[str, tuple[str, str]]:
    """Return what each field is called, and what it says when it asks nothing."""
    return {
        "kind": (_("Kind"), _("All kinds")),
        "band": (_("Score"), _("All scores")),
        "team": (_("Team"), _("All teams")),
        "unit": (_("Unit"), _("All units")),
        "touchpoint": (_("Touchpoint"), _("All touchpoints")),
        "step": (_("SOP step"), _("All steps")),
        "tag": (_("Tag"), _("All tags")),
        "scale": (_("Survey type"), _("All types")),
        "survey": (_("Survey"), _("All surveys")),
        "source": (_("Source"), _("All sources")),
        "channel": (_("How it came"), _("All ways")),
        "value": (_("Customer's value"), _("All values")),
        "need": (_("Customer's need"), _("All needs")),
        "language": (_("Language"), _("All languages")),
        "case": (_("Case"), _("All")),
        "basis": (_("Legal basis"), _("All bases")),
        "days": (_("Period"), _("Any time")),
        "show": (_("Show"), _("All")),
    }


def in_use(said: Asked, choices: dict[str, feedback.Choices]) -> list[tuple[str, str]]:
    """Return the filters that the folded part of the form holds: names, and what they say."""
    values = {name: address.read(name) for name in REST} | {"days": said.days, "show": said.show}
    found = []
    for name in REST:
        words = dict(choices.get(name, ())).get(values[name], "")
        if values[name] and words:
            found.append((name, f"{labels()[name][0]}: {words}"))
    if said.wanted.customer:
        found.append(("customer", _("One customer")))
    if said.wanted.field and said.wanted.field_value:
        found.append(("field", f"{said.wanted.field}: {said.wanted.field_value}"))
    asked_for, answer = said.wanted.question_id, said.wanted.answer
    if asked_for:
        names = load(questions.option_names, question_id=asked_for, locale=locale())
        title = load(questions.title, question_id=asked_for, locale=locale())
        found.append(("question", f"{title}: {names.get(answer, answer)}"))
    if said.wanted.batch_id:
        found.append(("batch", _("One import")))
    return found


def shows(actor: Actor) -> feedback.Choices:
    """Return which records may be shown alone."""
    found = [
        (WORDS, _("With words")),
        (UNTAGGED, _("Without a tag")),
        (TAGGED, _("With a tag")),
    ]
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


def _with_given(choices: feedback.Choices, name: str) -> feedback.Choices:
    """Keep what the address asks among the choices, though nobody would offer it."""
    value = address.read(name)[:LONGEST]
    if name not in ("tag", "value", "need") or not value or value in dict(choices):
        return choices
    return [(value, value), *choices]


def _word(words: type[Word], name: str) -> Word | None:
    value = address.read(name)
    return words(value) if value in set(words) else None


def _period(today: date) -> tuple[str, date | None, date | None]:
    """Return the chosen period and its days; "given" is one that a link gave by its days."""
    days = address.read("days")
    if days in DAYS:
        return days, today - timedelta(days=int(days) - 1), None
    since, until = _day("since"), _day("until")
    return "given" if since or until else "", since, until


def _cut(since: date | None, until: date | None) -> Cut:
    team, unit, point = (address.number(name) for name in ("team", "unit", "touchpoint"))
    return Cut(since, until, team_id=team, unit_id=unit, touchpoint_id=point)


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(address.read(name))
    except ValueError:
        return None

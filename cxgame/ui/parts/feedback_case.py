"""One case on screen: its clock, the words, what happened, what to do next."""

from datetime import datetime
from typing import Any

from cxgame import clock, i18n
from cxgame.feedback import inbox
from cxgame.feedback.cases import queries, ruling, testimonials
from cxgame.feedback.cases.queries import CaseView
from cxgame.feedback.cases.status import Standing, against
from cxgame.feedback.cases.words import DONE, Priority, Purpose, Status
from cxgame.feedback.invitations import asking_again
from cxgame.feedback.kinds import Channel
from cxgame.feedback.ombudsman import queries as reports
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people import queries as people
from cxgame.people.actor import Actor
from cxgame.people.models import Role
from cxgame.standards import sops
from cxgame.ui import money
from cxgame.ui.parts import feedback, feedback_case_answer, thread
from cxgame.ui.parts import feedback_case_acts as acts
from cxgame.ui.parts import feedback_case_words as words
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load


def page(actor: Actor, case_id: int, now: datetime) -> None:
    """Show a case with everything that can be done, and do what is tapped."""
    view = load(queries.case_view, actor=actor, case_id=case_id)
    sent = sheet(
        markup.render("feedback/cases/case.html", locale(), **_values(actor, view, now)),
        key=f"case-{case_id}",
    )
    acts.follow_tap(actor, view, sent, now)
    if actor.role is not Role.FRONTLINE:
        record = load(inbox.record, actor=actor, record_id=view.line.record_id)
        thread.record_actions(actor, record)


def _values(actor: Actor, view: CaseView, now: datetime) -> dict[str, Any]:
    line = view.line
    return {
        "one": line,
        "version": view.version,
        "turn": len(view.events),
        "title": words.title(line),
        "about": _about(view),
        "chips": _chips(view, now),
        "clock": words.clock_of(line, now),
        "course": _course(view, now),
        "stages": _stages(line.status),
        "promised": words.promise(view.length, view.unit),
        "quote": feedback.masked(line.text) if line.text else "",
        "by": " · ".join(filter(None, (words.kind(line), view.touchpoint, view.survey))),
        "ways": [
            *((key.value, _(name), icon) for key, (name, icon) in words.MEANS.items()),
            (acts.NOTE, _("Only note it"), "sticky_note_2"),
        ],
        "outcomes": [(key.value, _(name)) for key, name in words.OUTCOMES.items()],
        "events": [words.event_line(event) for event in view.events],
        "view": view,
        "reasons": _reasons(view),
        "priorities": [(key.value, _(name)) for key, name in words.PRIORITIES.items()],
        "cost": money.typed(view.recovery_cents),
        "missing": _missing(view),
        "owners": _owners(view),
        "facts": _facts(view),
        "contact": acts.shown_contact(line.id),
        "may": _may(actor, view),
        "is_mine": line.owner_id == actor.person_id,
        "is_thanks": line.purpose is Purpose.THANK,
        "is_open": line.status not in DONE,
        "is_desks": view.channel is Channel.OMBUDSMAN,
        "answer": feedback_case_answer.values(actor, view),
        "testimonial": _testimonial(actor, view),
        "today": clock.local_day(now),
        "links": _links(actor, view),
    }


def _about(view: CaseView) -> str:
    """Return what the case is called and why it was opened."""
    number = _("Case {n}", n=view.line.id)
    rule = view.rule.get(locale(), "")
    if not rule:
        return _("{case} · opened by hand", case=number)
    return _("{case} · opened by the rule “{rule}”", case=number, rule=rule)


def _chips(view: CaseView, now: datetime) -> list[tuple[str, str, str]]:
    """Return the chips below the title: words, tone, icon."""
    line, found = view.line, []
    if words.clock_of(line, now).state == "late":
        found.append((_("Past its deadline"), "late", "schedule"))
    if line.priority is Priority.HIGH:
        found.append((_("High priority"), "soon", "keyboard_double_arrow_up"))
    found.append((words.kind(line), "", ""))
    found += [(line.team, "", "storefront")] if line.team else []
    if line.times_reopened:
        again = ngettext("Reopened once", "Reopened {n} times", line.times_reopened)
        found.append((again, "info", "replay"))
    if view.is_secret:
        found.append((_("Secret: ombudsman only"), "info", "lock"))
    if view.is_history:
        found.append((_("Came with an import"), "plain", "upload_file"))
    return [*found, *((tag, "good", "") for tag in line.tags)]


def _course(view: CaseView, now: datetime) -> dict[str, Any]:
    """Return the bar of time: how far it is, where it is due, where the first contact was."""
    line = view.line
    end = line.solved_at or view.closed_at or now
    whole = (max(end, line.due_at) - line.opened_at).total_seconds() or 1.0

    def place(at: datetime) -> float:
        return round(100 * min(1.0, max(0.0, (at - line.opened_at).total_seconds() / whole)), 2)

    contact = ""
    if line.contacted_at:
        contact = i18n.span(locale(), line.contacted_at - line.opened_at)
    return {
        "used": place(min(end, line.due_at)),
        "due": place(line.due_at),
        "over": round(place(end) - place(line.due_at), 2) if end > line.due_at else 0,
        "contact": place(line.contacted_at) if line.contacted_at else None,
        "contact_words": _("first contact after {time}", time=contact) if contact else "",
        "opened_words": _("opened {when}", when=_moment(line.opened_at)),
        "due_words": _("deadline {when}", when=_moment(line.due_at)),
    }


def _stages(status: Status) -> list[tuple[str, str]]:
    order = list(words.STATUSES)
    at = order.index(status)
    last = len(order) - 1
    return [
        (_(words.STATUSES[one]), "past" if n < at or at == last else "now" if n == at else "")
        for n, one in enumerate(order)
    ]


def _reasons(view: CaseView) -> list[tuple[str, str]]:
    """Return the reasons in use, and the case's own where it is no more."""
    known = load(ruling.case_reasons, with_inactive=True)
    return [
        (str(one.id), one.name[locale()])
        for one in known
        if one.is_active or one.id == view.reason_id
    ]


def _missing(view: CaseView) -> list[str]:
    """Return what a solution still lacks."""
    line = view.line
    standing = Standing(
        status=line.status,
        purpose=line.purpose,
        is_contacted=line.contacted_at is not None,
        has_reason=view.reason_id is not None,
        has_recovery=bool(view.recovery),
    )
    if line.status in DONE or view.channel is Channel.OMBUDSMAN:
        return []
    return [_(reason.message) for reason in against(standing, Status.SOLVED, "")]


def _owners(view: CaseView) -> list[tuple[str, str]]:
    team = view.line.team_id
    found = load(queries.possible_owners, team_id=team)
    return [(str(key), name) for key, name in found if key != view.line.owner_id]


def _may(actor: Actor, view: CaseView) -> dict[str, bool]:
    where = {"team_id": view.line.team_id, "person_id": view.line.owner_id}
    commands = ("take_case", "hand_over_case", "move_case", "extend_case", "answer_customer")
    return {one: permissions.allows(actor, f"feedback.{one}", **where) for one in commands}


def _facts(view: CaseView) -> list[tuple[str, str]]:
    line = view.line
    names = load(people.person_names)
    score = _again(view)
    similar = ""
    if view.similar:
        similar = _(
            "{n} in 30 days, {here} in this team",
            n=i18n.number(locale(), view.similar),
            here=i18n.number(locale(), view.similar_here),
        )
    pairs = [
        (_("Owner"), names.get(line.owner_id or 0, "") or _("nobody yet")),
        (_("Customer"), view.reach or view.customer or _("left no contact")),
        (_("How it came"), _(feedback.CHANNELS[view.channel])),
        (_("Similar cases"), similar),
        (_("Asked again"), score),
    ]
    return [(name, value) for name, value in pairs if value]


def _again(view: CaseView) -> str:
    """Return what the customer says now beside before, or that the answer is still to come."""
    if view.score_after is not None:
        return f"{view.line.score} → {view.score_after}"
    asking = load(asking_again.newest, case_id=view.line.id)
    if asking is None or asking.state not in asking_again.NOT_ANSWERED:
        return ""
    return _("no answer yet, asked {when}", when=_moment(asking.at))


def _links(actor: Actor, view: CaseView) -> list[tuple[str, str, str]]:
    """Return where the case leads: words, icon, address; the frontline reads no records."""
    found = []
    if actor.role is not Role.FRONTLINE:
        record = f"records?record={view.line.record_id}"
        found.append((_("Open the record"), "forum", record))
    if view.channel is Channel.OMBUDSMAN and actor.holds_office:
        report_id = load(reports.report_of_record, actor=actor, record_id=view.line.record_id)
        desk = f"ombudsman_desk?report={report_id}" if report_id else "ombudsman_desk"
        found.append((_("Open the report"), "balance", desk))
    if view.sop_step_id:
        step = load(
            sops.step, actor=actor, step_id=view.sop_step_id, today=clock.local_day(clock.now())
        )
        found.append((step.label, "menu_book", f"sop?code={step.sop_code}&step={step.key}"))
    return found


def _testimonial(actor: Actor, view: CaseView) -> dict[str, Any] | None:
    """Return what is needed to note a customer's consent, or the one that is noted."""
    if view.line.purpose is not Purpose.THANK:
        return None
    noted = load(testimonials.testimonials, actor=actor, case_id=view.line.id, with_withdrawn=True)
    company = load(people.company).name
    return {
        "noted": bool(noted),
        "places": [(key.value, _(name)) for key, name in acts.PLACES.items()],
        "consent": _(testimonials.CONSENT, company=company),
        "name": view.names.get("customer", ""),
        "words": view.line.text,
    }


def _moment(at: datetime) -> str:
    return i18n.moment(locale(), at, clock.zone())

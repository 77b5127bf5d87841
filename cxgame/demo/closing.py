"""How the invented company closes the loop: calls, promises kept, a few that are broken."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlmodel import Session, col, select

from cxgame import clock, i18n
from cxgame.demo import story, words
from cxgame.demo.listening import Listening
from cxgame.demo.people import COMPANY, SYSTEM
from cxgame.feedback import observations
from cxgame.feedback.cases import (
    escalation,
    listing,
    opening,
    owning,
    past,
    ruling,
    service,
    starting,
    testimonials,
)
from cxgame.feedback.cases.listing import CaseLine, Wanted
from cxgame.feedback.cases.past import Course, Past
from cxgame.feedback.cases.testimonials import Place
from cxgame.feedback.cases.words import Means, Outcome, Purpose, Status
from cxgame.feedback.customers.register import Known, note_customer
from cxgame.feedback.kinds import Channel, Kind
from cxgame.feedback.models import FeedbackRecord
from cxgame.feedback.scales import Band, SurveyKind
from cxgame.people.actor import Actor

LIVE = 20  # days ago: from then on each case is worked as it comes; what was before comes in whole
KNOWN_CUSTOMERS = 240
HANDED_OVER = 2  # days ago, to Alice
OBSERVED = 14  # days ago: observations since then are answered on Mondays
OPENS, PACE, EVENING = timedelta(hours=10), timedelta(minutes=4), timedelta(hours=21, minutes=30)
HOURS_TO_CONTACT = {story.IMPROVING: 9.0, story.TRYING: 17.0}  # on average; others: 7
HOURS_TO_SOLVE = {Kind.COMPLAINT: 42.0, Kind.SURVEY: 15.0}
CALLED, SOLVED, CLOSED = 0.62, 0.55, 0.7  # of a team's cases, on a day
SLOW = 0.3  # what of it the team that tries gets done
MONDAY = 0


@dataclass
class Closing:
    """The voices that were heard, and the reasons by their place in the list."""

    heard: Listening
    reasons: list[int]
    is_live: bool = False  # whether the rules are on, and cases are worked one by one

    def text(self, texts: dict[str, str]) -> str:
        """Return a text in the company's language."""
        return texts[self.heard.cast.language]


def begin(session: Session, heard: Listening, *, now: datetime) -> Closing:
    """Switch the rules off: the cases of the past come in together, later."""
    starting.set_up_cases(session, actor=SYSTEM, now=now)
    _switch(session, is_on=False, now=now)
    return Closing(heard, [one.id for one in ruling.case_reasons(session)])


def morning(session: Session, at: Closing, *, day: date, ago: int) -> None:
    """On the day on which cases begin to be worked one by one, bring in all that were before."""
    if ago > LIVE or at.is_live:
        return
    now, at.is_live = clock.start_of(day), True
    _switch(session, is_on=True, now=now)
    past.note_past(session, _pasts(session, at, day))
    names = words.read("cases")
    for number in range(KNOWN_CUSTOMERS):
        dice = story.dice("customer", number)
        name = f"{dice.choice(names['firsts'])} {dice.choice(names['lasts'])}"
        # No area is called 00, so nobody's phone ever rings.
        key, phone = f"C-{1_000 + 16 * number}", f"+55009{dice.randint(10**7, 10**8 - 1)}"
        email = f"{key.lower()}@example.com"
        note_customer(session, Known(key=key, name=name, phone=phone, email=email), now=now)


def spend_day(session: Session, at: Closing, *, day: date, ago: int) -> None:
    """Let managers call and solve, hand one case to Alice, and tell who is late in the evening."""
    if ago > LIVE:
        return
    for manager in dict.fromkeys(at.heard.cast.managers.values()):
        now = clock.start_of(day) + OPENS
        for line in _open(session, manager, now):
            _work(session, at, manager, line, now, ago)
            now += PACE
    if ago == HANDED_OVER:
        _hand_over(session, at, clock.start_of(day) + EVENING)
    if day.weekday() == MONDAY and ago <= OBSERVED:
        _answer_observations(session, at, day)
    escalation.escalate_cases(session, now=clock.start_of(day) + EVENING)


def _switch(session: Session, *, is_on: bool, now: datetime) -> None:
    for rule in ruling.case_rules(session):
        ruling.change_case_rule(
            session,
            actor=SYSTEM,
            rule_id=rule.id,
            form=replace(rule.form, is_on=is_on),
            version=rule.version,
            now=now,
        )


def _pasts(session: Session, at: Closing, day: date) -> list[Past]:
    """Return what teams heard before a day and asks for a case, with how that went."""
    table = FeedbackRecord
    query = select(table).where(
        col(table.on_day) < day,
        col(table.team_id).is_not(None),  # what the ombudsman holds stays there
        col(table.is_held).is_(False),
        (col(table.kind) == Kind.COMPLAINT)
        | ((col(table.band) == Band.DETRACTOR) & (col(table.survey_kind) == SurveyKind.NPS)),
    )
    keys = {team_id: key for key, team_id in at.heard.cast.teams.items()}
    return [
        Past(
            record.id,
            opening.entry_of(record),
            record.collected_at,
            _course(at, record, keys[record.team_id or 0]),
        )
        for record in session.exec(query.order_by(col(table.id)))
    ]


def _course(at: Closing, record: FeedbackRecord, team: str) -> Course:
    dice = story.dice("case", team, record.collected_at, record.customer)
    contacted = _hours(dice, HOURS_TO_CONTACT.get(team, 7.0))
    solved = contacted + _hours(dice, HOURS_TO_SOLVE[Kind(record.kind)])
    what, score_after = _place(at, record.touchpoint_id), None
    if record.score is not None and dice.random() < 0.09:
        score_after = min(10, record.score + dice.randint(2, 6))
    return Course(
        owner_id=at.heard.cast.managers[team].person_id,
        contacted=contacted,
        solved=solved,
        reason_id=at.reasons[what["reason"]],
        root_cause=at.text(what["cause"]) if dice.random() < 0.7 else "",
        recovery=at.text(what["recovery"]),
        recovery_cents=100 * dice.randint(15, 120) if dice.random() < 0.3 else None,
        said=at.text(dice.choice(words.read("cases")["said"])),
        score_after=score_after,
        times_reopened=int(dice.random() < 0.04),
    )


def _hours(dice: Random, mean: float) -> timedelta:
    return timedelta(minutes=round(60 * (0.5 + dice.expovariate(1 / (mean - 0.5)))))


def _place(at: Closing, touchpoint_id: int | None) -> dict[str, Any]:
    """Return what usually went wrong at a touchpoint, and what is done about it."""
    keys = {place: key for key, place in at.heard.touchpoints.items()}
    places: dict[str, Any] = words.read("cases")["places"]
    return dict(places.get(keys.get(touchpoint_id or 0, ""), places["counter"]))


def _open(session: Session, manager: Actor, now: datetime) -> list[CaseLine]:
    """Return a manager's own cases that are not closed yet."""
    found: list[CaseLine] = []
    for status in (Status.NEW, Status.IN_CONTACT, Status.SOLVED):
        wanted = Wanted(status=status, owner_id=manager.person_id)
        found += listing.cases(
            session, actor=manager, wanted=wanted, now=now, limit=listing.MOST_ROWS
        ).cases
    by_desk = select(FeedbackRecord.id).where(FeedbackRecord.channel == Channel.OMBUDSMAN)
    kept = set(session.exec(by_desk))  # the ombudsman answers them
    return [
        one
        for one in found
        if one.opened_at < now - timedelta(minutes=30) and one.record_id not in kept
    ]


def _work(
    session: Session, at: Closing, manager: Actor, line: CaseLine, now: datetime, ago: int
) -> None:
    dice = story.dice("work", line.record_id, ago)
    is_slow = line.team_id == at.heard.cast.teams[story.TRYING]
    chance = dice.random() / (SLOW if is_slow else 1)
    match line.status:
        case Status.NEW if chance < CALLED:
            said = words.read("cases")
            thanks = line.purpose is Purpose.THANK
            service.note_contact(
                session,
                actor=manager,
                case_id=line.id,
                means=Means.WHATSAPP if thanks else Means.PHONE,
                outcome=Outcome.REACHED if dice.random() < 0.8 else Outcome.NO_ANSWER,
                text=at.text(said["thanks"] if thanks else dice.choice(said["said"])),
                now=now,
            )
        case Status.IN_CONTACT if chance < SOLVED:
            _solve(session, at, manager, line, now)
        case Status.SOLVED if chance < CLOSED:
            _move(session, manager, line, Status.CLOSED, line.version, now)


def _solve(session: Session, at: Closing, manager: Actor, line: CaseLine, now: datetime) -> None:
    if line.purpose is Purpose.THANK:
        _move(session, manager, line, Status.SOLVED, line.version, now)
        _ask(session, at, manager, line, now)
        return
    what = _place(at, _touchpoint(session, line))
    service.settle_case(
        session,
        actor=manager,
        case_id=line.id,
        reason_id=at.reasons[what["reason"]],
        root_cause=at.text(what["cause"]),
        recovery=at.text(what["recovery"]),
        recovery_cents=None,
        next_step="",
        next_on=None,
        priority=line.priority,
        version=line.version,
        now=now,
    )
    _move(session, manager, line, Status.SOLVED, line.version + 1, now)


def _touchpoint(session: Session, line: CaseLine) -> int | None:
    query = select(FeedbackRecord.touchpoint_id).where(FeedbackRecord.id == line.record_id)
    return session.exec(query).one()


def _move(
    session: Session, manager: Actor, line: CaseLine, to: Status, version: int, now: datetime
) -> None:
    service.move_case(session, actor=manager, case_id=line.id, to=to, version=version, now=now)


def _ask(session: Session, at: Closing, manager: Actor, line: CaseLine, now: datetime) -> None:
    """Note that a promoter lets the words be shown."""
    testimonials.note_testimonial(
        session,
        actor=manager,
        case_id=line.id,
        words=line.text,
        shown_name="",
        places=[Place.STORE, Place.SOCIAL],
        consent=i18n.translate(at.heard.cast.language, testimonials.CONSENT, company=COMPANY),
        consented_on=clock.local_day(now),
        now=now,
    )


def _hand_over(session: Session, at: Closing, now: datetime) -> None:
    """Give the newest open case of Alice's team to her."""
    alice = at.heard.cast.people["alice"]
    manager = at.heard.cast.managers[story.IMPROVING]
    wanted = Wanted(team_id=alice.team_id, purpose=Purpose.RECOVER)
    found = listing.cases(session, actor=manager, wanted=wanted, now=now).cases
    if found:
        newest = max(found, key=lambda one: one.opened_at)
        owning.hand_over_case(
            session,
            actor=manager,
            case_id=newest.id,
            person_id=alice.person_id or 0,
            note=at.text(words.read("cases")["handover"]),
            version=newest.version,
            now=now,
        )


def _answer_observations(session: Session, at: Closing, day: date) -> None:
    """Tell the authors of last week's observations what becomes of them."""
    query = select(FeedbackRecord).where(
        FeedbackRecord.kind == Kind.OBSERVATION,
        col(FeedbackRecord.on_day) >= day - timedelta(days=7),
        col(FeedbackRecord.on_day) < day,
    )
    keys = {team_id: key for key, team_id in at.heard.cast.teams.items()}
    said = words.read("cases")
    for record in session.exec(query.order_by(col(FeedbackRecord.id))).all():
        dice = story.dice("observation", record.id)
        is_accepted = dice.random() < 0.7
        observations.answer_observation(
            session,
            actor=at.heard.cast.managers[keys[record.team_id or 0]],
            record_id=record.id,
            is_accepted=is_accepted,
            words=at.text(dice.choice(said["accepted" if is_accepted else "declined"])),
            now=clock.start_of(day) + OPENS,
        )

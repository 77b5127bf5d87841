"""What turned on one day at the invented company: a step that changed, a training, a task."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock, content
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level, Priority
from cxgame.demo import story, training, words
from cxgame.demo.listening import Listening
from cxgame.demo.plans import Plans
from cxgame.demo.training import Training
from cxgame.feedback import answers, inbox, review
from cxgame.feedback.inbox import Filter
from cxgame.feedback.kinds import Kind
from cxgame.feedback.scope import Cut
from cxgame.learning import importing
from cxgame.people.actor import Actor
from cxgame.standards.models import Origin
from cxgame.thread import service as thread

PLAN, TIED = "grooming-on-time", 3  # the plan that helped; how many complaints led to it
TIED_AGO, STEP_AGO, TRAINED_AGO = 212, story.IMPROVED + 6, story.IMPROVED + 5
TRAINED_IN = 7  # days in which everybody of the team went through the module
COMPLAINT_AGO, ANSWERED_AGO, PRAISED_AGO, DUE_IN = 3, 2, 1, 6
CUSTOMER = "C-1312"
EARLY = ("lia", "otavio")  # who of the team has done this week's training already
REVIEWED_AFTER = timedelta(days=730)
WRITES, READS = timedelta(hours=18, minutes=40), timedelta(hours=9, minutes=10)


def spend_day(
    session: Session, heard: Listening, learning: Training, plans: Plans, *, day: date, ago: int
) -> None:
    """Let happen what turns on this day."""
    morning = clock.start_of(day) + READS
    match ago:
        case value if value == TIED_AGO:
            _tie(session, heard, plans, day, morning)
        case value if value == STEP_AGO:
            _change_step(session, heard, day, morning)
        case value if value == TRAINED_AGO:
            _train(session, heard, learning, day, morning)
        case value if value == COMPLAINT_AGO:
            heard.turning_point = _write(session, heard, Kind.COMPLAINT, day)
        case value if value == ANSWERED_AGO and heard.turning_point:
            _answer(session, heard, learning, day, morning)
        case value if value == PRAISED_AGO:
            _write(session, heard, Kind.COMPLIMENT, day)


def changed_sop(before: content.Sop, day: date) -> content.Sop:
    """Return the SOP as the company wrote it on a day: its next version, with one step changed."""
    told = words.read("turning-points")["step"]
    entry = content.Version(
        version=before.version + 1,
        effective_from=day,
        change=content.Change.MAJOR,
        summary=_text(told["summary"]),
        steps=(told["id"],),
    )
    step = replace(before.step(told["id"]), text=_text(told["text"]))
    return replace(
        before,
        version=entry.version,
        change=entry.change,
        effective_from=day,
        review_by=day + REVIEWED_AFTER,
        steps=tuple(step if one.id == step.id else one for one in before.steps),
        history=(entry, *before.history),
    )


def _diana(heard: Listening) -> Actor:
    return heard.cast.managers[story.IMPROVING]


def _late_records(session: Session, heard: Listening, day: date) -> list[inbox.RecordView]:
    """Return the last month's sorted complaints about waiting, newest first."""
    cut = Cut(day - timedelta(days=30), day, team_id=heard.cast.teams[story.IMPROVING])
    step = heard.steps["POP-001/orient"]
    wanted = Filter(cut=cut, kinds=(Kind.COMPLAINT,), sop_step_id=step)
    return list(inbox.records(session, actor=_diana(heard), wanted=wanted).records)


def _tie(session: Session, heard: Listening, plans: Plans, day: date, now: datetime) -> None:
    """Tie the newest complaints to the plan that they led to."""
    for record in _late_records(session, heard, day)[:TIED]:
        thread.link_card(
            session,
            actor=_diana(heard),
            record_id=record.id,
            card_id=plans.cards[PLAN],
            now=now,
        )


def _change_step(session: Session, heard: Listening, day: date, now: datetime) -> None:
    """Make the shipped SOP the company's own, with the step that says what is done now."""
    code = words.read("turning-points")["step"]["sop"]
    after = changed_sop(content.load(importing.SHIPPED_FOLDER).sop(code), day)
    importing.import_content(
        session,
        actor=heard.cast.people["admin"],
        library=content.Library(sops=(after,)),
        origin=Origin.OWN,
        now=now,
    )


def _text(texts: dict[str, str]) -> content.Text:
    return content.Text(pt_br=texts["pt-BR"], en=texts["en"])


def _train(
    session: Session, heard: Listening, learning: Training, day: date, now: datetime
) -> None:
    """Send the team the module on the changed step, because of the newest complaint."""
    for record in _late_records(session, heard, day)[:1]:
        thread.send_training(
            session,
            actor=_diana(heard),
            record_id=record.id,
            module_slug="welcome",
            team_id=record.team_id,
            due_on=day + timedelta(days=10),
            now=now,
        )
        members = heard.cast.members[story.IMPROVING]
        training.plan(learning, members, "welcome", ago=TRAINED_AGO, within=TRAINED_IN)


def _write(session: Session, heard: Listening, kind: Kind, day: date) -> int:
    """Let a customer write to the improving team in the evening; return the record's id."""
    told, contact = words.read("turning-points")[kind], ""
    if kind is Kind.COMPLAINT:
        contact = f"{CUSTOMER.lower()}@example.com"
    return answers.answer_survey(
        session,
        actor=Actor.nobody(heard.cast.language),
        token=heard.tokens[story.IMPROVING],
        form_token=f"turning-point-{kind}-{day:%Y%m%d}",
        kind=kind,
        text=told["text"][heard.cast.language],
        customer=CUSTOMER,
        contact=contact,
        language=heard.cast.language,
        now=clock.start_of(day) + WRITES,
    ).record_id


def _answer(
    session: Session, heard: Listening, learning: Training, day: date, now: datetime
) -> None:
    """Sort the complaint, make a task from it and send the team the module on its step."""
    told, record_id = words.read("turning-points")["complaint"], heard.turning_point
    actor, due_on = _diana(heard), day + timedelta(days=DUE_IN)
    review.classify_record(
        session,
        actor=actor,
        record_id=record_id,
        touchpoint_id=heard.touchpoints[told["touchpoint"]],
        sop_step_id=heard.steps[told["step"]],
        tags=[],
        version=inbox.record(session, actor=actor, record_id=record_id).version,
        now=now,
    )
    thread.make_card(
        session,
        actor=actor,
        record_id=record_id,
        level=Level.OPERATIONAL,
        form=_task(heard, told["card"], due_on),
        now=now + timedelta(minutes=4),
    )
    thread.send_training(
        session,
        actor=actor,
        record_id=record_id,
        module_slug="complaint",
        team_id=heard.cast.teams[story.IMPROVING],
        due_on=due_on,
        now=now + timedelta(minutes=7),
    )
    early = [heard.cast.people[name] for name in EARLY]
    training.plan(learning, early, "complaint", ago=ANSWERED_AGO, within=1)


def _task(heard: Listening, card: dict[str, dict[str, str]], due_on: date) -> CardForm:
    language = heard.cast.language
    return CardForm(
        title=card["title"][language],
        what=card["what"][language],
        target=card["target"][language],
        due_on=due_on,
        priority=Priority.HIGH,
        responsible=heard.cast.ids("caio"),
    )

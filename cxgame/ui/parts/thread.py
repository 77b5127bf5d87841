"""What a record leads to: its cards and trainings, and the forms that make them."""

from datetime import date, timedelta

from cxgame import clock, i18n
from cxgame.boards.form import CardForm
from cxgame.boards.models import Level
from cxgame.errors import InvalidInput
from cxgame.feedback.inbox import RecordView
from cxgame.i18n import N_
from cxgame.learning import tracks
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.standards import sops
from cxgame.thread import queries, service
from cxgame.thread.queries import LinkedCard, LinkedTraining
from cxgame.ui.parts import feedback
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import act, go, load

DUE_IN = timedelta(days=7)
LEVELS = {
    Level.OPERATIONAL: (N_("Task"), N_("for the team's board, to be done soon")),
    Level.TACTICAL: (N_("Improvement plan"), N_("a draft whose RACI letters come next")),
    Level.STRATEGIC: (N_("Strategic card"), N_("for the direction's board")),
}


def record_actions(actor: Actor, record: RecordView) -> None:
    """Show what a record led to, and let those who may make a card or send the training."""
    links = load(queries.links_of_record, actor=actor, record_id=record.id)
    may_card = permissions.allows(actor, "thread.make_card", team_id=record.team_id)
    may_train = permissions.allows(actor, "thread.send_training", team_id=record.team_id)
    teams = [] if record.team_id else feedback.teams_for(actor, "thread.send_training")
    step = (
        load(sops.step, actor=actor, step_id=record.sop_step_id, today=clock.local_day(clock.now()))
        if record.sop_step_id
        else None
    )
    sent = sheet(
        markup.render(
            "feedback/thread.html",
            locale(),
            cards=[card_line(card) for card in links.cards],
            trainings=[training_line(training) for training in links.trainings],
            may_card=may_card,
            may_train=may_train and bool(record.team_id or teams),
            levels=levels(actor),
            title=step.title if step else "",
            modules=modules(actor, record) if may_train else [],
            teams=feedback.named(teams),
            due=clock.local_day(clock.now()) + DUE_IN,
            today=clock.local_day(clock.now()),
            record=record.id,
            turn=len(links.cards) + len(links.trainings),
        ),
        key=f"thread-{record.id}",
    )
    if sent:
        _follow(actor, record, sent)


def levels(actor: Actor) -> list[tuple[str, str]]:
    """Return the boards on which the actor may put a card."""
    open_to = [level for level in LEVELS if level is not Level.STRATEGIC or actor.sees_all]
    return [(level.value, f"{_(LEVELS[level][0])}: {_(LEVELS[level][1])}") for level in open_to]


def modules(actor: Actor, record: RecordView) -> feedback.Choices:
    """Return the modules to send: those on the record's SOP step, else all."""
    fitting = []
    if record.sop_step_id:
        fitting = load(tracks.modules_on_step, actor=actor, step_id=record.sop_step_id)
    found = fitting or load(tracks.modules, actor=actor)
    return [(one.slug, _("{title} ({n} min)", title=one.title, n=one.minutes)) for one in found]


def card_line(card: LinkedCard) -> dict[str, object]:
    """Return a linked card as a row."""
    level = card.level.value if card.level else ""
    return {
        "title": card.title or _("A card on another board"),
        "sub": " · ".join(
            filter(None, (_(LEVELS[card.level][0]) if card.level else "", card.column))
        ),
        "value": f"{level}:{card.card_id}" if card.can_open else "",
        "href": f"/board?level={level}&card={card.card_id}" if card.can_open else "",
        "is_done": card.is_done,
    }


def training_line(linked: LinkedTraining) -> dict[str, object]:
    """Return a training that was sent as a row: how many have passed it since."""
    training = linked.training
    if training is None:
        return {"title": _("A training of another team"), "sub": "", "is_done": False}
    done = ngettext(
        "{done} of {n} person passed", "{done} of {n} people passed", training.people,
        done=training.done,
    )  # fmt: skip
    due = _("due {day}", day=i18n.short_day(locale(), training.due_on)) if training.due_on else ""
    return {
        "title": training.title,
        "sub": " · ".join(filter(None, (done, due))),
        "is_done": training.done == training.people,
    }


def _follow(actor: Actor, record: RecordView, sent: dict[str, str]) -> None:
    match sent.get("name"):
        case "open":
            level, _colon, card_id = sent.get("value", "").partition(":")
            go("board", level=level, card=card_id)
        case "card":
            _make_card(actor, record, sent)
        case "tell":
            go("you_said", new=1, record=record.id)
        case "training":
            _send_training(actor, record, sent)


def _make_card(actor: Actor, record: RecordView, sent: dict[str, str]) -> None:
    level = next((level for level in Level if level == sent.get("level")), Level.OPERATIONAL)
    try:
        form = CardForm(
            title=sent.get("title", ""),
            due_on=_day(sent.get("due_on", "")),
            team_id=feedback.whole(sent, "team"),
        )
    except InvalidInput as error:
        feedback.refused(error)
        return
    act(
        _("The card is on the board."),
        service.make_card,
        actor=actor,
        record_id=record.id,
        level=level,
        form=form,
        now=clock.now(),
    )


def _send_training(actor: Actor, record: RecordView, sent: dict[str, str]) -> None:
    try:
        due_on = _day(sent.get("due_on", ""))
    except InvalidInput as error:
        feedback.refused(error)
        return
    act(
        _("The training was sent to the team."),
        service.send_training,
        actor=actor,
        record_id=record.id,
        module_slug=sent.get("module", ""),
        team_id=record.team_id or feedback.whole(sent, "team"),
        due_on=due_on,
        now=clock.now(),
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError as error:
        raise InvalidInput("This is not a day of the calendar.") from error

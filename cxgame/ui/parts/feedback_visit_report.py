"""The report of a visit as its visitor writes it."""

from cxgame import clock
from cxgame.errors import CxgameError, InvalidInput
from cxgame.feedback.evidence.store import PDF
from cxgame.feedback.visits import filling, proofs
from cxgame.feedback.visits.filling import LONGEST_NOTES, LONGEST_REMARK, Report
from cxgame.feedback.visits.form import Item
from cxgame.feedback.visits.kinds import EventKind, VisitKind
from cxgame.feedback.visits.queries import VisitView
from cxgame.look import markup
from cxgame.people.actor import Actor
from cxgame.standards.touchpoints import touchpoint_names
from cxgame.ui import address, sent_file
from cxgame.ui.follow import follow
from cxgame.ui.parts import feedback
from cxgame.ui.parts import feedback_visit_words as words
from cxgame.ui.parts.feedback_visit_plan import day_of
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale
from cxgame.ui.work import attempt, flash, load

ANSWER, REMARK = "a-", "r-"  # before the key of a question


def show(actor: Actor, made: VisitView) -> None:
    """Show the questions with what is written so far; keep or send what comes."""
    back = next((one.words for one in reversed(made.events) if one.kind is EventKind.SENT_BACK), "")
    places = load(touchpoint_names, locale=locale())
    sent = sheet(
        markup.render(
            "feedback/visits/report.html",
            locale(),
            visit=made,
            name=words.text(made.line.name),
            about=" · ".join(
                filter(None, (made.line.team, places.get(made.touchpoint_id or 0, "")))
            ),
            came_back=back,
            sections=[
                (words.text(section.title), [_question(made, item) for item in section.items])
                for section in made.sections
            ],
            files=files(made),
            is_field=made.line.kind is VisitKind.FIELD,
            today=clock.local_day(clock.now()),
            longest_remark=LONGEST_REMARK,
            longest_notes=LONGEST_NOTES,
        ),
        key=f"visit-report-{made.line.id}",
    )
    follow(sent)
    _follow(actor, made, sent)


def files(made: VisitView) -> list[dict[str, object]]:
    """Return the evidence of a visit as a template shows it."""
    return [
        {
            "id": one.id,
            "address": one.address,
            "is_pdf": one.mime == PDF,
            "words": _("File {n}", n=place),
        }
        for place, one in enumerate(made.evidence, start=1)
    ]


def typed(made: VisitView, sent: dict[str, str]) -> Report:
    """Return what a form sent; raise InvalidInput for a day that is none."""
    keys = [item.key for section in made.sections for item in section.items]
    return Report(
        answers={key: sent.get(ANSWER + key, "") for key in keys},
        remarks={key: sent.get(REMARK + key, "") for key in keys},
        visited_on=day_of(sent, "visited_on"),
        notes=sent.get("notes", ""),
    )


def _question(made: VisitView, item: Item) -> dict[str, object]:
    return {
        "answer_name": ANSWER + item.key,
        "remark_name": REMARK + item.key,
        "text": words.text(item.text),
        "is_critical": item.is_critical,
        "options": words.answers(item),
        "answer": made.answers.get(item.key, ""),
        "remark": made.remarks.get(item.key, ""),
    }


def _follow(actor: Actor, made: VisitView, sent: dict[str, str]) -> None:
    name = sent.get("name")
    done: object
    if name == "file":
        done = attempt(
            proofs.add_visit_evidence,
            actor=actor,
            visit_id=made.line.id,
            data=sent_file.data_of(sent),
            now=clock.now(),
        )
    elif name == "unfile":
        done = attempt(
            proofs.drop_visit_evidence,
            actor=actor,
            visit_id=made.line.id,
            evidence_id=feedback.whole(sent, "value") or 0,
            now=clock.now(),
        )
    elif name == "report":
        done = _keep(actor, made, sent, is_final=sent.get("do") == "send")
    else:
        return
    if isinstance(done, CxgameError):
        feedback.refused(done)
        return
    address.turn()


def _keep(
    actor: Actor, made: VisitView, sent: dict[str, str], *, is_final: bool
) -> object | CxgameError:
    try:
        report = typed(made, sent)
    except InvalidInput as error:
        return error
    done = attempt(
        filling.submit_visit if is_final else filling.fill_visit,
        actor=actor,
        visit_id=made.line.id,
        report=report,
        version=made.version,
        now=clock.now(),
    )
    if not isinstance(done, CxgameError):
        flash(_("The report is sent. Thank you!") if is_final else _("Saved."))
    return done

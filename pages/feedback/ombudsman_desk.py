"""The ombudsman's desk: what was confided, by its last day; for leaders, what they were asked."""

from cxgame import clock
from cxgame.feedback.ombudsman import figures, queries, questions
from cxgame.people import permissions
from cxgame.ui import address, load, require_actor
from cxgame.ui.layout import page
from cxgame.ui.parts import feedback_ombudsman as parts
from cxgame.ui.parts import feedback_ombudsman_report as report_parts

actor = require_actor()
has_office = permissions.may(actor, queries.RIGHT)
report_id = address.number("report")

with page(840):
    if has_office and report_id is not None:
        found = load(queries.report, actor=actor, report_id=report_id)
        report_parts.report(actor, found, load(questions.leaders))
    else:
        if has_office:
            is_open, number = parts.wanted()
            start = (number - 1) * parts.ROWS
            parts.desk(
                load(queries.reports, actor=actor, is_open=is_open, limit=parts.ROWS, offset=start),
                load(figures.figures, actor=actor, now=clock.now()),
                is_open=is_open,
                number=number,
            )
        else:
            sees_all = actor.sees_all
            parts.outside(load(figures.figures, actor=actor, now=clock.now()) if sees_all else None)
        parts.asked(actor, load(questions.questions_to, actor=actor), is_all=not has_office)

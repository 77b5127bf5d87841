"""The list of studies of causes."""

from cxgame import clock, i18n
from cxgame.feedback.studies import queries
from cxgame.feedback.studies.queries import StudyLine
from cxgame.look import markup
from cxgame.people import permissions
from cxgame.people.actor import Actor
from cxgame.ui.follow import follow
from cxgame.ui.sheet import sheet
from cxgame.ui.text import _, locale, ngettext
from cxgame.ui.work import load


def show(actor: Actor) -> None:
    """Show the studies of the actor's teams, and the way to a new one."""
    found = load(queries.studies, actor=actor)
    sent = sheet(
        markup.render(
            "analysis/causes.html",
            locale(),
            studies=[line(one) for one in found],
            may_add=permissions.may(actor, "feedback.add_study"),
        ),
        key="causes",
    )
    follow(sent)


def line(one: StudyLine) -> dict[str, str]:
    """Return a study as a row."""
    about = (
        one.team or _("The whole company"),
        ngettext("{n} record", "{n} records", one.records) if one.records else "",
        i18n.day(locale(), clock.local_day(one.changed_at)),
    )
    return {
        "title": one.title,
        "sub": " · ".join(filter(None, about)),
        "cause": one.root_cause,
        "address": f"study?id={one.id}",
    }

"""The list of jobs: what runs by the clock, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from cxgame.boards import reminders
from cxgame.boards.plans import checking
from cxgame.boards.routines import days as routines
from cxgame.errors import NotFound
from cxgame.feedback.cases import escalation
from cxgame.feedback.invitations import sending as inviting
from cxgame.feedback.ombudsman import reminders as ombudsman
from cxgame.game import badging, missions, seasons
from cxgame.jobs import forgetting, outages, posting, watching
from cxgame.learning.assigning import newcomers, renewals
from cxgame.learning.assigning import reminders as assigning
from cxgame.learning.authoring import publishing
from cxgame.notices import service as notices
from cxgame.notices.mail import service as mail
from cxgame.people import leftovers
from cxgame.schedule import runs
from cxgame.schedule.slots import Daily, Every, Rhythm
from cxgame.standards.signing import telling as signing
from cxgame.thread import recurrence
from cxgame.thread.inbox import digest

MONDAY = 0
KEEP_RUNS = timedelta(days=90)


@dataclass(frozen=True)
class Job:
    """A name, a rhythm, and `run(session, now=…) -> effects`, which is safe to run twice.

    What waits for other machines is apart: `run(now=…)` opens its own short transactions, commits
    its effects by itself, and has a thread of its own, so that no other job waits for it.
    """

    name: str
    rhythm: Rhythm
    run: Callable[..., int]
    is_apart: bool = False


def forget_runs(session: Session, *, now: datetime) -> int:
    """Drop what is known of runs older than 90 days."""
    return runs.forget(session, before=now - KEEP_RUNS)


JOBS = (
    Job("send-mail", Every(timedelta(minutes=1)), posting.send_mail, is_apart=True),
    Job("send-digests", Every(timedelta(minutes=15)), digest.send_digests),
    Job("close-routines", Daily(time(0, 20)), routines.close_routines),
    Job("turn-season", Daily(time(0, 10)), seasons.turn),
    Job("settle-missions", Every(timedelta(minutes=15)), missions.settle),
    Job("send-invitations", Every(timedelta(minutes=5)), inviting.send_due),
    Job("grant-badges", Daily(time(2, 30)), badging.grant_missed),
    Job("note-outages", Daily(time(4, 0)), outages.note_outages),
    Job("clear-sign-ins", Daily(time(3, 10)), leftovers.clear),
    Job("publish-content", Daily(time(0, 10)), publishing.publish_due),
    Job("check-rollups", Daily(time(3, 40)), watching.check_rollups),
    Job("remind-overdue", Daily(time(7, 0)), reminders.remind_overdue),
    Job("ask-checks", Daily(time(7, 2)), checking.ask_checks),
    Job("watch-causes", Daily(time(7, 4)), recurrence.watch_causes),
    Job("remind-ombudsman", Daily(time(7, 5)), ombudsman.remind_ombudsman),
    Job("reach-newcomers", Daily(time(4, 0)), newcomers.reach_newcomers),
    Job("give-again", Daily(time(4, 10)), renewals.give_again),
    Job("remind-assignments", Daily(time(7, 10)), assigning.remind_assignments),
    Job("remind-signatures", Daily(time(7, 20)), signing.remind_signatures),
    Job("escalate-cases", Every(timedelta(minutes=15)), escalation.escalate_cases),
    Job("forget-past", Daily(time(2, 0)), forgetting.forget_past, is_apart=True),
    Job("forget-notices", Daily(time(3, 20), weekday=MONDAY), notices.forget_read),
    Job("forget-letters", Daily(time(3, 25), weekday=MONDAY), mail.forget_words),
    Job("forget-runs", Daily(time(3, 30), weekday=MONDAY), forget_runs),
)


def find(name: str) -> Job:
    """Return the job of this name; raise NotFound with the names there are."""
    for job in JOBS:
        if job.name == name:
            return job
    names = ", ".join(job.name for job in JOBS)
    raise NotFound("There is no job named {name}. Use one of: {names}.", name=name, names=names)

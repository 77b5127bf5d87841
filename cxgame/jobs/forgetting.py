"""The night's forgetting: what is past its time, and what deleted things leave behind."""

from datetime import datetime

from cxgame import db
from cxgame.people.actor import Actor
from cxgame.thread.privacy import retention, rules, traces


def forget_past(*, now: datetime) -> int:
    """Empty what is past its time by the company's rules, and return how much it was.

    Then the database is rewritten if anything was erased lately, by whomever.
    """
    count = 0
    with db.reading() as session:
        has_rules = bool(rules.in_force(session))
    run_id = None
    while has_rules:
        with db.transaction() as session:
            actor = Actor.system("jobs")
            done = retention.apply_retention(session, actor=actor, run_id=run_id, now=now)
        if done.is_over:
            break
        run_id, count = done.run_id, count + done.count
    traces.clean_after_erasures(now=now)
    return count

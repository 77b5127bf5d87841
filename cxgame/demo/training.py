"""Who of the invented company is given which module, and who gets round to it when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlmodel import Session

from cxgame import clock
from cxgame.demo import story
from cxgame.demo.people import Cast
from cxgame.demo.pupils import Pupil, skill_of
from cxgame.learning import assignments
from cxgame.people.actor import Actor

EVERY_TEAM = tuple(team.key for team in story.TEAMS)
COMPLAINED_OF = (story.IMPROVING, story.TRYING, "shop-moema", "clinic-moema", "hotel-savassi")
AGAIN_AFTER = (2, 5)  # days until somebody who did not pass tries again
OPENED, LOOKED_AGO = 3, 2  # the question at which those stopped who only looked inside
LATE = 45  # days within which the others get round to it after all


@dataclass(frozen=True)
class Campaign:
    """A module given to teams `ago` days before the end; `share` of the people pass it in time."""

    ago: int
    slug: str
    due_in: int
    share: float
    teams: tuple[str, ...] = EVERY_TEAM


CAMPAIGNS = (
    Campaign(530, "welcome", 30, 0.93),
    Campaign(400, "complaint", 30, 0.88, COMPLAINED_OF),
    Campaign(205, "waiting-and-queues", 21, 0.9, (story.IMPROVING,)),
    Campaign(90, "carry-out-and-keep-informed", 30, 0.8, (story.IMPROVING,)),
    Campaign(33, "complaint", 21, 0.6, ("shop-moema", story.TRYING)),
    Campaign(20, "log-what-customers-say", 24, 0.9),
)
# Who learns at their own pace: the days before the end on which they take a module.
OWN_PACE = {
    "Alice Nogueira": {24: "discover-the-need", 16: "sell-with-care", 8: "inclusive-service"}
}
LOOKING = ("Alice Nogueira", "Bruno Teles", "Renata Vilela")  # in the middle of the last module


@dataclass
class Training:
    """The cast, and who sits down to which module on which day (counted to the end)."""

    cast: Cast
    agenda: dict[int, list[tuple[Actor, str]]] = field(default_factory=lambda: defaultdict(list))


def spend_day(session: Session, at: Training, *, day: date, ago: int) -> None:
    """Give the day's modules and let those learn who planned to."""
    morning = clock.start_of(day) + timedelta(hours=8)
    for campaign in CAMPAIGNS:
        if campaign.ago == ago:
            _give(session, at, campaign, day, morning)
    for actor in (one for members in at.cast.members.values() for one in members):
        if slug := OWN_PACE.get(actor.name, {}).get(ago):
            at.agenda[ago].append((actor, slug))
    for actor, slug in at.agenda.pop(ago, []):
        _learn(session, at, actor, slug, ago, morning)


def plan(at: Training, people: list[Actor], slug: str, *, ago: int, within: int) -> None:
    """Let these people sit down to a module on some day from the next one on.

    Days are counted to the end: what is planned for a day after it does not happen.
    """
    for actor in people:
        dice = story.dice("plans", actor.name, slug, ago)
        at.agenda[ago - 1 - dice.randrange(within)].append((actor, slug))


def _give(session: Session, at: Training, campaign: Campaign, day: date, now: datetime) -> None:
    """Give a module to each team by its manager; most will sit down before it is due."""
    for team in campaign.teams:
        manager = at.cast.managers[team]
        assignments.assign_module(
            session,
            actor=manager,
            module_slug=campaign.slug,
            team_id=at.cast.teams[team],
            due_on=day + timedelta(days=campaign.due_in),
            now=now,
        )
        home = [*at.cast.members[team], *([manager] if _is_home(at, manager, team) else [])]
        _plan_for(at, home, campaign)


def _is_home(at: Training, actor: Actor, team: str) -> bool:
    return actor.team_id == at.cast.teams[team]


def _plan_for(at: Training, people: list[Actor], campaign: Campaign) -> None:
    """Let most sit down in time and the others later, some only for a look just now."""
    slug, due = campaign.slug, campaign.ago - campaign.due_in
    looking = [one for one in people if _only_looks(one, slug)]
    willing = [one for one in people if one not in looking and _is_willing(one, campaign)]
    others = [one for one in people if one not in looking and one not in willing]
    plan(at, looking, slug, ago=LOOKED_AGO, within=1)
    plan(at, willing, slug, ago=campaign.ago, within=campaign.due_in)
    plan(at, others, slug, ago=due, within=LATE)


def _is_willing(actor: Actor, campaign: Campaign) -> bool:
    dice = story.dice("willing", actor.name, campaign.slug, campaign.ago)
    return dice.random() < campaign.share


def _only_looks(actor: Actor, slug: str) -> bool:
    return slug == CAMPAIGNS[-1].slug and actor.name in LOOKING


def _learn(
    session: Session, at: Training, actor: Actor, slug: str, ago: int, morning: datetime
) -> None:
    """Go through the module; whoever does not pass comes back some days later."""
    dice = story.dice("learns", actor.name, slug, ago)
    pupil = Pupil(
        actor=actor,
        skill=skill_of(actor),
        dice=dice,
        language=at.cast.language,
        now=morning + timedelta(minutes=dice.randrange(60, 600)),
    )
    stops = _only_looks(actor, slug)
    if pupil.walk(session, slug, until=OPENED if stops else None) or stops:
        return
    later = ago - dice.randint(*AGAIN_AFTER)
    if later > 0:
        at.agenda[later].append((actor, slug))

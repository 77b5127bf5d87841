"""What customers do on one day at one team: come, answer, complain, praise. Pure, from dice."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import exp, sqrt
from random import Random

from cxgame import clock
from cxgame.demo import story, voices
from cxgame.demo.story import TeamStory
from cxgame.demo.voices import Speaker
from cxgame.feedback.kinds import Channel, Kind

OPENS, OPEN_FOR = timedelta(hours=9), 10 * 60  # minutes
REGULARS = 4_000  # customers of the chain who are known by a number
WRITES = {voices.GOOD: 0.3, voices.SO: 0.3, voices.BAD: 0.65}  # how many say why
SCORES = {
    voices.GOOD: ((9, 10), (36, 64)),
    voices.SO: ((7, 8), (42, 58)),
    voices.BAD: (tuple(range(7)), (6, 3, 6, 10, 12, 28, 35)),
}
FAVOURABLE = {"csat": (5, 1, 86), "ces": (7, 1, 79)}  # highest, lowest, percent in the upper part
COMPLIMENTS = {"shop": 0.6, "grooming": 1.6, "clinic": 3.0, "hotel": 4.0, "taxi": 4.0}  # per 1,000
SUGGESTIONS = 0.35  # per 1,000
ASKED_MORE = 0.22  # of those who answer, how many are asked a second question
HEARD_COMPLAINTS = 0.25  # for each complaint that customers send themselves
OBSERVATIONS = 0.16  # of a team on an ordinary day
FAR_APART = 14  # days between two answers to the team that hardly anybody answers
LEFT_CONTACT = 0.4
PAGES_SINCE, BY_PAGE = 150, 0.2  # days since the codes hang at the counters; who answers there


@dataclass(frozen=True)
class Voice:
    """One thing that a customer said, or that somebody of the team heard."""

    at: datetime
    kind: Kind
    channel: Channel
    touchpoint: str
    text: str
    survey: str = ""
    score: int = 0
    customer: str = ""
    contact: str = ""
    heard_as: str = ""
    mood: int = 0


@dataclass(frozen=True)
class TeamDay:
    """How many customers a team served on a day, and what was said."""

    served: int
    voices: tuple[Voice, ...]


def team_day(
    team: TeamStory, day: date, ago: int, speaker: Speaker, staff: list[str], name: str
) -> TeamDay:
    """Return one day of a team; `ago` counts the days until the story ends."""
    dice = story.dice("day", team.key, ago)
    expected = story.customers(team, day)
    served = max(0, round(dice.gauss(expected, 1.3 * sqrt(expected)))) if expected else 0
    visit = _Visit(team, day, ago, dice, speaker, staff, name)
    said = [*visit.answers(served), *visit.complaints(served), *visit.others(served)]
    return TeamDay(served, tuple(sorted(said, key=lambda voice: voice.at)))


@dataclass(frozen=True)
class _Visit:
    team: TeamStory
    day: date
    ago: int
    dice: Random
    speaker: Speaker
    staff: list[str]
    name: str

    def answers(self, served: int) -> Iterator[Voice]:
        if self.team.key == story.COLLECTING:
            count = int(self.ago % FAR_APART == 3)
        else:
            count = poisson(self.dice, served * self.team.answers / 100)
        for _ in range(count):
            yield self._nps()
            if self.dice.random() < ASKED_MORE:
                yield self._other_score()

    def complaints(self, served: int) -> Iterator[Voice]:
        rate = story.complaints_per_customer(self.team, self.ago)
        for _ in range(poisson(self.dice, served * rate)):
            by_page = self.dice.random() < 0.6
            yield self._complaint(Channel.PUBLIC if by_page else Channel.PLATFORM)
        for _ in range(poisson(self.dice, served * rate * HEARD_COMPLAINTS)):
            yield self._complaint(Channel.STAFF)

    def others(self, served: int) -> Iterator[Voice]:
        praise = COMPLIMENTS[self.team.kind] / 1_000
        for _ in range(poisson(self.dice, served * praise)):
            touchpoint = self._touchpoint()
            args = (self.dice, self.team.kind, touchpoint, self._somebody(), self.name)
            yield self._said(Kind.COMPLIMENT, touchpoint, self.speaker.compliment(*args))
        for _ in range(poisson(self.dice, served * SUGGESTIONS / 1_000)):
            yield self._said(Kind.SUGGESTION, "", self.speaker.suggestion(self.dice))
        if served and self.dice.random() < OBSERVATIONS:
            yield self._observation()

    def _nps(self) -> Voice:
        touchpoint = self._touchpoint()
        promoters, passives = story.opinion(self.team, touchpoint, self.ago)
        weights = (promoters, passives, 100 - promoters - passives)
        mood = self.dice.choices((voices.GOOD, voices.SO, voices.BAD), weights)[0]
        scores, often = SCORES[mood]
        score = self.dice.choices(scores, often)[0]
        text = ""
        if self.dice.random() < WRITES[mood]:
            args = (self.dice, self.team.kind, touchpoint, mood, self._somebody())
            text = self.speaker.comment(*args)
        by_page = self.dice.random() < BY_PAGE and self.ago <= PAGES_SINCE
        channel = Channel.PUBLIC if by_page else Channel.API
        return Voice(
            self._at(), Kind.SURVEY, channel, touchpoint, text, "nps", score, self._customer()
        )

    def _other_score(self) -> Voice:
        survey = self.dice.choice(tuple(FAVOURABLE))
        highest, lowest, percent = FAVOURABLE[survey]
        middle = (highest + lowest) // 2
        if self.dice.random() * 100 < percent:
            score = self.dice.choice(range(middle + 1, highest + 1))
        else:
            score = self.dice.choice(range(lowest, middle + 1))
        touchpoint, who = self._touchpoint(), self._customer()
        return Voice(self._at(), Kind.SURVEY, Channel.API, touchpoint, "", survey, score, who)

    def _complaint(self, channel: Channel) -> Voice:
        is_late = self.dice.random() < story.late_share(self.team, self.ago)
        touchpoint = story.LATE if is_late else self._touchpoint()
        text = self.speaker.complaint(self.dice, self.team.kind, touchpoint, self._somebody())
        return self._said(Kind.COMPLAINT, touchpoint, text, channel)

    def _observation(self) -> Voice:
        touchpoint = self._touchpoint()
        line = self.speaker.overheard(self.dice, self.team.kind, touchpoint)
        return Voice(
            self._at(),
            Kind.OBSERVATION,
            Channel.STAFF,
            touchpoint,
            line["text"],
            heard_as=line["kind"],
            mood=line["mood"],
        )

    def _said(
        self, kind: Kind, touchpoint: str, text: str, channel: Channel = Channel.PUBLIC
    ) -> Voice:
        who, contact = self._customer(), ""
        if kind is Kind.COMPLAINT and self.dice.random() < LEFT_CONTACT:
            contact = f"{who.lower()}@example.com"
        return Voice(self._at(), kind, channel, touchpoint, text, customer=who, contact=contact)

    def _touchpoint(self) -> str:
        return self.dice.choices(tuple(self.team.moments), tuple(self.team.moments.values()))[0]

    def _somebody(self) -> str:
        return self.dice.choice(self.staff)

    def _customer(self) -> str:
        return f"C-{self.dice.randint(1_000, 1_000 + REGULARS)}"

    def _at(self) -> datetime:
        minutes = self.dice.randrange(OPEN_FOR)
        return clock.start_of(self.day) + OPENS + timedelta(minutes=minutes)


def poisson(dice: Random, mean: float) -> int:
    """Return how often something rare happens; for means of a few (Knuth's method)."""
    limit, product, count = exp(-mean), dice.random(), 0
    while product > limit:
        product *= dice.random()
        count += 1
    return count

"""How the invented customers and colleagues put things, seldom twice the same way."""

from collections.abc import Sequence
from random import Random
from typing import Any

from cxgame.demo import words

GOOD, SO, BAD = "good", "so", "bad"
HOURS = range(10, 19)  # full hours at which something can be promised
WAITS = range(25, 75, 5)  # minutes

Line = dict[str, Any]  # a sentence in both languages, of an observation its kind and mood too


class Speaker:
    """Finds everybody's words in one language; sentences come round as in a shuffled deck."""

    def __init__(self, language: str, men: Sequence[str]) -> None:
        self.language = language
        self._men = frozenset(men)
        self._phrases = words.read("phrases")
        self._decks: dict[str, list[Any]] = {}

    def comment(self, dice: Random, kind: str, touchpoint: str, mood: str, staff: str) -> str:
        """Return what somebody writes beside a score."""
        if dice.random() < 0.12:
            return self._say(dice, f"short {mood}", self._phrases["short"][mood], staff)
        said = self._on(dice, kind, touchpoint, mood, staff)
        if dice.random() < 0.6:
            return said
        return f"{said} {self._say(dice, f'tail {mood}', self._phrases['tails'][mood], staff)}"

    def complaint(self, dice: Random, kind: str, touchpoint: str, staff: str) -> str:
        """Return a complaint, with what the customer wants in one of two."""
        said = self._on(dice, kind, touchpoint, BAD, staff)
        if dice.random() < 0.5:
            return said
        return f"{said} {self._say(dice, 'demand', self._phrases['demands'], staff)}"

    def compliment(self, dice: Random, kind: str, touchpoint: str, staff: str, team: str) -> str:
        """Return kind words that name the team or somebody of it."""
        thanks = self._say(dice, "thanks", self._phrases["thanks"], staff, team=team)
        return f"{self._on(dice, kind, touchpoint, GOOD, staff)} {thanks}"

    def suggestion(self, dice: Random) -> str:
        """Return a wish."""
        return self._say(dice, "wish", self._phrases["wishes"], "")

    def overheard(self, dice: Random, kind: str, touchpoint: str) -> Line:
        """Return what somebody of the team heard: kind, mood and the sentence as `text`."""
        line = self._next(dice, f"heard {kind} {touchpoint}", moment(kind, touchpoint)["heard"])
        return {"kind": line["kind"], "mood": line["mood"], "text": line[self.language]}

    def _on(self, dice: Random, kind: str, touchpoint: str, mood: str, staff: str) -> str:
        lines = moment(kind, touchpoint)[mood]
        return self._say(dice, f"{kind} {touchpoint} {mood}", lines, staff)

    def _say(
        self, dice: Random, deck: str, lines: Sequence[Line], staff: str, team: str = ""
    ) -> str:
        text: str = self._next(dice, deck, lines)[self.language]
        return text.format_map(self._filling(dice, staff, team)) if "{" in text else text

    def _next(self, dice: Random, deck: str, lines: Sequence[Line]) -> Line:
        """Return a line as from a deck that is shuffled anew, never the same one twice running."""
        left = self._decks.setdefault(deck, [])
        if len(left) < 2 and len(lines) > 1:
            fresh = [line for line in lines if line not in left]
            dice.shuffle(fresh)
            left[:0] = fresh
        line: Line = left.pop() if left else lines[0]
        return line

    def _filling(self, dice: Random, staff: str, team: str) -> dict[str, str]:
        """Return what fills the places of a sentence; names bring their article in Portuguese."""
        ending = dice.choice("oa")
        pet = dice.choice(self._phrases["pets"][ending])
        day = dice.choice(self._phrases["days"])
        hour = dice.choice(HOURS)
        colleague = self._with_article(staff, "o" if staff in self._men else "a")
        named = self._with_article(pet, ending)
        return {
            "pet": named,
            "Pet": named[:1].upper() + named[1:],
            "o": ending,
            "he": "he" if ending == "o" else "she",
            "him": "him" if ending == "o" else "her",
            "his": "his" if ending == "o" else "her",
            "staff": colleague,
            "Staff": colleague[:1].upper() + colleague[1:],
            "team": team,
            "hour": self._hour(hour),
            "later": self._hour(hour + dice.choice((1, 2))),
            "minutes": str(dice.choice(WAITS)),
            "day": day[self.language],
            "on_day": day[f"on-{self.language}"],
            "product": dice.choice(self._phrases["products"])[self.language],
        }

    def _with_article(self, name: str, article: str) -> str:
        return f"{article} {name}" if self.language == "pt-BR" else name

    def _hour(self, hour: int) -> str:
        if self.language == "pt-BR":
            return f"{hour}h"
        return f"{hour - 12 if hour > 12 else hour} {'pm' if hour >= 12 else 'am'}"


def moment(kind: str, touchpoint: str) -> dict[str, Any]:
    """Return what can be said of one kind of service at one touchpoint."""
    found: dict[str, Any] = words.read(kind)[touchpoint]
    return found


def step_of(kind: str, touchpoint: str) -> str:
    """Return the SOP step that complaints there are about, such as POP-001/orient."""
    return str(moment(kind, touchpoint)["step"])


def mood_of(score: int) -> str:
    """Return how somebody speaks who gave this NPS score."""
    return GOOD if score >= 9 else SO if score >= 7 else BAD

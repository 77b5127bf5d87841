"""What the readings of boards and cards hand out: plain values in the actor's language."""

from dataclasses import dataclass
from datetime import date, datetime

from cxgame.boards.checklist import Item
from cxgame.boards.comments import Comment
from cxgame.boards.files import FileLine
from cxgame.boards.form import CardForm
from cxgame.boards.history import Event
from cxgame.boards.models import Level, Priority
from cxgame.boards.raci import Approval, Letter, Stage, Stance
from cxgame.errors import Reason


@dataclass(frozen=True)
class Filters:
    """What a board is narrowed to; nothing chosen shows all that the actor sees."""

    team_id: int | None = None
    person_id: int | None = None
    is_overdue: bool = False
    priority: Priority | None = None
    label: str = ""
    search: str = ""  # words of title, description and the rest; accents and case don't matter


@dataclass(frozen=True)
class Face:
    """A person with a letter."""

    id: int
    name: str
    letter: Letter


@dataclass(frozen=True)
class CardBrief:
    """A card on its board.

    `named` are people of an import who have no account here. `blocked` says by column key why the
    actor can't move it there; `heard` of `asked`
    consultations are closed; `days` it stands in its column; `steps` of the checklist are
    (done, all), None without one.
    """

    id: int
    title: str
    target: str
    team: str
    serves: str
    priority: Priority
    due_on: date | None
    is_overdue: bool
    days: int
    approval: Approval
    waits_for_confirmation: bool
    is_on_hold: bool
    heard: int
    asked: int
    faces: tuple[Face, ...]
    missing: tuple[Reason, ...]
    blocked: dict[str, tuple[Reason, ...]]
    version: int
    labels: tuple[str, ...]
    named: tuple[str, ...]
    steps: tuple[int, int] | None
    comments: int
    files: int


@dataclass(frozen=True)
class ColumnView:
    """A column with its first cards; `hidden` more and `older` finished ones are not drawn."""

    id: int
    key: str
    name: str
    stage: Stage
    wip_limit: int | None
    is_done: bool
    cards: tuple[CardBrief, ...]
    hidden: int
    older: int

    @property
    def is_over(self) -> bool:
        """Tell whether more cards stand here than people agreed on: a warning, not a wall."""
        return self.wip_limit is not None and len(self.cards) + self.hidden > self.wip_limit


@dataclass(frozen=True)
class BoardView:
    """A board as the actor sees it."""

    id: int
    level: Level
    name: str
    is_main: bool
    may_change: bool
    columns: tuple[ColumnView, ...]

    @property
    def cards(self) -> list[CardBrief]:
        """Return every card drawn."""
        return [card for column in self.columns for card in column.cards]

    @property
    def card_ids(self) -> list[int]:
        """Return the ids of every card drawn."""
        return [card.id for card in self.cards]


@dataclass(frozen=True)
class Target:
    """A column to which the card can be moved, or why the actor can't."""

    key: str
    name: str
    against: tuple[Reason, ...]


@dataclass(frozen=True)
class ConsultationView:
    """Somebody who is consulted; `asked_at` is None while the plan is a draft."""

    person_id: int
    name: str
    question: str
    asked_at: datetime | None = None
    stance: Stance | None = None
    answer: str = ""
    answered_at: datetime | None = None
    waived_because: str = ""

    @property
    def is_open(self) -> bool:
        """Tell whether an answer is still waited for."""
        return self.answered_at is None and not self.waived_because


@dataclass(frozen=True)
class Decision:
    """Where the card stands with those who decide; empty texts and None where nothing happened.

    `against` is what keeps the actor from approving now.
    """

    approval: Approval
    submitted_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    rejected_because: str
    second: str
    second_approved_at: datetime | None
    second_waived_by: str
    second_waived_because: str
    done_asked_by: str
    done_asked_at: datetime | None
    against: tuple[Reason, ...]


@dataclass(frozen=True)
class May:
    """What the actor may do with a card now: which buttons to show."""

    change: bool
    submit: bool
    decide: bool
    answer: bool
    waive: bool
    waive_second: bool
    cancel: bool
    comment: bool
    hold: bool
    resume: bool


@dataclass(frozen=True)
class Content:
    """What people put onto a card: checklist, comments, files, oldest first."""

    items: tuple[Item, ...]
    comments: tuple[Comment, ...]
    files: tuple[FileLine, ...]


@dataclass(frozen=True)
class CardView:
    """Everything about a card that its page shows; events newest first.

    `stand_ins` names by person who acts today in the place of those with A or R.
    """

    id: int
    level: Level
    column: str
    column_key: str
    stage: Stage
    form: CardForm
    team: str
    touchpoint: str
    step: str
    serves: str
    decision: Decision
    is_overdue: bool
    cancelled_because: str
    held_because: str
    done_at: datetime | None
    created_by: str
    created_at: datetime
    faces: tuple[Face, ...]
    named: tuple[str, ...]
    stand_ins: dict[int, str]
    consultations: tuple[ConsultationView, ...]
    events: tuple[Event, ...]
    missing: tuple[Reason, ...]
    promise_missing: tuple[Reason, ...]
    targets: tuple[Target, ...]
    may: May
    content: Content
    version: int

"""The due queue of a thousand cards, and the rerun from an answer to its feedback."""

import json
import random
import re
import sqlite3
import statistics
import time
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlmodel import Session, col, select
from streamlit.components.v2.bidi_component.main import _make_trigger_id
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets import Subprotocol
from websockets.sync.client import ClientConnection, connect

from benchmarks import reruns
from benchmarks.server import environment, free_port, running
from benchmarks.table import Line, median_ms
from cxgame import clock, content, db, migrate
from cxgame.learning import importing
from cxgame.learning.models import Question
from cxgame.learning.practice import deck
from cxgame.learning.practice.models import ReviewCard
from cxgame.people import passwords, service
from cxgame.people.actor import Actor
from cxgame.people.demo_accounts import DEMO_PASSWORD
from cxgame.people.models import Role

NAME = "practiser"
CARDS, MODULES = 1_000, 20
OTHERS, THEIR_CARDS = 60, 600
MOST_MS_DUE = 20
MOST_MS, MOST_RATIO = 30, 5
TURNS, WARM_UP = 30, 5


def run(folder: Path, _rows: int) -> list[Line]:
    """Measure both on one database, in which sixty other people have their cards too."""
    path = folder / "practice.db"
    person_id = fill(f"sqlite:///{path}")
    return [due_queue(path, person_id), answer_to_feedback(path)]


def fill(url: str) -> int:
    """Make a database with a person of a thousand due cards and return the person's id."""
    engine = db.connect(url)
    migrate.upgrade(engine)
    now = clock.now()
    with db.transaction(engine) as session:
        importing.import_shipped(session, now=now)
        system = Actor.system("benchmark")
        unit = service.add_unit(session, actor=system, name="North", now=now)
        team = service.add_team(session, actor=system, unit_id=unit, name="Desk", now=now)
        people = [
            service.add_person(
                session,
                actor=system,
                name=name,
                role=Role.FRONTLINE,
                team_id=team,
                language="en",
                password_hash=passwords.hashed(DEMO_PASSWORD) if name == NAME else None,
                now=now,
            )
            for name in (NAME, *(f"Person {number}" for number in range(OTHERS)))
        ]
        questions = _questions(session)
        rows = [
            row
            for person_id in people
            for row in _cards(
                person_id, questions, CARDS if person_id == people[0] else THEIR_CARDS
            )
        ]
        session.execute(db.insert(session, ReviewCard), rows)
    engine.dispose()
    return people[0]


def due_queue(path: Path, person_id: int) -> Line:
    """Measure what is due, sorted by recall, beside a bare SELECT of the same cards."""
    engine = db.connect(f"sqlite:///{path}")
    today = clock.local_day(clock.now())

    def read() -> None:
        with db.reading(engine) as session:
            found = deck.due(session, person_id=person_id, day=today)
        assert len(found) == CARDS

    bare = sqlite3.connect(path)
    query = "SELECT * FROM review_card WHERE person_id = ? AND due_on <= ?"
    taken = median_ms(read, times=50)
    floor = median_ms(lambda: bare.execute(query, (person_id, str(today))).fetchall(), times=50)
    engine.dispose()
    return Line(
        f"due queue of {CARDS:,} cards, weakest first",
        f"{taken:.1f} ms",
        f"{floor:.1f} ms bare SELECT",
        f"{taken / floor:.1f}",
        f"≤ {MOST_MS_DUE} ms",
        taken <= MOST_MS_DUE,
    )


def answer_to_feedback(path: Path) -> Line:
    """Measure from sending an answer to the end of the run that told what came of it."""
    port = free_port()
    env = environment(f"sqlite:///{path}", port=str(port), jobs="0")
    with running(["-m", "benchmarks.titled", str(port)], port, env):
        cookie = reruns.sign_in(port, NAME)
        floor = reruns.rerun_ms(port, cookie, reruns.FLOOR, "")
        taken = _practise(port, cookie)
    return Line(
        "answer → feedback in a practice",
        f"{taken:.1f} ms",
        f"{floor:.1f} ms title only",
        f"{taken / floor:.1f}",
        f"≤ {MOST_MS} ms and ≤ {MOST_RATIO}",
        taken <= MOST_MS and taken / floor <= MOST_RATIO,
    )


def _questions(session: Session) -> list[Question]:
    """Return copies of a question with one right answer, as many as somebody may have cards."""
    library = content.load(importing.SHIPPED_FOLDER)
    like = library.modules[0]
    single = next(question for question in like.questions if question.kind is content.Kind.SINGLE)
    modules = tuple(
        replace(
            like,
            slug=f"copy-{number}",
            questions=tuple(
                replace(single, id=f"copy-{number}-{place}") for place in range(CARDS // MODULES)
            ),
        )
        for number in range(MODULES)
    )
    importing.import_content(
        session,
        actor=Actor.system("benchmark"),
        library=replace(library, modules=modules, tracks=()),
        now=clock.now(),
    )
    copies = select(Question).where(col(Question.key).startswith("copy-"))
    return list(session.exec(copies.order_by(col(Question.id))))


def _cards(person_id: int, questions: list[Question], many: int) -> list[dict[str, object]]:
    dice = random.Random(person_id)
    now = clock.now()
    today = clock.local_day(now)
    rows: list[dict[str, object]] = []
    for question in questions[:many]:
        reviewed_on = today - timedelta(days=dice.randint(1, 60))
        rows.append(
            {
                "person_id": person_id,
                "question_id": question.id,
                "step_id": question.step_id,
                "team_id": None,
                "epoch": 1,
                "stability": dice.uniform(0.2, 60),
                "difficulty": dice.uniform(1, 10),
                "reviewed_on": reviewed_on,
                "last_review_at": clock.start_of(reviewed_on),
                "due_on": today - timedelta(days=dice.randint(0, 30)),
                "reps": 3,
                "lapses": 1,
            }
        )
    return rows


class _Phone:
    """A browser session at the practice: what its sheet says, and taps on it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.page, self.sheet_id, self.markup, self.taps = "", "", "", 0

    def open(self) -> None:
        """Load the page; a practice that begins asks for a second run of the script."""
        self._send(BackMsg())
        while 'class="hero' not in self.markup and "learning-" not in self.markup:
            self._listen()

    def tap(self, **message: str) -> float:
        """Send a message of the sheet and return the milliseconds until the run's end."""
        self.taps += 1
        asked = BackMsg()
        state = asked.rerun_script.widget_states.widgets.add()
        state.id = _make_trigger_id(self.sheet_id, "events")
        value = {**message, "sent_id": str(self.taps)}
        state.json_trigger_value = json.dumps([{"event": "sent", "value": value}])
        begun = time.perf_counter()
        self._send(asked)
        self._listen()
        return (time.perf_counter() - begun) * 1000

    def _send(self, asked: BackMsg) -> None:
        if self.page:
            asked.rerun_script.page_script_hash = self.page
        else:
            asked.rerun_script.page_name = "practice"
        self.socket.send(asked.SerializeToString())

    def _listen(self) -> None:
        """Read until the script has finished, and keep what the sheet shows."""
        while True:
            message = ForwardMsg()
            data = self.socket.recv(timeout=30)
            message.ParseFromString(data if isinstance(data, bytes) else data.encode())
            self.page = message.navigation.page_script_hash or self.page
            component = message.delta.new_element.bidi_component
            if component.id.endswith("-practice"):
                held = json.loads(component.json or component.mixed.json)
                self.sheet_id, self.markup = component.id, held["markup"]
            if message.WhichOneof("type") == "script_finished":
                return


def _practise(port: int, cookie: str) -> float:
    """Answer card after card, practice after practice; return the median time to the feedback."""
    address = f"ws://127.0.0.1:{port}/_stcore/stream"
    headers = {"Cookie": cookie, "Origin": f"http://127.0.0.1:{port}"}
    with connect(
        address,
        additional_headers=headers,
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
    ) as socket:
        phone = _Phone(socket)
        phone.open()
        taken = [_answer(phone) for _turn in range(WARM_UP + TURNS)]
    return statistics.median(taken[WARM_UP:])


def _answer(phone: _Phone) -> float:
    turn = re.search(r'name="turn" value="(\d+)"', phone.markup)
    first = re.search(r'name="answer" value="([\w-]+)"', phone.markup)
    if turn is None or first is None:
        raise SystemExit("the practice shows no card to answer")
    taken = phone.tap(name="answer", turn=turn[1], answer=first[1], ms="9000")
    if "learning-told" not in phone.markup:
        raise SystemExit("an answer was not told")
    phone.tap(name="next", value=turn[1])
    if 'class="finish"' in phone.markup:
        phone.tap(name="more")
    return taken

"""Import a million answers by command, beside a bare executemany into the same columns."""

import csv
import json
import random
import resource
import sqlite3
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

from benchmarks.server import environment
from benchmarks.table import Line

LEAST_RATIO = 1 / 6
MOST_MB = 500
TEAMS, TOUCHPOINTS = 8, 6
FIRST = date(2025, 1, 1)
COMMENTS = ("", "", "", "Muito bom", "Atrasou de novo", "Adorei o atendimento, voltarei")


def run(folder: Path, rows: int) -> list[Line]:
    """Measure rows a second and the memory of the command."""
    file = folder / "answers.csv"
    write_answers(file, rows)
    url = f"sqlite:///{folder / 'import.db'}"
    begun = time.perf_counter()
    report = command(
        url, "import", "feedback", str(file), "--survey", "nps", "--create-teams", "--json"
    )
    taken = time.perf_counter() - begun
    if report["created"] != rows:
        raise SystemExit(f"the import stored {report['created']} of {rows} rows")
    megabytes = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    floor = bare_executemany(folder / "import.db", folder / "bare.db")
    speed, floor_speed = rows / taken, rows / floor
    return [
        Line(
            f"import of {rows:,} answers",
            f"{speed:,.0f} rows/s",
            f"{floor_speed:,.0f} rows/s bare executemany",
            f"{speed / floor_speed:.2f}",
            "≥ 1/6",
            speed / floor_speed >= LEAST_RATIO,
        ),
        Line(
            "memory of that import",
            f"{megabytes:,.0f} MB",
            "",
            "",
            f"< {MOST_MB} MB",
            megabytes < MOST_MB,
        ),
    ]


def write_answers(file: Path, rows: int) -> None:
    """Write a CSV of answers over 18 months, 8 teams and 6 touchpoints."""
    chance = random.Random(7)  # the same file each time, no secret
    days = [str(FIRST + timedelta(days=number)) for number in range(540)]
    with file.open("w", newline="", encoding="utf-8") as out:
        writer = csv.writer(out)
        writer.writerow(["submission_id", "score", "collected_at", "team", "touchpoint", "text"])
        for number in range(rows):
            writer.writerow(
                [
                    f"a{number}",
                    min(10, int(chance.triangular(0, 11, 10))),
                    days[number * len(days) // rows],
                    f"Team {chance.randrange(TEAMS)}",
                    f"Point {chance.randrange(TOUCHPOINTS)}",
                    chance.choice(COMMENTS),
                ]
            )


def command(url: str, *words: str) -> dict[str, int]:
    """Run a command of the product in a process of its own and return its JSON."""
    subprocess.run(
        [sys.executable, "-m", "cxgame", "migrate"],
        env=environment(url),
        check=True,
        capture_output=True,
    )
    done = subprocess.run(
        [sys.executable, "-m", "cxgame", *words],
        env=environment(url),
        check=True,
        capture_output=True,
        text=True,
    )
    report: dict[str, int] = json.loads(done.stdout)
    return report


def bare_executemany(source: Path, target: Path) -> float:
    """Return the seconds that inserting the same rows takes: same columns, keys and indexes."""
    read, write = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = OFF"):
        write.execute(f"PRAGMA {pragma}")
    query = """SELECT sql FROM sqlite_master WHERE tbl_name = 'feedback_record'
        AND type <> 'trigger' AND sql IS NOT NULL"""
    for (statement,) in read.execute(query):
        write.execute(statement)
    rows = read.execute("SELECT * FROM feedback_record").fetchall()
    marks = ",".join("?" * len(rows[0]))
    begun = time.perf_counter()
    write.execute("BEGIN")
    write.executemany(f"INSERT INTO feedback_record VALUES ({marks})", rows)
    write.execute("COMMIT")
    return time.perf_counter() - begun

"""`job NAME`, `worker`: work by the clock, from the command line."""

import signal
import threading

import typer

from cxgame import jobs, migrate
from cxgame.cli.say import say
from cxgame.jobs import catalogue, runner


def add_to(app: typer.Typer) -> None:
    """Add this module's commands."""
    app.command("job")(job)
    app.command("worker")(worker)


def job(name: str) -> None:
    """Run one job now."""
    effects = runner.run_now(catalogue.find(name))
    say("The job {name} is done: {n} changes.", name=name, n=effects)


def worker() -> None:
    """Run the jobs by the clock until it is stopped; for installations of several processes."""
    migrate.upgrade()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    stop = jobs.start()
    say("The jobs run. Stop with Ctrl+C.")
    stopped.wait()
    stop()

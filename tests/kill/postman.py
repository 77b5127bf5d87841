"""A process of the kill test: the real clock, which sends mail every second."""

import signal
import sys
import threading
from datetime import timedelta

from cxgame import jobs, tables  # noqa: F401
from cxgame.jobs.catalogue import Job
from cxgame.jobs.posting import send_mail
from cxgame.notices.mail import sending
from cxgame.schedule.slots import Every

LASTS = timedelta(seconds=0.6)
TICK = timedelta(seconds=0.1)
CLAIM_LASTS = timedelta(seconds=2)


def main() -> None:
    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    sending.CLAIM_LASTS = CLAIM_LASTS  # what a killed process holds is let go soon
    job = Job("send-mail", Every(timedelta(seconds=1)), send_mail, is_apart=True)
    stop = jobs.start([job], tick=TICK, lasts=LASTS)
    sys.stdout.write("started\n")
    sys.stdout.flush()
    stopped.wait()
    stop()


if __name__ == "__main__":
    main()

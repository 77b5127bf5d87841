"""Work that runs by the clock: a lease decides who leads, a ledger what was run."""

from cxgame.jobs.ticking import health, start

__all__ = ["health", "start"]

"""Work that runs by the clock: a lease decides who leads, a ledger what was run."""

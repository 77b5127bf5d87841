"""The accounts that the demonstration shows on its own sign-in page and in the terminal."""

DEMO_NAMES = ("alice", "diana", "edu", "admin")
DEMO_PASSWORD = "demo1234"  # noqa: S105  # shown to everybody; the demonstration is local only

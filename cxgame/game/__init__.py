"""The game: an append-only ledger of points."""

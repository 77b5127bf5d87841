"""You said, we did: what was heard, and what was done about it, for everybody to see."""

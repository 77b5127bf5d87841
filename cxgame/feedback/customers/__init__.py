"""The customers we know by more than a pseudonym: how to reach them, and their segment."""

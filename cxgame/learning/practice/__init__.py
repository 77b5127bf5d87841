"""Practice of the day: cards that remember when a question was answered, and when it is due."""

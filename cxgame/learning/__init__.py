"""Learning: modules, questions, scenarios, attempts and progress."""

"""What makes a card a plan: cause, promised figure, check, and the next cycle."""

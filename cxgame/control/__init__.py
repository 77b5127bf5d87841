"""Control charts: limits of what is usual, and the rules that tell a signal from noise."""

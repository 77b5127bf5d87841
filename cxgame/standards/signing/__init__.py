"""What a version of an SOP asks of whom, and the signatures that answer it."""

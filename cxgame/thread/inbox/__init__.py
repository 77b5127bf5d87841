"""One inbox of all that waits for a person, its daily e-mail and its calendar."""

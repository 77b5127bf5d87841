"""Charts: plain rows in, a finished chart out; titles and notes are passed in, worded."""

"""Tables of the learning room."""

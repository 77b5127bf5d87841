"""Tables of the boards room."""

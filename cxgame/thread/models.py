"""Tables of the thread room."""

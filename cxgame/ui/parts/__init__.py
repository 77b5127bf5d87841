"""What pages are made of, a module or more a room."""

"""Who may run which command: the table that `permissions` reads, one part a room."""

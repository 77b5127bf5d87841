"""When each unit is open: the week, days off, holidays."""

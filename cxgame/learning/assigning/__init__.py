"""What assignments need besides giving one: newcomers, reminders, taking back, giving again."""

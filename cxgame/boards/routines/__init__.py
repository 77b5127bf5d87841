"""Routine checks of a team: what recurs by the calendar of its unit, done or missed."""

"""Readings that part what was heard by team, place, reason or customer, and compare the parts."""

"""Readings that tell a signal from noise, and those that need two rooms."""

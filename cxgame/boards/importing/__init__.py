"""Bring boards in from files of other tools, and take them back."""

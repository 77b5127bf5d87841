"""Persons, teams and units, who may do what, signing in, and the audit."""

"""Visits that look at the service: by a mystery visitor, or by a leader in the field."""

"""Credentials that anybody can verify: Open Badges 3.0, signed, with no network needed."""

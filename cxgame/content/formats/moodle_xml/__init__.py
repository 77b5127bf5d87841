"""Moodle XML: what Moodle exports by itself, with almost everything a question has."""

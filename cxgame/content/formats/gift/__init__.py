"""Moodle GIFT."""

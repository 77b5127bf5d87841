"""Views of the customers' voice that people named: their filters, kept to come back to."""

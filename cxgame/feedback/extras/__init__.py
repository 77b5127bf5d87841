"""The extra questions of a survey, and what customers answer to them."""

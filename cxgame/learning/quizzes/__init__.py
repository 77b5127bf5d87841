"""Quizzes on a version of an SOP, which sign it for whoever passes."""

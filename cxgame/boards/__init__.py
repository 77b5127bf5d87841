"""Boards: cards with RACI that acts."""

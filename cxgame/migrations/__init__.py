"""Migrations, in order; they never import the models of the app."""

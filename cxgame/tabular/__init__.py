"""Read tables out of files: how they are written, their columns, rows and dates."""

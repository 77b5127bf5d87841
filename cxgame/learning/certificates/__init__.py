"""Certificates: given when a module is passed, shown to anybody, taken back with a reason."""

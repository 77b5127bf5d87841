"""Bring files in: find out how they are written, map columns, read rows, store or report them."""

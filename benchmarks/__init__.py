"""Benchmarks: each compares with a floor measured in the same run, and prints the ratio."""

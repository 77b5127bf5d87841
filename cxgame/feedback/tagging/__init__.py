"""Tags: what records speak of, by hand, in bulk and by rules."""

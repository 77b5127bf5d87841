"""What the law gives customers over their data: to see it, to correct it, to have it erased."""

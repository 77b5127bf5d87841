"""What customers tell us: records, surveys, imports and the scores they give."""

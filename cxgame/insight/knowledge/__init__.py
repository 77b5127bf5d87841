"""What teams remember of each SOP step: the estimate beside what was observed."""

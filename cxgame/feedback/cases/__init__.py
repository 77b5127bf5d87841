"""Cases: what is done about what somebody told us, until the customer knows."""

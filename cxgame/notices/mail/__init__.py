"""Mail to persons and customers: an outbox that is written with what it tells of."""

"""The demonstration: an invented pet-shop chain, and what an empty database needs first."""

"""CXGame: learn the service standards, hear the customers, improve with proof."""

__version__ = "0.1.0"

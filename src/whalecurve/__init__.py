"""Whalecurve: who your most profitable customers are, what they have in common, and what to do about it."""

__version__ = "0.1.0"

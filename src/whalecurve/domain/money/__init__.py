"""Whole minor units: shared out exactly, read from text without losing a digit."""

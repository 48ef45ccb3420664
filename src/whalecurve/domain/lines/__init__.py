"""Figures on the lines that make them: where a cost belongs, and its part of each line to the minor unit."""

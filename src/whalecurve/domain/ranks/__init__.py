"""Statements to ranks, groups with verdicts, the whale curve, and what stands first in words."""

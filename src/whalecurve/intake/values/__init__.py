"""Texts of a column to exact numbers, days, months and traits."""

"""Recognised columns to the canonical tables: customers, products, transactions, activities, costs."""

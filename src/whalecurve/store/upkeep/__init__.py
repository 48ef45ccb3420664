"""Backups, restoring, and looking after the store: is it sound, and is what was deleted gone?"""

"""Frames in, Altair charts out, each with the sentence that says what it shows. No screen, no files."""

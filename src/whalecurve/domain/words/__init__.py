"""Numbers, nouns and names as people write them, put together to sentences, safe to show."""

"""What is kept on disk: canonical tables and facts, each with its checksum, in a folder of the user's own."""

"""The process that reads files: under limits, apart from the server."""

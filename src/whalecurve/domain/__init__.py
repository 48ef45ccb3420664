"""The pure core: money, costs, statements, ranks and curves. No files, no clock, no database, no screen."""

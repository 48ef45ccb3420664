"""Sources and a scenario in, results out: the same for the app, the command line and a schedule."""

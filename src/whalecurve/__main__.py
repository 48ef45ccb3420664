"""`python -m whalecurve` does what the command `whalecurve` does."""

import sys

from whalecurve.cli import main

if __name__ == "__main__":
    sys.exit(main())

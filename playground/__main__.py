"""`python -m playground`, and the console script `playground`."""

import sys

from playground.import_path import leave_working_folder


def main() -> int:
    """Run the command line of this process and return its exit code."""
    leave_working_folder()
    from playground.cli import main as run  # from here on imports find what is meant

    return run()


if __name__ == "__main__":
    sys.exit(main())

"""The ``dashboard`` command: one module of ``dashboard.commands`` for each subcommand."""

from __future__ import annotations

import os
import sys

from dashboard.commands import FINE, run


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output ('| head') has seen enough. Python would complain again on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FINE
    sys.exit(code)


if __name__ == "__main__":
    main()

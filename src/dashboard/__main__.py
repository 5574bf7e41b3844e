"""The ``dashboard`` command: one module of ``dashboard.commands`` for each subcommand."""

from __future__ import annotations

import os
import sys

from dashboard.commands import FINE, _trouble, run
from dashboard.commands._outcome import UNUSABLE


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        code = run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the output ('| head') has seen enough
        _discard_output()
        code = FINE
    except OSError as error:  # the output goes to a file on a full disk
        _discard_output()
        print(_trouble.of_the_system(error), file=sys.stderr)
        code = UNUSABLE
    sys.exit(code)


def _discard_output() -> None:
    """Python would complain of the same again on its way out."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()

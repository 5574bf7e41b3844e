"""Subcommands of ``dashboard``, one module each, found by being there.

A module that defines ``SUMMARY``, ``arguments`` and ``run`` is a subcommand of its own name. What a
subcommand needs is imported when it runs, so that ``dashboard --help`` answers at once.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import sys
from collections.abc import Sequence
from types import ModuleType

from dashboard import settings
from dashboard.commands import _trouble
from dashboard.commands._outcome import FINE, INTERRUPTED, UNUSABLE, CannotGoOn

EXIT_CODES = (
    "exit codes: 0 all is well; 1 something was refused or set aside; 2 nothing could be used "
    "(no such file, not an extract, no store, no release, an address that is not allowed); 130 stopped with "
    "Ctrl-C before the work was done"
)
DATA = (
    "folder of the installation: store, releases, register, reports (default: $DASHBOARD_DATA, "
    "else data/installation)"
)


def commands() -> dict[str, ModuleType]:
    """Every subcommand's module by name."""
    return {
        module_info.name: importlib.import_module(f"{__name__}.{module_info.name}")
        for module_info in pkgutil.iter_modules(__path__)
        if not module_info.name.startswith("_")
    }


def parser() -> argparse.ArgumentParser:
    """The command line with every subcommand."""
    whole = argparse.ArgumentParser(
        prog="dashboard",
        description="From agencies' extracts to a dashboard of safe figures, on this machine.",
        epilog=EXIT_CODES,
    )
    listed = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, module in commands().items():
        own = listed.add_parser(name, help=module.SUMMARY, description=module.__doc__, epilog=EXIT_CODES)
        module.arguments(own)
        own.add_argument("--data", metavar="DIR", help=DATA)
        own.set_defaults(run=module.run)
    return whole


def run(words: Sequence[str]) -> int:
    """Run one command line; returns its exit code. Wrong usage leaves with 2, as argparse does.

    Whatever fails is told in words. Python's development mode (-X dev) shows the whole error instead.
    """
    where = None
    try:
        chosen = parser().parse_args(words)
        where = settings.installation(chosen.data)
        return int(chosen.run(chosen, where))
    except CannotGoOn as stop:
        print(stop, file=sys.stderr)
        return UNUSABLE
    except KeyboardInterrupt:
        print("Stopped before the work was done.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        raise
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        print(_trouble.words(error, where), file=sys.stderr)
        return UNUSABLE


__all__ = ["EXIT_CODES", "FINE", "commands", "parser", "run"]

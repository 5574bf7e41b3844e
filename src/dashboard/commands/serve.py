"""Serve the current release to a browser on this machine, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import time

from dashboard.commands._outcome import FINE, CannotGoOn
from dashboard.settings import Installation

SUMMARY = "serve the current release on this machine"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument("--port", type=port, help="the port (default: 8501, or the next that is free)")
    parser.add_argument(
        "--host", default="127.0.0.1", help="127.0.0.1, localhost or ::1; any other address is refused"
    )


def port(text: str) -> int:
    """A port from the command line."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return number


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where the address is refused or the port taken, 0 once it is stopped."""
    return serve(where, chosen.host, chosen.port)


def serve(where: Installation, host: str = "127.0.0.1", port: int | None = None) -> int:
    """Serve ``where`` until Ctrl-C; port None is the first free one from 8501.

    Raises CannotGoOn where the address or port cannot be had.
    """
    from dashboard.server import listening

    began = time.monotonic()
    try:
        opened = listening.open_socket(host, port)
    except listening.CannotListen as refused:
        raise CannotGoOn(str(refused)) from refused
    address = listening.address(opened)
    print("Starting the server ...", flush=True)
    # The pages run in this process and ask settings, which asks the environment.
    os.environ["DASHBOARD_DATA"] = str(where.root)

    def ready() -> None:
        seconds = time.monotonic() - began
        print(f"The dashboard is at {address} (ready in {seconds:.1f} s). Ctrl-C stops it.", flush=True)

    listening.run(opened, ready=ready)
    print("\nStopped.", flush=True)
    return FINE

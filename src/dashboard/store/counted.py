"""Which records releases have counted, by pseudonym: the one part of the register that can be erased.

    register/records/<release>/<table>.csv              record_key, month, codes as they were counted
    register/made_up/records/<release>/<table>.csv      the same of a demonstration

The base cells beside them name nobody, and so every published figure, stand when a record is forgotten.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Collection
from pathlib import Path

import pandas as pd

from dashboard.files.disk import move_into_place

RECORDS = "records"


def forget_records(register: Path, table: str, keys: Collection[str]) -> int:
    """Take away that the records ``keys`` of ``table`` were counted; gives how many lines are gone.

    Raises OSError, with the files that were not reached as they were.
    """
    return _forget(register, table, lambda held: held["record_key"].isin(keys))


def forget_before(register: Path, table: str, month: datetime.date) -> int:
    """Take away which records of ``table`` were counted in months before ``month``; as ``forget_records``."""
    return _forget(register, table, lambda held: held["month"] < month.isoformat())


def _forget(register: Path, table: str, gone: Callable[[pd.DataFrame], pd.Series]) -> int:
    """Take away the lines (record_key, month as YYYY-MM-DD, codes) that are ``gone``, each file whole."""
    forgotten = 0
    for path in sorted(register.glob(f"**/{RECORDS}/*/{table}.csv")):
        held = pd.read_csv(path, dtype=str, keep_default_na=False)
        flags = gone(held)
        if flags.any():
            aside = path.with_name(f".{path.name}.new")
            aside.unlink(missing_ok=True)
            os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
            held[~flags].to_csv(aside, index=False, lineterminator="\n")
            move_into_place(aside, path)
            forgotten += int(flags.sum())
    return forgotten

"""How long rows about people are kept: ``settings.toml`` in the installation.

[retention]
months = 84    # whole months before the present one
"""

from __future__ import annotations

import datetime
from pathlib import Path

from pydantic import Field

from dashboard.files import bounded_toml
from dashboard.files.strict_toml import KeyWrong, Strict, check
from dashboard.settings import Installation


class SettingsWrong(Exception):
    """The settings of the installation cannot be used. The message says which key, and what to write."""


class _Retention(Strict):
    months: int = Field(ge=1, le=1200)


class _Settings(Strict):
    retention: _Retention | None = None


def first_kept(where: Installation, today: datetime.date) -> datetime.date | None:
    """The first month that is kept by the installation's settings; None where they name no retention.

    Raises SettingsWrong naming the file and the key.
    """
    retention = _read(where.settings_file).retention
    if retention is None:
        return None
    number = today.year * 12 + today.month - 1 - retention.months
    return datetime.date(number // 12, number % 12 + 1, 1)


def _read(path: Path) -> _Settings:
    if not path.exists():
        return _Settings()
    try:
        return check(_Settings, bounded_toml.loads(bounded_toml.read_text(path)))
    except (UnicodeDecodeError, bounded_toml.TomlRefused) as broken:
        raise SettingsWrong(f"{path} is not correct TOML in UTF-8. Correct it, or remove it.") from broken
    except KeyWrong as slip:
        raise SettingsWrong(
            f"{path} has an error: {slip}. Write, for example: [retention] and below it months = 84."
        ) from slip

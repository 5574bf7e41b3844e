"""How long rows about people are kept: ``settings.toml`` in the installation.

[retention]
months = 84    # whole months before the present one
"""

from __future__ import annotations

import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from dashboard.files import bounded_toml
from dashboard.settings import Installation


class SettingsWrong(Exception):
    """The settings of the installation cannot be used. The message says which key, and what to write."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Retention(_Strict):
    months: int = Field(ge=1, le=1200)


class _Settings(_Strict):
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
        return _Settings.model_validate(bounded_toml.loads(bounded_toml.read_text(path)))
    except (UnicodeDecodeError, bounded_toml.TomlRefused) as broken:
        raise SettingsWrong(f"{path} is not correct TOML in UTF-8. Correct it, or remove it.") from broken
    except ValidationError as wrong:
        first = wrong.errors(include_input=False, include_url=False, include_context=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        raise SettingsWrong(
            f"{path} has an error at '{key}': {first['msg']}. Write, for example: [retention] and below it "
            "months = 84."
        ) from wrong

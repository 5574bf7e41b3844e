"""What a release is made from, as one hash: where nothing of it has changed, the last release stands."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable
from pathlib import Path

from dashboard import settings
from dashboard.publication import NoRelease, Publication
from dashboard.release.publishing import file_name, point_at
from dashboard.release.register import Register
from dashboard.release.report import ReleaseReport
from dashboard.settings import Installation

#: What a presenter chooses from, which no release is made from.
CHOICES = ("agendas", "themes")
_ENDINGS = frozenset({".py", ".sql", ".toml", ".csv", ".geojson", ".json"})


def hash_of_inputs(
    where: Installation,
    folder: Path,
    made_at: datetime.datetime,
    last: datetime.date | None,
    returns: str = "",
) -> str:
    """The hash of the store, the code lists, the files of facts (ours and the installation's own), the rules
    and our own code.

    ``folder`` has the indicators; ``returns`` says what became of the expected ones. The month of ``made_at``
    counts too, since it is not complete.
    """
    whole = hashlib.sha256(f"{made_at:%Y-%m} {last or ''}\n{returns}".encode())
    package = settings.PROJECT / "src" / "dashboard"
    for path in (*_below(package), *_below(settings.REFERENCE), *_below(folder), *_below(where.codes)):
        whole.update(path.name.encode() + path.read_bytes())
    for path in _below(where.reference):
        if path.relative_to(where.reference).parts[0] in CHOICES:
            continue
        # Where it lies decides what it stands in place of.
        whole.update(path.relative_to(where.root).as_posix().encode() + path.read_bytes())
    with where.store.open("rb") as stream:
        whole.update(hashlib.file_digest(stream, "sha256").digest())
    return whole.hexdigest()


def standing(where: Installation, register: Register, inputs: str) -> ReleaseReport | None:
    """The report of the last release, where it was made from the same and is the one that is shown."""
    lines = register.releases()
    if not lines or lines[-1]["inputs"] != inputs:
        return None
    path = where.releases / file_name(lines[-1]["id"])
    try:
        release = Publication(path)
    except NoRelease:
        return None
    try:
        point_at(where, lines[-1])
        nothing_new = "nothing has changed since it was made, so it stands"
        return ReleaseReport(
            release.id, path, 0.0, release.facts["as_of"], release.made_up, (), (nothing_new,)
        )
    finally:
        release.close()


def _below(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in _ENDINGS and path.is_file())

"""Whether the register may be trusted to say all that is public: if not, nothing is released.

The register and the public list beside the releases hold one another: a shortened, older, foreign or lost
register is seen by the list, a shortened list by the register, a strange file by both.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from dashboard.files.chain import ChainBroken, Line, hash_of, sha256_of
from dashboard.publication.listed import list_file, listed
from dashboard.release.errors import ReleaseError
from dashboard.release.publishing import file_name, publish
from dashboard.release.register import RESTORE, Register, file_of
from dashboard.settings import Installation


def trusted(
    where: Installation, register: Register, made_up: bool, made_at: datetime.datetime, accept_loss: bool
) -> list[str]:
    """Check the register against its own hashes, the public list and the files; finish what was interrupted.

    Gives sentences for the analyst about what was finished or accepted. ``accept_loss`` accepts that files
    of earlier releases are gone. Raises ReleaseError, saying what to put back, where anything is amiss.
    """
    lines = register.releases()
    public = _public(where)
    mine = [line for line in public if bool(line["made_up"]) == made_up]
    if made_up and not lines:
        mine = []  # a demonstration begins anew
    _files_as_written(register, lines)
    _alike(where, register, lines, mine)
    _clock(lines, made_at)
    words = []
    if len(lines) == len(mine) + 1:
        path = publish(where, lines[-1], made_up)
        words.append(f"{path.name}, whose release was interrupted, is published now")
        public = _public(where)
    _nothing_strange(where, public)
    missing = [line["file"] for line in public if not (where.releases / str(line["file"])).exists()]
    if missing and not accept_loss:
        raise ReleaseError(
            f"{', '.join(map(str, missing))} cannot be found in {where.releases}, though it was released. "
            "Put it back from a backup, or accept that it is lost: 'dashboard release --accept-loss'."
        )
    return [*words, *(f"{name} is gone; what it published stays on the register" for name in missing)]


def _public(where: Installation) -> list[Line]:
    try:
        return listed(where)
    except (ChainBroken, OSError, UnicodeDecodeError) as broken:
        raise ReleaseError(
            f"{broken}. Put the list back from a backup; nothing is released without it."
        ) from broken


def _files_as_written(register: Register, lines: Sequence[Line]) -> None:
    for line in lines:
        for name, sha256 in line["files"].items():
            path = file_of(register.folder, line["id"], name)
            if not path.exists() or sha256_of(path) != sha256:
                raise ReleaseError(f"{path} is missing or was changed. {RESTORE}")
        for table in line["counted"]:
            path = file_of(register.folder, line["id"], f"records/{table}")
            if not path.exists():
                raise ReleaseError(f"{path} is missing. {RESTORE}")


def _alike(where: Installation, register: Register, lines: Sequence[Line], public: Sequence[Line]) -> None:
    """One line on the list for each on the register, but that the last may not have got there yet."""
    if len(lines) < len(public):
        raise ReleaseError(
            f"{list_file(where)} names {len(public)} releases and the register in {register.folder} only "
            f"{len(lines)}: it is lost, shortened or an older copy. {RESTORE}"
        )
    for line, shown in zip(lines, public, strict=False):
        if hash_of(line) != shown["register"]:
            raise ReleaseError(
                f"The register in {register.folder} is not the one that {shown['id']} was released from. "
                f"{RESTORE}"
            )
    if len(lines) > len(public) + 1:
        raise ReleaseError(
            f"{list_file(where)} names {len(public)} releases and the register {len(lines)}: the list is "
            "shortened or an older copy. Put the folder of releases back from a backup."
        )


def _nothing_strange(where: Installation, public: Sequence[Line]) -> None:
    names = {str(line["file"]) for line in public}
    strange = sorted(path.name for path in where.releases.glob(file_name("*")) if path.name not in names)
    if strange:
        raise ReleaseError(
            f"{', '.join(strange)} stands in {where.releases}, and no list names it. If it was ever shown to "
            "anybody, put the register back from a backup; if not, move the file away."
        )


def _clock(lines: Sequence[Line], now: datetime.datetime) -> None:
    if lines and now < datetime.datetime.fromisoformat(lines[-1]["made"]):
        before = datetime.datetime.fromisoformat(lines[-1]["made"])
        raise ReleaseError(
            f"The clock of this machine says {now:%d %B %Y, %H:%M}, but the last release was made later, on "
            f"{before:%d %B %Y, %H:%M}. Set the clock right and run 'dashboard release' again."
        )

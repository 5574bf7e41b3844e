"""The key of an installation and the pseudonyms made with it.

A pseudonym is HMAC-SHA256 (RFC 2104, FIPS 198-1) of what is said about somebody, under a key that
never lies beside the data: the same person has the same pseudonym in every file, and without the
key nobody can try names until one fits.
"""

from __future__ import annotations

import contextlib
import hmac
import os
import secrets
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from dashboard import settings
from dashboard.files.disk import make_folder, to_disk
from dashboard.intake.anonymise.key_text import former, normalise
from dashboard.store.packed import BYTES, PackedKeys

LENGTH = 32
_SEPARATOR = "\x1f"


class KeyRefused(Exception):
    """The key may not be used, or is the wrong one. The message says what to do."""


@dataclass(frozen=True)
class Key:
    """The secret of one installation; it shows itself in no message."""

    _secret: bytes = field(repr=False)

    def pseudonym(self, domain: str, *parts: str) -> str:
        """32 hexadecimal characters for ``parts``, the same however they are written (``key_text``).

        ``domain`` says what is meant: the same text as a person and as a reference gives two
        pseudonyms that nobody can match.
        """
        return self._sealed(domain, map(normalise, parts))

    def pseudonym_of_normal(self, domain: str, *parts: str) -> str:
        """``pseudonym`` of parts that are in their normal form already, as where many rows share one."""
        return self._sealed(domain, parts)

    def packed(self, domain: str, rows: Iterable[tuple[str, ...]]) -> PackedKeys:
        """The pseudonyms of many rows, each of parts that are in their normal form already."""
        packed = bytearray()
        for parts in rows:
            packed += self._digest(domain, parts)[:BYTES]
        return PackedKeys(bytes(packed))

    def pseudonyms_of_ever(self, domain: str, text: str) -> frozenset[str]:
        """The pseudonym of ``text``, and the one that an earlier version gave it where that was another.

        A store made before may hold either: whoever is erased must be found, and stay out, under both.
        """
        return frozenset({self.pseudonym(domain, text), self._sealed(domain, [former(text)])})

    def _sealed(self, domain: str, parts: Iterable[str]) -> str:
        return self._digest(domain, parts)[:BYTES].hex()

    def _digest(self, domain: str, parts: Iterable[str]) -> bytes:
        message = _SEPARATOR.join((domain, *parts))
        # Half a character, as a broken export may hold, must not raise an error that quotes the text.
        return hmac.digest(self._secret, message.encode("utf-8", "surrogatepass"), "sha256")

    @property
    def fingerprint(self) -> str:
        """16 hexadecimal characters that tell keys apart and give nothing of the key away."""
        return hmac.digest(self._secret, b"northamptonshire-dashboard key", "sha256").hex()[:16]


def key_for(where: settings.Installation, fingerprint: str | None) -> Key:
    """The installation's key; ``fingerprint`` is that of the key its store was made with.

    A key is made where there is none and the store needs none yet. Raises KeyRefused where the
    file is missing, lies in the wrong place, can be read by others or is not the store's key.
    """
    file = where.key_file
    _refuse_place(file, where.root)
    if not file.exists():
        if fingerprint is not None:
            raise KeyRefused(
                f"The store in {where.root} was made with a key that is missing from {file}. "
                f"{_elsewhere(file, fingerprint)}{_RESTORE}"
            )
        _create(file)
    key = _read(file)
    if fingerprint is not None and not hmac.compare_digest(fingerprint, key.fingerprint):
        raise KeyRefused(
            f"The key in {file} is not the one that the store in {where.root} was made with, so the "
            f"same person would count twice. {_RESTORE}"
        )
    return key


_RESTORE = (
    "Restore the key file from its backup, or start a new installation "
    "(another folder with --data) and take the extracts in there."
)


def _elsewhere(file: Path, fingerprint: str) -> str:
    """Where the key lies beside ``file`` under another name, in words: its folder was moved."""
    for other in sorted(file.parent.glob("*.key")):
        with contextlib.suppress(KeyRefused, OSError):
            if hmac.compare_digest(_read(other).fingerprint, fingerprint):
                return (
                    f"It is in {other}, as the installation's folder was moved or renamed: copy it with "
                    f"cp -p '{other}' '{file}'. Otherwise: "
                )
    return ""


def _refuse_place(file: Path, root: Path) -> None:
    places = {"the project's folder": settings.PROJECT, "the data folder": root}
    for words, place in places.items():
        if file.resolve().is_relative_to(place.resolve()):
            raise KeyRefused(
                f"The key file {file} lies inside {words} {place}: whoever copies that folder could turn "
                "pseudonyms back into people. Set DASHBOARD_KEY to a file elsewhere."
            )


def _create(file: Path) -> None:
    """Write a new key under another name first, so that nobody can ever read half of one."""
    make_folder(file.parent, 0o700)
    beside = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(secrets.token_bytes(LENGTH))
            stream.flush()
            os.fsync(stream.fileno())
        # A link, unlike a rename, never replaces a key that another process has just made: then
        # that one is the installation's key.
        with contextlib.suppress(FileExistsError):
            os.link(beside, file)
        # Before the first pseudonym is made with it: a store whose key is lost takes nothing in any more.
        to_disk(file.parent)
    finally:
        beside.unlink()


def _read(file: Path) -> Key:
    try:
        with file.open("rb") as stream:
            mode = os.fstat(stream.fileno()).st_mode
            secret = stream.read(LENGTH + 1)
    except IsADirectoryError:
        raise KeyRefused(f"{file} is a folder, not a key. Set DASHBOARD_KEY to a file in it.") from None
    except PermissionError:
        raise KeyRefused(
            f"The key file {file} may not be read. Run this as the user it belongs to."
        ) from None
    if os.name == "posix" and stat.S_IMODE(mode) & 0o077:
        raise KeyRefused(f"The key file {file} can be read by others. Run: chmod 600 '{file}'")
    if len(secret) != LENGTH:
        raise KeyRefused(f"The key file {file} does not hold {LENGTH} bytes, so it is no key. {_RESTORE}")
    return Key(secret)

"""A problem through the engine, part by part, with certificates; what was decided of a part before stands.

A decision is kept with its proof and taken again as long as the part is the same and all that is public of it
is what that decision shows: then nobody knows more than it allowed for. So a release decides on what is new,
however many came before it, and what an earlier one hid keeps its range.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

import numpy as np

import dashboard.disclosure
from dashboard.disclosure import certificate as certificates
from dashboard.disclosure import edition
from dashboard.disclosure.certificate import Certificate, CertificateError
from dashboard.disclosure.columns import Flags
from dashboard.disclosure.files import Row
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from dashboard.files.disk import move_into_place, to_disk
from dashboard.release.errors import ReleaseError
from dashboard.release.parts import asked, parts_of


@dataclass(frozen=True, eq=False)
class Solved:
    """What the engine decided: rows as published, which names are primary, and the sealed proof.

    ``file`` is the certificate's name in the register; ``fresh`` whether it has still to be written.
    """

    rows: list[Row]
    primary: frozenset[str]
    unprotectable: tuple[str, ...]
    certificate: Certificate
    file: str
    fresh: bool


def solve(
    instance: Instance,
    rules: Rules,
    bound: Mapping[str, str],
    title: str,
    folder: Path,
    tell: Callable[[str], None],
    settled: AbstractSet[str] = frozenset(),
) -> list[Solved]:
    """Protect each part of ``instance`` not ``settled`` yet, or take from ``folder`` what was decided of it.

    ``bound`` is what the certificates are bound to beside the cells: the hashes of the policy files.
    Raises ReleaseError where a kept certificate was changed, and whatever the engine raises.
    """
    return [_solved(part, rules, bound, title, folder, tell) for part in parts_of(instance, settled)]


def stood(
    instance: Instance, rules: Rules, bound: Mapping[str, str], title: str, folder: Path
) -> list[Solved]:
    """What was decided before of the parts of ``instance``, of those of which it still stands."""
    before = (kept(part, rules, bound, title, folder) for part in parts_of(instance))
    return [solved for solved in before if solved is not None]


def _solved(
    instance: Instance,
    rules: Rules,
    bound: Mapping[str, str],
    title: str,
    folder: Path,
    tell: Callable[[str], None],
) -> Solved:
    if (again := kept(instance, rules, bound, title, folder)) is not None:
        return again
    file = f"{_named(instance, rules, bound, title)}-{_public(instance)[:8]}.npz"
    done = protect(instance, rules, tell)
    if done.certificate is None:
        raise AssertionError("protect gives a certificate or raises")
    rows = edition.rows_of(done.instance, done)
    proof = edition.sealed(done.certificate, [*bound_rows(bound), *rows])
    return Solved(
        rows,
        frozenset(_names(done.instance, done.primary)),
        tuple(_names(done.instance, _flags(done))),
        proof,
        file,
        True,
    )


def kept(
    instance: Instance, rules: Rules, bound: Mapping[str, str], title: str, folder: Path
) -> Solved | None:
    """What was decided of this part before, where ``folder`` holds it and it still stands.

    The part may have been less public then: it stands where all that is public now is what it shows. It may
    not have been more public: what others no longer publish is not ours to show. Where several decisions
    stand, the one that shows least is what was published.
    """
    name = _named(instance, rules, bound, title)
    held = [read(path, bound) for path in sorted(folder.glob(f"{name}-*.npz"))]
    standing = [solved for solved in held if _stands(solved.certificate, instance.already_published)]
    return min(standing, key=lambda solved: int(_shown(solved.certificate).sum()), default=None)


def _stands(proof: Certificate, public: Flags) -> bool:
    """Whether a decision about the same part may be taken where ``public`` (sets,) is known by now."""
    then, shown = proof.already_published[: len(public)], _shown(proof)[: len(public)]
    return not (then & ~public).any() and not (public & ~shown).any()


def _shown(proof: Certificate) -> Flags:
    """The sets that a decision shows (sets,): those of the part first, with the numbers they have there."""
    shown = np.zeros(proof.columns.width, dtype=np.bool_)
    shown[proof.decision[proof.shown]] = True
    return shown


def bound_rows(bound: Mapping[str, str]) -> list[Row]:
    """The hashes that a certificate is sealed to, as rows before its cells."""
    return [(name, value, "bound", "", "") for name, value in sorted(bound.items())]


def _flags(done: Protection) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    flags = np.zeros(len(done.published), dtype=np.bool_)
    flags[done.unprotectable] = True
    return flags


def _names(instance: Instance, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[str]:
    return [name for name, decided in zip(instance.names, instance.decision, strict=True) if chosen[decided]]


def keep(solved: Solved, folder: Path) -> None:
    """Write the certificate and the decision beside it, for the analyst alone."""
    if not solved.fresh:
        return
    aside = folder / f".new-{solved.file}"
    certificates.save(solved.certificate, aside)
    words = folder / f"{solved.file}.csv"
    lines = ["\x1f".join((*row, "primary" if row[0] in solved.primary else "")) for row in solved.rows] + [
        "\x1f".join(("", name)) for name in solved.unprotectable
    ]
    words.touch(mode=0o600)
    words.write_text("\x1e".join(lines), encoding="utf-8")
    to_disk(words)
    move_into_place(aside, folder / solved.file)


def read(path: Path, bound: Mapping[str, str]) -> Solved:
    """The decision kept in ``path``. Raises ReleaseError where it was changed."""
    try:
        proof = certificates.load(path)
        lines = [line.split("\x1f") for line in _rows_text(path).split("\x1e")]
        rows: list[Row] = [(a, b, c, d, e) for a, b, c, d, e, _ in (line for line in lines if len(line) == 6)]
        _check(proof, [*bound_rows(bound), *rows])
    except (CertificateError, ValueError, OSError) as wrong:
        raise ReleaseError(
            f"{path} does not prove what it did when it was written: {wrong}. Find out who changed it; to "
            "solve it anew, delete that file."
        ) from wrong
    primary = frozenset(line[0] for line in lines if len(line) == 6 and line[5])
    return Solved(rows, primary, tuple(line[1] for line in lines if len(line) == 2), proof, path.name, False)


def _rows_text(path: Path) -> str:
    return path.with_name(f"{path.name}.csv").read_text(encoding="utf-8")


def _check(proof: Certificate, rows: list[Row]) -> None:
    from dashboard.disclosure.files import hash_of
    from dashboard.disclosure.verify import verify

    verify(proof, hash_of(rows))


def _named(instance: Instance, rules: Rules, bound: Mapping[str, str], title: str) -> str:
    """What the decisions about a part are called, but for what was public of it when they were made.

    It names all that a decision must fit: counts and cells, who put in what, the rules, the engine's own
    code, and what is public that this release would not show. Not in which order cells are useful: that
    follows how large groups usually are, and no decision that stands is taken anew because it has changed.
    """
    digest = hashlib.sha256(f"{rules.text()}|{sorted(bound.items())}|{_engine()}".encode())
    digest.update((instance.already_published & ~asked(instance)).tobytes())
    for field in fields(instance):
        if field.name in ("order", "already_published"):
            continue
        value = getattr(instance, field.name)
        digest.update(field.name.encode())
        if isinstance(value, tuple):
            digest.update("\x1f".join(value).encode())
        elif isinstance(value, Mapping):
            for name, part in value.items():
                digest.update(name.encode() + part.tobytes())
        elif field.name == "columns":
            digest.update(value.starts.tobytes() + value.base_cells.tobytes())
        elif field.name == "raids":
            parts = (value.alone, value.starts, value.numbers, value.people) if value else ()
            digest.update(b"|".join(part.tobytes() for part in parts))
        elif value is not None:
            digest.update(np.asarray(value).tobytes())
    return f"{title}-{digest.hexdigest()[:16]}"


def _public(instance: Instance) -> str:
    return hashlib.sha256(instance.already_published.tobytes()).hexdigest()


@cache
def _engine() -> str:
    """The hash of the engine's source: another engine may decide otherwise."""
    whole = hashlib.sha256()
    for path in sorted(Path(dashboard.disclosure.__file__).parent.glob("*.py")):
        whole.update(path.read_bytes())
    return whole.hexdigest()

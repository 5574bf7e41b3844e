"""What the latest restatement hides, as the release decided that made it: its range stands until the next."""

from __future__ import annotations

from collections.abc import Collection

from dashboard.disclosure.certificate import CertificateError
from dashboard.release import solving
from dashboard.release.errors import ReleaseError
from dashboard.release.family import Decision
from dashboard.release.proving import read_manifest
from dashboard.release.register import RESTORE, Register
from dashboard.release.vintages import named


def hidden_then(
    register: Register,
    number: int,
    domain: str,
    definitions: Collection[str],
    taken: Collection[str] = (),
) -> dict[str, Decision]:
    """The figures of ``domain`` that restatement ``number`` hides, by name, with their feasibility intervals.

    Only those of ``definitions`` (hashes) that anything was published of by then: of one that has been
    changed since, the range would be that of another count. Nothing is told of what a lost certificate
    decided, nor of what is ``taken``: certificates, by their files, that this release rests on too. Raises
    ReleaseError where the release's list of certificates is missing or one was changed.
    """
    place = {line["id"]: at for at, line in enumerate(register.releases())}
    release = str(register.restated()[number - 1]["id"])
    try:
        manifest = read_manifest(register.certificates, release)
    except CertificateError as gone:
        raise ReleaseError(f"{gone}. {RESTORE}") from gone
    published = {
        entry.definition
        for entry in register.entries()
        if entry.definition in definitions and place[entry.release] <= place[release]
    }
    in_force = {register.definition(name).id for name in published}
    paths = (
        register.certificates / file
        for file in manifest.certificates
        if file.startswith(f"{domain}-") and file not in taken
    )
    return {
        name: Decision(
            False, name in solved.primary, 0, float(low or 0), float(high) if high else float("inf")
        )
        for path in paths
        if path.exists()
        for solved in (solving.read(path, manifest.bound),)
        for name, value, _, low, high in solved.rows
        if value == "" and name.endswith(named("", number)) and name.partition("|")[0] in in_force
    }

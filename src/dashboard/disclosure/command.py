"""``dashboard protect``, ``dashboard verify`` and ``dashboard attack``: the engine by itself, on files.

Solvers are imported only where a piece of work needs one, so that ``verify_folder`` runs without any.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard.disclosure import files
from dashboard.disclosure.certificate import Certificate, CertificateError, load
from dashboard.disclosure.files import FileError
from dashboard.disclosure.instance import InstanceError, build
from dashboard.disclosure.rules import RuleError, Rules, Singletons, Zeros, rules_from
from dashboard.disclosure.verify import verify

if TYPE_CHECKING:
    from dashboard.disclosure.attack import Finding
    from dashboard.disclosure.instance import Instance

Tell = Callable[[str], None]


class NotProtected(Exception):
    """What was asked for would not be safe, or could not be proved. Nothing was written."""


class NotProved(Exception):
    """The folder's certificate does not prove its published cells. The message says why."""


@dataclass(frozen=True)
class Request:
    """What ``protect`` is to do."""

    atoms: Path
    cells: Path
    out: Path
    forced: Path | None = None
    order: Path | None = None
    threshold: int = 5
    zeros: str = Zeros.HIDDEN.value
    singletons: str = Singletons.NONE.value
    eliminate_only: bool = False


@dataclass(frozen=True)
class Attacked:
    """What an intruder found: how many cells it tried, which it ``broke``, which it only ``limited``.

    A broken cell is known, or known to be small and more closely than the rules allow. A limited one
    may be large, but not as small as 0.
    """

    tried: int
    broken: Sequence[Finding]
    limited: Sequence[Finding]
    seconds: float


def protect_files(request: Request, tell: Tell) -> Mapping[str, Any]:
    """Protect an instance and write it; the answer is what ``report.json`` says.

    Raises FileError where the input cannot be used and NotProtected where the result is not safe or
    not proved. Then nothing is written, and an earlier result stays as it was.
    """
    from dashboard.disclosure.solver import AuditAborted
    from dashboard.disclosure.witnesses import NoWitness

    try:
        rules = Rules(
            threshold=request.threshold,
            zeros=Zeros(request.zeros),
            singletons=Singletons(request.singletons),
        )
        cells = files.read_cells(request.cells)
        records = files.read_records(request.atoms)
        instance = build(records, cells, files.read_names(request.forced), files.read_names(request.order))
    except (InstanceError, RuleError) as wrong:
        raise FileError(f"{wrong}. Mend it and protect again.") from wrong
    try:
        return _written(request, rules, instance, cells, tell)
    except RuleError as wrong:
        raise FileError(f"{wrong}.") from wrong
    except (AuditAborted, CertificateError, NoWitness) as unproved:
        raise NotProtected(f"Nothing is written, because nothing is proved: {unproved}.") from unproved


def _written(
    request: Request, rules: Rules, instance: Instance, cells: Mapping[str, Sequence[str]], tell: Tell
) -> Mapping[str, Any]:
    from dashboard.disclosure.folder import replaced

    rows, report, save = _suppressed(request, rules, instance, tell)
    tell("writing")
    with replaced(request.out) as folder:
        files.write_cells(folder / files.CELLS, cells)
        files.write_published(folder / files.PUBLISHED, rows)
        files.write_report(folder / files.REPORT, {**report, "rules": rules.text()})
        save(folder / files.CERTIFICATE)
    return report


Made = tuple[list[files.Row], Mapping[str, Any], Callable[[Path], None]]


def _suppressed(request: Request, rules: Rules, instance: Instance, tell: Tell) -> Made:
    from dashboard.disclosure.certificate import save
    from dashboard.disclosure.edition import report_of, rows_of, sealed
    from dashboard.disclosure.protection import eliminated, protect

    done = eliminated(instance, rules) if request.eliminate_only else protect(instance, rules, tell)
    rows = rows_of(instance, done)
    if done.certificate is None:
        return rows, report_of(instance, done), lambda path: None
    certificate = sealed(done.certificate, rows)
    return rows, report_of(instance, done), lambda path: save(certificate, path)


def verify_folder(folder: Path) -> str:
    """Check a folder's certificate by sums alone; the answer is a sentence.

    Raises FileError where there is no result to check, NotProved where it proves nothing.
    """
    rows = files.read_published(folder / files.PUBLISHED)
    report = files.read_report(folder / files.REPORT)
    if not report.get("certified", True):
        raise NotProved(f"{folder} was made with --eliminate-only: it was neither audited nor proved")
    try:
        certificate = load(folder / files.CERTIFICATE)
        verify(certificate, files.hash_of(rows))
        _same_cells(certificate, rows)
        _same_rules(report, certificate.rules)
    except CertificateError as wrong:
        raise NotProved(str(wrong)) from wrong
    return (
        f"Proved: {len(certificate.witnesses)} data sets fit every published "
        f"cell and leave every secret open."
    )


def _same_cells(certificate: Certificate, rows: list[files.Row]) -> None:
    """The published file is the one that the sums speak of, value by value."""
    truth = certificate.columns.sums(certificate.witnesses[0])[certificate.decision]
    told = zip(certificate.names.tolist(), certificate.shown.tolist(), truth.tolist(), strict=True)
    meant = [(name, str(int(value)) if shown else "") for name, shown, value in told]
    if meant != [(cell, value) for cell, value, *_ in rows]:
        raise CertificateError(f"{files.PUBLISHED} is not what the certificate was made for")


def _same_rules(report: Mapping[str, Any], rules: str) -> None:
    import json

    if report["rules"] != json.loads(rules):
        raise CertificateError(f"the rules in {files.REPORT} are not those that the certificate was made for")


def attack_folder(folder: Path, *, linear: bool, tell: Tell) -> Attacked:
    """Try to work out what is hidden, knowing the published cells and the rules and nothing else.

    ``linear`` lets parts of a person count, which is faster and finds no more than whole numbers do.
    Raises FileError where there is nothing to attack, NotProtected where the solver did not finish.
    """
    import time

    from dashboard.disclosure.attack import AttackGaveUp, Policy, read_published

    report = files.read_report(folder / files.REPORT)
    try:
        rules = rules_from(report["rules"])
    except (RuleError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise FileError(f"{folder / files.REPORT} has no usable rules ({wrong}). Protect again.") from wrong
    clock = time.process_time()
    policy = Policy(rules.smallest_hidden, rules.largest_hidden)
    try:
        intruder = read_published(folder, policy, whole=not linear)
        found = intruder.narrowed(rules.smallest_hidden, rules.largest_hidden, tell)
    except AttackGaveUp as lost:
        raise NotProtected(f"The attack was not finished, so nothing is known: {lost}.") from lost
    broken = [one for one in found if one.exact or one.high <= rules.largest_hidden]
    limited = [one for one in found if one not in broken]
    return Attacked(len(intruder.hidden), broken, limited, time.process_time() - clock)

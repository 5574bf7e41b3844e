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
from dashboard.disclosure.rounded import ROUNDED, load_rounded, verify_rounded
from dashboard.disclosure.rules import RuleError, Rules, Singletons, Zeros, rules_from
from dashboard.disclosure.verify import verify

if TYPE_CHECKING:
    from dashboard.disclosure.attack import FeasibilityInterval
    from dashboard.disclosure.instance import Instance

Tell = Callable[[str], None]
#: The editions that a folder may hold: counts that are hidden where need be, or all of them rounded.
FIRST, SECOND = "suppressed", ROUNDED


class NotProtected(Exception):
    """What was asked for would not be safe, or could not be proved. Nothing was written."""


class NotProved(Exception):
    """The folder's certificate does not prove its published cells. The message says why."""


@dataclass(frozen=True)
class Request:
    """What ``protect`` is to do."""

    base_cells: Path
    cells: Path
    out: Path
    already_published: Path | None = None
    order: Path | None = None
    threshold: int = 5
    zeros: str = Zeros.HIDDEN.value
    singletons: str = Singletons.NONE.value
    eliminate_only: bool = False
    edition: str = FIRST


@dataclass(frozen=True)
class Attacked:
    """What an intruder found: how many cells it tried, which it ``broke``, which it only ``limited``.

    A broken cell is known, or known to be small and more closely than the rules allow. A limited one
    may be large, but not as small as 0.
    """

    tried: int
    broken: Sequence[FeasibilityInterval]
    limited: Sequence[FeasibilityInterval]
    seconds: float


def protect_files(request: Request, tell: Tell) -> Mapping[str, Any]:
    """Protect an instance and write it; the answer is what ``report.json`` says.

    Raises FileError where the input cannot be used and NotProtected where the result is not safe or
    not proved. Then nothing is written, and an earlier result stays as it was.
    """
    from dashboard.disclosure.rounding import CannotRound
    from dashboard.disclosure.solver import AuditAborted
    from dashboard.disclosure.witnesses import NoWitness

    _one_edition(request)
    try:
        rules = Rules(
            threshold=request.threshold,
            zeros=Zeros(request.zeros),
            singletons=Singletons(request.singletons),
        )
        cells = files.read_cells(request.cells)
        records = files.read_records(request.base_cells)
        instance = build(
            records, cells, files.read_names(request.already_published), files.read_names(request.order)
        )
    except (InstanceError, RuleError) as wrong:
        raise FileError(f"{wrong}. Mend it and protect again.") from wrong
    try:
        return _written(request, rules, instance, cells, tell)
    except RuleError as wrong:
        raise FileError(f"{wrong}.") from wrong
    except (AuditAborted, CertificateError, NoWitness, CannotRound) as unproved:
        raise NotProtected(f"Nothing is written, because nothing is proved: {unproved}.") from unproved


def _one_edition(request: Request) -> None:
    """Refuse what would set rounded counts beside exact ones. Raises FileError."""
    if (request.out / files.REPORT).exists():
        there = files.read_report(request.out / files.REPORT).get("edition", FIRST)
        if there != request.edition:
            raise FileError(
                f"{request.out} holds the {there} edition. Both together give small counts away: only "
                "one may ever be published. Where that one never was, delete it and protect again."
            )
    if request.edition == SECOND:
        for given, option in [
            (
                request.already_published,
                "--forced: exact counts that are public already would narrow the rounded ones",
            ),
            (request.zeros != Zeros.HIDDEN, "--zeros shown: a rounded 0 may be anything up to the base"),
            (request.eliminate_only, "--eliminate-only: rounding eliminates nothing"),
        ]:
            if given:
                raise FileError(f"The rounded edition cannot be made with {option}. Leave it out.")


def _written(
    request: Request, rules: Rules, instance: Instance, cells: Mapping[str, Sequence[str]], tell: Tell
) -> Mapping[str, Any]:
    from dashboard.disclosure.folder import replaced

    if request.edition == SECOND:
        rows, report, save = _rounded(rules, instance, cells, tell)
    else:
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
    rows, report = rows_of(done.instance, done), report_of(done.instance, done)
    if done.certificate is None:
        return rows, report, lambda path: None
    certificate = sealed(done.certificate, rows)
    return rows, report, lambda path: save(certificate, path)


def _rounded(rules: Rules, instance: Instance, cells: Mapping[str, Sequence[str]], tell: Tell) -> Made:
    """The second edition, which the intruder has to try before it is written. Raises CannotRound."""
    import time

    from dashboard.disclosure.attack import AttackGaveUp, Intruder
    from dashboard.disclosure.rounded import report_of, save_rounded, sealed_rounded
    from dashboard.disclosure.rounding import CannotRound, controlled

    clock = time.process_time()
    done = sealed_rounded(controlled(instance, rules, tell))
    rows = done.rows()
    tell("an intruder tries the rounded counts")
    try:
        shown = {cell: int(value) for cell, value, *_ in rows}
        narrowed = Intruder(shown, cells, base=done.base).narrowed(0, rules.largest_hidden, tell)
    except AttackGaveUp as lost:
        raise CannotRound(f"the intruder did not finish ({lost})") from lost
    if narrowed:
        raise CannotRound(
            f"{len(narrowed)} rounded counts can be narrowed, {narrowed[0].cell!r} for instance"
        )
    return rows, report_of(done, time.process_time() - clock), lambda path: save_rounded(done, path)


def verify_folder(folder: Path) -> str:
    """Check a folder's certificate by sums alone; the answer is a sentence.

    Raises FileError where there is no result to check, NotProved where it proves nothing.
    """
    rows = files.read_published(folder / files.PUBLISHED)
    report = files.read_report(folder / files.REPORT)
    if not report.get("certified", True):
        raise NotProved(f"{folder} was made with --eliminate-only: it was neither audited nor proved")
    if report.get("edition") == SECOND:
        return _verify_second(folder, rows, report)
    try:
        certificate = load(folder / files.CERTIFICATE)
        verify(certificate, files.hash_of(rows))
        _same_cells(certificate, rows)
        _same_rules(report, certificate.rules)
    except CertificateError as wrong:
        raise NotProved(str(wrong)) from wrong
    excused = int(certificate.excused[certificate.decision].sum())
    but = f" but {excused}, which {files.REPORT} names" if excused else ""
    return (
        f"Proved: {len(certificate.witnesses)} data sets fit every published cell "
        f"and leave every sensitive cell open{but}."
    )


def _verify_second(folder: Path, rows: list[files.Row], report: Mapping[str, Any]) -> str:
    try:
        proof = load_rounded(folder / files.CERTIFICATE)
        verify_rounded(proof, rows)
        if (report["base"], report["rules"]["threshold"]) != (proof.base, proof.base):
            raise CertificateError(f"the base in {files.REPORT} is not the one that was rounded to")
    except (CertificateError, KeyError, TypeError) as wrong:
        raise NotProved(str(wrong)) from wrong
    base = proof.base
    return f"Proved: all {len(rows)} values are sums of multiples of {base}, within {base} of their counts."


def _same_cells(certificate: Certificate, rows: list[files.Row]) -> None:
    """The published file is the one that the sums speak of, value by value."""
    truth = certificate.columns.sums(certificate.witnesses[0])[certificate.decision]
    columns = (certificate.names, certificate.listed, certificate.shown, truth)
    proved = zip(*(column.tolist() for column in columns), strict=True)
    meant = [(name, str(int(value)) if shown else "") for name, listed, shown, value in proved if listed]
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

    from dashboard.disclosure.attack import AttackGaveUp, Policy
    from dashboard.disclosure.attack_files import read_published

    report = files.read_report(folder / files.REPORT)
    try:
        rules = rules_from(report["rules"])
    except (RuleError, ValueError, TypeError, KeyError, AttributeError) as wrong:
        raise FileError(f"{folder / files.REPORT} has no usable rules ({wrong}). Protect again.") from wrong
    clock = time.process_time()
    second = report.get("edition") == SECOND
    policy = Policy(rules.smallest_hidden, rules.largest_hidden, rules.threshold if second else 0)
    try:
        intruder = read_published(folder, policy, whole=not linear)
        narrowed = intruder.narrowed(rules.smallest_hidden, rules.largest_hidden, tell)
    except AttackGaveUp as lost:
        raise NotProtected(f"The attack was not finished, so nothing is known: {lost}.") from lost
    broken = [
        interval for interval in narrowed if second or interval.exact or interval.high <= rules.largest_hidden
    ]
    limited = [interval for interval in narrowed if interval not in broken]
    return Attacked(len(intruder.hidden), broken, limited, time.process_time() - clock)

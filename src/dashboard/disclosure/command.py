"""``dashboard protect``, ``dashboard verify`` and ``dashboard attack``: the engine by itself.

Solvers are imported only where a command needs one, so that ``verify`` runs without any.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dashboard.disclosure import files
from dashboard.disclosure.certificate import Certificate, CertificateError, load, save
from dashboard.disclosure.instance import InstanceError, build
from dashboard.disclosure.rules import RuleError, Rules, Singletons, Zeros, rules_from
from dashboard.disclosure.verify import verify


def add_protect_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dashboard protect``."""
    parser.add_argument("--atoms", type=Path, required=True, help="atom,count[,contributor][,incident]")
    parser.add_argument("--cells", type=Path, required=True, help="cell,atom: one row a member")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write into")
    parser.add_argument("--forced", type=Path, help="cell: what is public already")
    parser.add_argument("--order", type=Path, help="cell: the most useful first")
    parser.add_argument("--threshold", type=int, default=5, help="counts below it are hidden (5)")
    parser.add_argument("--zeros", choices=[z.value for z in Zeros], default=Zeros.HIDDEN.value)
    parser.add_argument("--singletons", choices=[s.value for s in Singletons], default=Singletons.NONE.value)
    parser.add_argument(
        "--eliminate-only", action="store_true", help="equations only: no audit, no certificate"
    )


def add_verify_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dashboard verify``."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder written by 'dashboard protect'")


def add_attack_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of ``dashboard attack``."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder written by 'dashboard protect'")
    parser.add_argument("--linear", action="store_true", help="faster: fractions of people count as people")


def run_protect(args: argparse.Namespace) -> int:
    """Protect an instance and write it. 0: done; 1: not safe or not usable, and nothing is written."""
    from dashboard.disclosure.solver import AuditAborted
    from dashboard.disclosure.witnesses import NoWitness

    try:
        return _protect(args)
    except (InstanceError, RuleError, OSError) as wrong:
        return _stop(f"Nothing is written: {wrong}")
    except (AuditAborted, CertificateError, NoWitness) as unproved:
        return _stop(f"Nothing is written, because nothing is proved: {unproved}")


def _protect(args: argparse.Namespace) -> int:
    from dashboard.disclosure.edition import report_of, rows_of, sealed
    from dashboard.disclosure.protection import eliminated, protect

    rules = Rules(threshold=args.threshold, zeros=Zeros(args.zeros), singletons=Singletons(args.singletons))
    cells = files.read_cells(args.cells)
    instance = build(
        files.read_records(args.atoms), cells, files.read_names(args.forced), files.read_names(args.order)
    )
    done = eliminated(instance, rules) if args.eliminate_only else protect(instance, rules, _say)
    rows = rows_of(instance, done)
    certificate = sealed(done.certificate, rows) if done.certificate else None
    report = report_of(instance, done)
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / files.CERTIFICATE).unlink(missing_ok=True)
    files.write_cells(args.out / files.CELLS, cells)
    files.write_published(args.out / files.PUBLISHED, rows)
    files.write_report(args.out / files.REPORT, {**report, "rules": rules.text()})
    if certificate:
        save(certificate, args.out / files.CERTIFICATE)
    _say(
        f"{report['cells']} cells: {report['published']} published, {report['primary']} small, "
        f"{report['secondary']} more hidden to protect them"
    )
    for name in report["unprotectable"]:
        _say(f"unprotectable: {name} (what is public already gives it away)")
    _say(
        "proved by certificate.npz (confidential: do not pass it on)"
        if certificate
        else "not audited, not proved"
    )
    return 0


def run_verify(args: argparse.Namespace) -> int:
    """Check a folder's certificate by sums. 0: it proves the protection; 1: it does not."""
    try:
        rows = files.read_published(args.folder / files.PUBLISHED)
        certificate = load(args.folder / files.CERTIFICATE)
        verify(certificate, files.hash_of(rows))
        _same_cells(certificate, rows)
    except (CertificateError, InstanceError, OSError) as wrong:
        return _stop(f"Not proved: {wrong}")
    _say(
        f"Proved: {len(certificate.witnesses)} data sets fit every published cell "
        "and leave every secret open."
    )
    return 0


def _same_cells(certificate: Certificate, rows: list[files.Row]) -> None:
    """The published file is the one that the sums speak of, value by value."""
    truth = certificate.columns.sums(certificate.witnesses[0])[certificate.decision]
    told = zip(certificate.names.tolist(), certificate.shown.tolist(), truth.tolist(), strict=True)
    meant = [(name, str(int(value)) if shown else "") for name, shown, value in told]
    meant = [one for one, listed in zip(meant, certificate.listed.tolist(), strict=True) if listed]
    if meant != [(cell, value) for cell, value, *_ in rows]:
        raise CertificateError(f"{files.PUBLISHED} is not what the certificate was made for")


def run_attack(args: argparse.Namespace) -> int:
    """Try to work out what is hidden. 0: no secret is narrowed; 1: some are, and they are listed."""
    import json

    from dashboard.disclosure.attack import AttackGaveUp, Intruder

    try:
        rows = files.read_published(args.folder / files.PUBLISHED)
        rules = rules_from(json.loads(json.loads((args.folder / files.REPORT).read_text("utf-8"))["rules"]))
        shown = {cell: int(value) for cell, value, status, *_ in rows if status == "published"}
        members = files.read_cells(args.folder / files.CELLS)
        intruder = Intruder(shown, members, least=rules.smallest_hidden, whole=not args.linear)
        found = intruder.narrowed(rules.smallest_hidden, rules.largest_hidden)
    except (InstanceError, AttackGaveUp, OSError, KeyError, ValueError, RuleError) as wrong:
        return _stop(f"The attack could not be made: {wrong}")
    broken = [one for one in found if one.exact or one.high <= rules.largest_hidden]
    for one in found:
        words = "known" if one.exact else "narrowed" if one in broken else "limited, but it may be large"
        upper = "any number" if one.high == float("inf") else int(one.high)
        _say(f"{one.cell}: {int(one.low)} to {upper} ({words})")
    _say(
        f"{len(intruder.hidden)} hidden cells attacked: "
        f"{len(broken)} broken, {len(found) - len(broken)} limited"
    )
    return 1 if broken else 0


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


def _stop(words: str) -> int:
    sys.stderr.write(words + "\n")
    return 1


__all__ = [
    "add_attack_arguments",
    "add_protect_arguments",
    "add_verify_arguments",
    "run_attack",
    "run_protect",
    "run_verify",
]

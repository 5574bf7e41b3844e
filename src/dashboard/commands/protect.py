"""Protect any set of counts by itself, from files to files: hide what gives small counts away, prove it.

atoms.csv holds the finest counts, cells.csv which of them each table cell adds up. What may be shown goes
to published.csv, the proof to certificate.npz: keep that one, it holds the true counts.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dashboard.commands._outcome import FINE, REFUSED, CannotGoOn
from dashboard.commands._progress import progress
from dashboard.settings import Installation

SUMMARY = "protect a set of counts in CSV files by itself"


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument(
        "--atoms",
        type=Path,
        required=True,
        metavar="FILE",
        help="the finest counts: atom,count[,contributor][,incident]",
    )
    parser.add_argument(
        "--cells",
        type=Path,
        required=True,
        metavar="FILE",
        help="what each cell adds up: cell,atom, one row a member",
    )
    parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write into")
    parser.add_argument("--forced", type=Path, metavar="FILE", help="cells that are public already: cell")
    parser.add_argument("--order", type=Path, metavar="FILE", help="the most useful cells first: cell")
    parser.add_argument(
        "--threshold", type=int, default=5, metavar="N", help="counts below it are secret (default: 5)"
    )
    parser.add_argument(
        "--zeros", choices=["hidden", "shown"], default="hidden", help="whether 0 is secret too"
    )
    parser.add_argument(
        "--singletons",
        choices=["none"],
        default="none",
        help="extra care in the elimination; the audit does it",
    )
    parser.add_argument(
        "--eliminate-only", action="store_true", help="stop after the elimination: neither audited nor proved"
    )
    parser.add_argument(
        "--edition",
        choices=["suppressed", "rounded"],
        default="suppressed",
        help="hide counts, or round all of them to multiples of the threshold; never publish both",
    )


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """1 where not all is protected, or nothing was written; 2 where the files cannot be used; 0 otherwise."""
    from dashboard.disclosure.command import NotProtected, Request, protect_files
    from dashboard.disclosure.files import FileError

    request = Request(
        chosen.atoms,
        chosen.cells,
        chosen.out,
        chosen.forced,
        chosen.order,
        chosen.threshold,
        chosen.zeros,
        chosen.singletons,
        chosen.eliminate_only,
        chosen.edition,
    )
    try:
        with progress("Protecting") as tell:
            report = protect_files(request, lambda words: tell(words, 0, 0))
    except FileError as unusable:
        raise CannotGoOn(str(unusable)) from unusable
    except NotProtected as stopped:
        print(stopped, file=sys.stderr)
        return REFUSED
    print(_words(report, chosen.out))
    return REFUSED if report.get("unprotectable") else FINE


def _words(report: Mapping[str, Any], folder: Path) -> str:
    if report.get("edition") == "rounded":
        return (
            f"{report['cells']:,} cells rounded to multiples of {report['base']}, "
            f"{report['mean_off']:.2f} off on average and {report['most_off']} at most; "
            "an intruder worked out none of them.\n"
            f"Proved. {folder / 'certificate.npz'} holds the true counts: keep it, never pass it on. Never "
            "publish this edition beside the other."
        )
    lines = [
        f"{report['cells']:,} cells: {report['published']:,} published, {report['primary']:,} small, "
        f"{report['secondary']:,} more hidden to protect them."
    ]
    lines += [
        f"Not protected: {name} (what is public already, or what one contributor knows, gives it away)."
        for name in report["unprotectable"]
    ]
    if report["certified"]:
        proved = "Proved, but for these." if report["unprotectable"] else "Proved."
        lines.append(
            f"{proved} {folder / 'certificate.npz'} holds the true counts: keep it, never pass it on."
        )
    else:
        lines.append("Neither audited nor proved: bounds may give small counts away. Do not publish it.")
    return "\n".join(lines)

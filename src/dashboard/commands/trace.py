"""Say where a figure comes from: the files and runs behind it, the rows used, the rule, the release."""

from __future__ import annotations

import argparse
from typing import Any

from dashboard.commands._outcome import FINE, CannotGoOn, as_json
from dashboard.commands._publication import current
from dashboard.settings import Installation

SUMMARY = "say where a figure comes from"
KEYS = {
    "time": "a period, such as 2023-Q4, 2023-04, 2023 or 2022/23",
    "time_level": "month, quarter, year, financial_year or all",
    "area": "an area's code, such as E07000150",
    "geography_level": "county, unitary, district or force (default: county)",
    "measure": "count, percent, rate, mean, numerator or denominator",
}
#: How many cells are shown; --json gives all.
MOST_CELLS = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """What this subcommand takes."""
    parser.add_argument(
        "indicator", metavar="INDICATOR", help="an indicator's name or code (see 'catalogue')"
    )
    for name, about in KEYS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="CODE", help=about)
    parser.add_argument(
        "--by",
        action="append",
        default=[],
        metavar="BREAKDOWN=CODE",
        help="a breakdown's code, such as route=nrm; may be given again",
    )
    parser.add_argument("--json", action="store_true", help="print the trace as JSON")


def run(chosen: argparse.Namespace, where: Installation) -> int:
    """2 where there is no release or no such indicator, breakdown or cell, 0 otherwise."""
    from dashboard.publication.lineage import lineage

    publication = current(where)
    named = {indicator.code: name for name, indicator in publication.indicators.items()}
    try:
        traced = lineage(publication, named.get(chosen.indicator, chosen.indicator), **_key(chosen))
    except KeyError as unknown:
        raise CannotGoOn(f"{unknown.args[0]}. 'dashboard catalogue' lists what there is.") from unknown
    print(as_json(traced) if chosen.json else _words(traced))
    if traced.get("cells") == []:
        raise CannotGoOn("No published cell has that period, area and breakdown. Leave one of them out.")
    return FINE


def _key(chosen: argparse.Namespace) -> dict[str, str]:
    key = {name: getattr(chosen, name) for name in KEYS if getattr(chosen, name)}
    for pair in chosen.by:
        name, equals, code = pair.partition("=")
        if not equals or not code:
            raise CannotGoOn(f"--by takes BREAKDOWN=CODE, such as route=nrm; {pair!r} has no code.")
        if name in KEYS:
            raise CannotGoOn(f"{name} has an option of its own: --{name.replace('_', '-')} {code}.")
        key[name] = code
    return key


def _words(traced: dict[str, Any]) -> str:
    made_up = " (made up)" if traced["made_up"] else ""
    until = f"figures to {traced['as_of']}" if traced["as_of"] else "no figure yet"
    lines = [
        f"{traced['code']} {traced['title']} ({traced['indicator']})",
        f"Release {traced['release']}, made {traced['made']}, {until}{made_up}",
        f"Rule: {traced['rule']}",
        f"Bear in mind: {traced['caveat']}",
        "Files:",
    ]
    lines += [
        f"  {file['source_title']}: file {file['file']}, run {file['run']}, rows used: {file['rows_used']}"
        for file in traced["files"]
    ] or ["  none of its own: figures that others have published"]
    lines += ["Published by: " + "; ".join(str(table["grain"]) for table in traced["tables"])]
    cells = traced.get("cells", [])
    if cells:
        lines.append("Cells:")
    for cell in cells[:MOST_CELLS]:
        value = cell["meaning"] if cell["value"] is None else f"{cell['value']:g} {_revision(cell)}".rstrip()
        named = ("measure", "time", "area", *(n for n in cell if n not in _NOT_NAMED))
        lines.append("  " + ", ".join(str(cell[n]) for n in named) + f": {value}")
    if len(cells) > MOST_CELLS:
        lines.append(f"  and {len(cells) - MOST_CELLS:,} more; --json gives all of them")
    lines += _judged(traced)
    marks = [cell["marked"] for cell in cells[:MOST_CELLS] if _revision(cell)]
    lines += [f"  {mark}" for mark in dict.fromkeys(marks)]
    lines += ["SQL:", *(f"  {line}" for line in str(traced["sql"]).strip().splitlines())]
    return "\n".join(lines)


def _judged(traced: dict[str, Any]) -> list[str]:
    """What the release judges of the cells that are the newest of their series, in the words of the pages."""
    from dashboard.display.analysis import verdict_words
    from dashboard.publication import MEASURES
    from dashboard.publication.verdict_rows import verdict_of

    rows = traced.get("verdicts", [])
    measure = MEASURES.get(traced["kind"], "count")
    judged = []
    for row in rows[:MOST_CELLS]:
        words = " ".join(verdict_words.sentences(verdict_of(row), measure))
        where = ", ".join(filter(None, (row["period"], row["area"], row["split"].replace("|", ", "))))
        judged += [f"  {where}: {words}"] if words else []
    return ["Judged:", *judged] if judged else []


def _revision(cell: dict[str, Any]) -> str:
    return str(cell.get("revision", ""))


_VALUES = (
    "value", "status", "low", "high", "meaning", "counting", "first", "restated_on", "again_low",
    "again_high", "revision", "marked",
)  # fmt: skip
_NOT_NAMED = frozenset(("indicator", "measure", "time_level", "time", "geography_level", "area", *_VALUES))

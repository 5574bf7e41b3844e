"""Where a figure comes from, in plain words, from what the release says about itself."""

from __future__ import annotations

from typing import Any

import pandas as pd

from dashboard.methods import wording
from dashboard.publication import SHORTHAND, Counting, Publication, Status, as_of, edition
from dashboard.publication.countings import with_countings
from dashboard.publication.verdict_rows import KEY, flat
from dashboard.publication.verdicts import split_of, verdicts
from dashboard.settings import ALL


def lineage(publication: Publication, indicator: str, **key: str) -> dict[str, Any]:
    """Everything behind one indicator, and behind one cell of it where ``key`` names one.

    ``key`` may hold measure, time_level, time, geography_level, area and any dimension. Gives the
    indicator's words, the files (content id, run, rows used), the rule with the hash of its SQL, the
    release id, and ``cells``: the published cells that the key leaves; ``verdicts`` has those of the release
    on them. Of a restated period each cell says by its mark which ``counting`` it is of, what was ``first``
    counted, and when it was ``restated_on`` or, where
    the first figure stands, from ``again_low`` to ``again_high`` what the revised one may be. Raises
    KeyError for an unknown indicator or dimension.
    """
    if indicator not in publication.indicators:
        raise KeyError(f"no indicator {indicator!r} in release {publication.id}; 'catalogue' lists them")
    about = publication.indicators[indicator]
    traces = publication.table("traces")
    files = traces[traces["indicator"] == indicator]
    tables = publication.table("tables")
    facts = {
        "release": publication.id,
        "made": publication.facts["made"],
        "as_of": as_of([about]),
        "edition": edition([about]),
        "made_up": publication.made_up,
        "indicator": indicator,
        "code": about.code,
        "title": about.title,
        "counted": about.numerator,
        "out_of": about.denominator,
        "unit": about.unit,
        "kind": about.kind,
        "caveat": about.caveat,
        "policy": about.policy,
        "rule": str(files["rule"].iloc[0]) if len(files) else _rule(about.numerator, about.denominator),
        "sql": about.sql,
        "files": _records(files[["source_title", "file", "run", "rows_used", "made_up"]]),
        "tables": _records(tables.loc[tables["indicator"] == indicator, ["grain", "cells", "hidden"]]),
    }
    if key:
        key.setdefault("geography_level", "county")
        cells = with_countings(publication, indicator, publication.cells(indicator, **key))
        rows = _records(cells)
        facts["cells"] = [_cell_in_words(publication, cell) for cell in rows]
        facts["verdicts"] = _verdicts(publication, rows)
    return facts


def _verdicts(publication: Publication, cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The release's verdict on each of ``cells`` that is the newest of its series, with the series' key."""
    held, judged = verdicts(publication), {}
    for cell in cells:
        split = split_of({name: str(cell[name]) for name in publication.dimensions})
        key = (*(str(cell[name]) for name in KEY[:-1]), split)
        verdict = held.get(key)
        if verdict is not None and verdict.period == cell["time"]:
            judged[key] = dict(zip(KEY, key, strict=True)) | flat(verdict)
    return list(judged.values())


def catalogue(publication: Publication) -> list[dict[str, Any]]:
    """Every indicator of the release with its words, and after them those that nothing feeds yet."""
    tables = publication.table("tables")
    grains = {str(name): list(group["grain"]) for name, group in tables.groupby("indicator", sort=False)}
    rows = [
        {
            "id": indicator.id,
            "code": indicator.code,
            "theme": indicator.theme,
            "title": indicator.title,
            "question": indicator.question,
            "counted": indicator.numerator,
            "out_of": indicator.denominator,
            "unit": indicator.unit,
            "caveat": indicator.caveat,
            "source": indicator.source,
            "owner": indicator.owner,
            "review_date": f"{indicator.review_date:%Y-%m-%d}",
            "policy": indicator.policy,
            "first_period": indicator.first_period,
            "last_period": indicator.last_period,
            "tables": grains.get(indicator.id, []),
            "fed": indicator.id in grains,
            "needs": "",
        }
        for indicator in publication.indicators.values()
    ]
    for entry in _records(publication.table("not_fed")):
        rows.append(
            {"id": "", "code": entry["code"], "title": entry["title"], "fed": False, "needs": entry["needs"]}
        )
    return rows


def _rule(numerator: str, denominator: str) -> str:
    return f"{numerator}, out of: {denominator}" if denominator else numerator


def _cell_in_words(publication: Publication, cell: dict[str, Any]) -> dict[str, Any]:
    """A cell without the dimensions it is not split by, and its status in words."""
    kept = {name: value for name, value in cell.items() if value != ALL or name not in publication.dimensions}
    status = Status(cell["status"])
    kept["meaning"] = SHORTHAND.get(status, "published")
    given = {name: kept.pop(name, None) for name in ("counting", *_KNOWN)}
    # A hidden figure has its own mark alone.
    if given["counting"] is not None and cell["value"] is not None:
        counting = Counting(given["counting"])
        known = {name: given[name] for name in _KNOWN if name in _OF_THE_OTHER[counting]}
        kept |= {"counting": f"[{counting.value}]", **known, "marked": SHORTHAND[counting]}
        kept["revision"] = _revision(counting, known, str(cell["measure"]))
    return kept


def _revision(counting: Counting, known: dict[str, Any], measure: str) -> str:
    """The mark, and in words what is known of the other counting."""
    if counting is Counting.RESTATED:
        first = known["first"]
        before = "hidden" if first is None else wording.measured(first, measure)
        return f"[{counting.value}] first counted {before}, revised on {wording.date(known['restated_on'])}"
    limits = known["again_low"], known["again_high"]
    revised = f" revised: {wording.within(*limits)}" if limits != (None, None) else ""
    return f"[{counting.value}]{revised}"


_KNOWN = ("first", "restated_on", "again_low", "again_high")
#: What is known of the other counting beside a figure of this one.
_OF_THE_OTHER = {Counting.RESTATED: _KNOWN[:2], Counting.FIRST: _KNOWN[2:]}


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as plain values; a missing number is None, not NaN."""
    plain = frame.astype("object").where(frame.notna(), None)
    return [{str(name): value for name, value in row.items()} for row in plain.to_dict("records")]

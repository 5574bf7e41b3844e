"""The words of the project and of a release, in which a number is no figure."""

from __future__ import annotations

import ast
import html
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote_plus

import pandas as pd

from dashboard import reference
from dashboard.methods import DEPARTURES
from dashboard.settings import PROJECT
from tests.attacks.emitted import Release


def one_line(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(unquote_plus(text)))


def pattern_of(words: Iterable[str]) -> re.Pattern[str]:
    listed = sorted({one_line(text).strip() for text in words}, key=len, reverse=True)
    told = [re.escape(text) for text in listed if re.search(r"\d", text) and re.search("[A-Za-z]", text)]
    return re.compile("|".join(rf"(?<![\w]){text}(?!\w)" for text in told), re.IGNORECASE)


def words_of(release: Release) -> Iterator[str]:
    """Every text of a release that is no figure, and every sentence in the sources of the pages."""
    for name in ("indicators", "codes", "traces", "runs", "quarantine", "not_fed", "policies", "release"):
        frame = release.tables[name]
        for column in frame.columns:
            yield from (str(text) for text in frame[column].dropna().unique() if isinstance(text, str))
    tables = release.tables["tables"]
    yield from tables["grain"]
    yield from _own_words()


@lru_cache(maxsize=1)
def on_agendas() -> frozenset[str]:
    """The indicators whose headlines stand on the Meeting page: those of the ready-made agendas."""
    ready = (PROJECT / "data" / "reference" / "agendas").glob("*.toml")
    return frozenset(
        view["indicator"]
        for path in ready
        for item in tomllib.loads(path.read_text(encoding="utf-8"))["item"]
        for view in item.get("view", ())
    )


@lru_cache(maxsize=1)
def _own_words() -> tuple[str, ...]:
    """The sentences in the sources of the display room, and those of the events that it marks."""
    found = [
        text
        for name in ("events", "targets")
        for text in pd.read_csv(PROJECT / "data" / "reference" / f"{name}.csv", dtype=str)
        .fillna("")
        .to_numpy()
        .ravel()
    ]
    found.append(reference.boundaries("districts").attribution)
    found += [each.switch for each in DEPARTURES]
    for path in _sources_of_words():
        found += _constants(path.read_text(encoding="utf-8"))
    for path in (PROJECT / "pages").glob("*.py"):
        found += _constants(path.read_text(encoding="utf-8"))
    return tuple(found)


def _sources_of_words() -> Iterator[Path]:
    """The modules whose sentences pages show."""
    rooms = PROJECT / "src" / "dashboard"
    for corner in ("ui", "charts", "maps", "exports", "narrative", "analysis"):
        yield from sorted((rooms / "display" / corner).rglob("*.py"))
    yield from sorted((rooms / "methods").glob("*.py"))
    yield rooms / "display" / "comparison.py"
    yield rooms / "publication" / "release_file.py"
    yield rooms / "reference" / "tables.py"


def _constants(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value.strip():
            yield node.value

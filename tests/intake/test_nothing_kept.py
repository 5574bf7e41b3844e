"""Nothing of a file outlives its check or its intake: no cache of ours holds what stood in a cell."""

from __future__ import annotations

import datetime
import functools
import sys
import types
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.commands import run
from dashboard.intake import take_in
from dashboard.settings import Installation
from tests.canaries import CANARIES, as_text, canaries_in_bytes, planted
from tests.canary_release import PERSONAL, plant, small_lookup
from tests.kept import texts_kept
from tests.validation.extracts import write_csv

#: A look-up of postcodes is a public table of ours, and the one of the tests holds the canary's.
LOOK_UP = ("dashboard.intake.anonymise.places.", "postcode")


def canaries_kept(package: str = "dashboard") -> set[tuple[str, str]]:
    """Where a canary is kept, and which: by the name in a module that leads to it."""
    places: dict[str, list[str]] = {}
    for where, text in texts_kept(package):
        places.setdefault(where, []).append(text)
    return {
        (where, label)
        for where, texts in places.items()
        for label in canaries_in_bytes("\x01".join(texts).encode("utf-8", "replace"))
        if not (where.startswith(LOOK_UP[0]) and label == LOOK_UP[1])
    }


@pytest.fixture(scope="module")
def arrived(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Extracts with canaries in them, among them one without headings and one with a name as a heading, that
    were checked, mapped and taken in by this process."""
    folder = tmp_path_factory.mktemp("nothing-kept")
    where = Installation(folder / "data", folder / "keys" / "test.key")
    look_up = small_lookup(folder / "lookup.csv.gz")
    text = as_text(planted(PERSONAL[0], "name", 30))
    headless, strange = folder / "sent" / "headless.csv", folder / "sent" / "strange.csv"
    files = [*plant(folder / "sent", "csv"), *plant(folder / "books", "xlsx"), headless, strange]
    headless.write_text("\n".join(",".join(row.values()) for row in text), encoding="utf-8")
    write_csv(strange, [{**row, CANARIES["name"]: "x"} for row in text])
    data = ["--data", str(where.root)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DASHBOARD_KEY", str(where.key_file))
        assert run(["check", *data, *map(str, files)]) != 0
        run(["map", *data, str(strange), "--out", str(folder / "strange.toml")])
        report = take_in(files[:-2], where, postcodes=look_up)
        assert report.any_set_aside
    return files


def test_nothing_of_a_file_outlives_its_check(arrived: list[Path]) -> None:
    assert arrived
    assert {place for place in canaries_kept() if place[1] != "file name"} == set()


def _by_argument() -> Callable[[], None]:
    @functools.lru_cache(maxsize=8)
    def normalised(text: str) -> int:
        return len(text)

    normalised(CANARIES["name"])
    return normalised  # type: ignore[return-value]


def _by_result() -> Callable[[], None]:
    @functools.cache
    def cell(number: int) -> tuple[datetime.date, str]:
        return datetime.date(2023, 5, 17), CANARIES["phone"]

    cell(1)
    return cell  # type: ignore[return-value]


def _in_a_closure() -> Callable[[], None]:
    held = {1: [CANARIES["reference"].encode()]}

    def asked() -> None:
        held.clear()

    asked.__module__ = "leaky.room"
    return asked


@pytest.mark.parametrize(
    ("make", "labels"),
    [(_by_argument, {"name"}), (_by_result, {"phone", "date"}), (_in_a_closure, {"reference"})],
)
def test_what_a_cache_holds_is_noticed(
    monkeypatch: pytest.MonkeyPatch, make: Callable[[], Callable[[], None]], labels: set[str]
) -> None:
    leaky = types.ModuleType("leaky.room")
    kept = make()
    kept.__module__ = leaky.__name__
    leaky.kept = kept  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, leaky.__name__, leaky)
    assert {label for _, label in canaries_kept("leaky")} == labels

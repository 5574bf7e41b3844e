"""No value of an extract is ever in a finding, a report or a refusal: canaries in every place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dashboard.intake.sources import sources
from dashboard.intake.validation import Check, ExtractRefused, check, reports
from dashboard.store.contract import Source
from tests.validation.extracts import TODAY, cells, full, write_csv, write_xlsx

#: Words that no contract, code list or message has, as a name, a number, a postcode, an address and a date.
CANARIES = ("Zebulon Quimby", "98765432109", "ZQ9 9ZQ", "quimby@zebulon.example", "17/03/1871", "=Quimby()")
PARTS = ("zebulon", "quimby", "98765432", "zq9", "1871", "17/03")
ALL = list(sources().values())


def said(path: Path) -> str:
    """Everything that a check of ``path`` says, in every form."""
    outcome: Check | ExtractRefused
    try:
        outcome = check(path, today=TODAY)
    except ExtractRefused as refused:
        assert refused.__cause__ is None, "a cause would be shown with its own words"
        outcome = refused
    words = [
        reports.text(outcome),
        reports.as_csv(outcome),
        reports.html(outcome),
        repr(outcome),
        str(outcome),
    ]
    words += [json.dumps(reports.as_dict(outcome)), *(repr(one) + one.sentence for one in outcome.findings)]
    # A workbook holds the moment it was written, so its hash is another each time: four digits stand in some.
    digest = outcome.digest if isinstance(outcome, Check) else ""
    return "\n".join(words).replace(digest, "") if digest else "\n".join(words)


def assert_silent(words: str) -> None:
    assert [part for part in PARTS if part in words.casefold()] == []


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.name)
@pytest.mark.parametrize("canary", CANARIES)
def test_in_every_column_good_or_bad(tmp_path: Path, source: Source, canary: str) -> None:
    good = full(source)
    rows = [good] + [good | {heading: canary} for heading in good]
    words = said(write_csv(tmp_path / "extract.csv", rows))
    assert "Row" in words, "the canaries must have been found fault with"
    assert_silent(words)


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.name)
def test_in_workbooks(tmp_path: Path, source: Source) -> None:
    good = full(source)
    rows = [good] + [good | {heading: canary} for heading in good for canary in CANARIES]
    rows.append(dict.fromkeys(good, "98765432109"))
    numbers: list[list[Any]] = [list(good.values()), [98765432109.5] * len(good), [98765432109] * len(good)]
    assert_silent(said(write_xlsx(tmp_path / "a.xlsx", {"Zebulon": [*cells(rows), *numbers]})))


@pytest.mark.parametrize("source", ALL, ids=lambda source: source.name)
def test_in_headings_and_without_headings(tmp_path: Path, source: Source) -> None:
    good = full(source)
    for place, canary in enumerate(CANARIES):
        name = next(iter(good))
        renamed = {canary if key == name else key: value for key, value in good.items()}
        assert_silent(said(write_csv(tmp_path / f"renamed{place}.csv", [renamed] * 2)))
        assert_silent(said(write_csv(tmp_path / f"more{place}.csv", [good | {canary: canary}] * 2)))
    personal = {f"{canary} {place}": canary for place, canary in enumerate(CANARIES * 3)}
    assert_silent(said(write_csv(tmp_path / "headless.csv", [personal] * 3)))
    sheets = {"Zebulon": cells([personal]), "Quimby": cells([good, good])}
    assert_silent(said(write_xlsx(tmp_path / "headless.xlsx", sheets)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[:-30],
        lambda data: data.replace(b"Zebulon", b'"Zebulon', 1),
        lambda data: data.replace(b"Zebulon", b'"Zeb"ulon', 1),
        lambda data: data + b"\x81\xe9",
        lambda data: data + b"\x00",
        lambda data: data.replace(b"\n", b",Zebulon\n"),
        lambda data: data.replace(b"Zebulon", b"Zebulon\n"),
    ],
)
def test_in_files_that_cannot_be_read(tmp_path: Path, spoil: object) -> None:
    assert callable(spoil)
    rows = [full(sources()["training_register"]) | {"name": "Zebulon Quimby"}] * 3
    path = write_csv(tmp_path / "extract.csv", rows)
    path.write_bytes(spoil(path.read_bytes()))
    assert_silent(said(path))


def test_in_a_toml_beside_the_file(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "extract.csv", [full(sources()["training_register"])])
    toml = tmp_path / "extract.toml"
    for text in ('[extract]\nsource = "Quimby"', '[extract]\nmade_up = "Quimby"', "[extract]\nname = Quimby"):
        toml.write_text(text, encoding="utf-8")
        assert_silent(said(path))

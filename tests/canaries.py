"""Canaries: made-up people whose traces are searched for in everything that leaves the intake room.

``planted`` gives rows of a format with a canary in every column that can carry one;
``canaries_in`` says which of them a file, a database or a folder gives away, by the canary's label.
New kinds of export need nothing but a call of ``canaries_in`` on what they write.
"""

from __future__ import annotations

import base64
import datetime
import gzip
import hashlib
import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import duckdb

from dashboard.reference.code_lists import code_list
from dashboard.store.contract import Blank, Kind, Source, Treatment

#: In the look-up of the tests only; of no address.
POSTCODE = "NN99 9ZQ"
#: In the month that the examples of the formats are far from.
DATE = datetime.date(2023, 5, 17)
CANARIES = {
    "name": "Zebedee Quillfeather",
    "e-mail": "z.quillfeather@heronmere.example",
    "phone": "07700 900461",
    "postcode": POSTCODE,
    "reference": "CNRY-77310-Q",
    "free text": "the girl with the heron tattoo said",
    "date of birth": "13/07/1987",
    "date": "17/05/2023",
}
#: Stands in the name of an extract: the analyst's report may show it, nothing else.
FILE_NAME = "Persephone Larkspurling"


def _date_forms(day: datetime.date) -> set[str]:
    written = ("%Y-%m-%d", "%d/%m/%Y", "%d/%m/%y", "%d-%m-%Y", "%d.%m.%Y", "%Y%m%d", "%d %B %Y", "%d %b %Y")
    return {day.strftime(form) for form in written} | {day.strftime("%B %d, %Y"), f"{day.day} {day:%B %Y}"}


def _forms(label: str, value: str) -> set[str]:
    """The ways in which a canary might be written down; case and spaces are dealt with in the search."""
    if "date" in label:
        return _date_forms(datetime.datetime.strptime(value, "%d/%m/%Y").date())
    forms = {value, re.sub(r"\s", "", value)}
    if label in {"name", "file name"}:
        forms |= set(value.split()) | {" ".join(reversed(value.split()))}
    if label == "e-mail":
        forms |= set(value.split("@"))
    if label == "phone":
        forms |= {"+44 7700 900461", "+447700900461"}
    if label == "reference":
        forms.add(value.replace("-", ""))
    return forms


def _hashes(value: str) -> set[str]:
    """Without a key a hash is as good as the name: anybody can try names until one fits."""
    found = set()
    for plain in {value, value.lower(), value.upper(), re.sub(r"\s", "", value).upper()}:
        raw = plain.encode()
        found |= {hashlib.new(kind, raw).hexdigest()[:16] for kind in ("md5", "sha1", "sha256")}
        found.add(base64.b64encode(raw).decode().rstrip("="))
    return found


#: What is left out of what is searched and of what is searched for: spaces, and every second byte of UTF-16.
_NOTHING = b" \t\n\r\x0b\x0c\x00"


def _bare(data: bytes) -> bytes:
    """``data`` in lower case without spaces: what holds a text holds, bare, the bare text."""
    return data.lower().translate(None, _NOTHING)


@lru_cache(maxsize=1)
def _needles() -> dict[bytes, str]:
    """Every form of every canary in the encodings of text, bare, with its label.

    One that holds another of the same label is left out: wherever it is found, the other is.
    """
    found: dict[bytes, str] = {}
    for label, value in {**CANARIES, "file name": FILE_NAME}.items():
        for form in _forms(label, value):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be"):
                found[_bare(form.encode(encoding))] = label
        found |= {_bare(written.encode()): label for written in _hashes(value)}
    return {
        needle: label
        for needle, label in found.items()
        if not any(other in needle and other != needle and found[other] == label for other in found)
    }


def canaries_in_bytes(data: bytes) -> set[str]:
    """The labels of the canaries that ``data`` gives away, as it is or without its spaces."""
    hay = _bare(data)
    return {label for needle, label in _needles().items() if needle in hay}


def canaries_in(path: Path) -> set[str]:
    """The labels of the canaries in the file or folder ``path``, its own name included.

    Databases are dumped, archives (workbooks, slides) unpacked, gzip undone.
    """
    if path.is_dir():
        inside = [one for one in sorted(path.rglob("*")) if one.is_file()]
        return set().union(*(canaries_in(one) for one in inside))
    data = path.read_bytes()
    found = canaries_in_bytes(data) | canaries_in_bytes(path.name.encode())
    if path.suffix == ".duckdb":
        found |= canaries_in_bytes(dump(path).encode())
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            for part in parts.namelist():
                found |= canaries_in_bytes(parts.read(part)) | canaries_in_bytes(part.encode())
    if data[:2] == b"\x1f\x8b":
        found |= canaries_in_bytes(gzip.decompress(data))
    return found


def dump(path: Path) -> str:
    """Every value of every table and view of a DuckDB file, and every definition, as text."""
    with tempfile.TemporaryDirectory() as folder:
        # A copy, since a process may not open one file in two ways.
        copy = shutil.copy(path, folder)
        with duckdb.connect(str(copy), read_only=True) as con:
            texts = {
                value
                for (value,) in con.execute(
                    "SELECT sql FROM duckdb_tables() UNION ALL SELECT sql FROM duckdb_views()"
                ).fetchall()
            }
            tables = con.execute("SELECT DISTINCT table_name FROM duckdb_columns() WHERE NOT internal")
            for (table,) in tables.fetchall():
                for row in con.execute(f'SELECT COLUMNS(*)::VARCHAR FROM "{table}"').fetchall():
                    texts.update(row)
    return "\n".join(sorted(map(str, texts)))


def planted(source: Source, label: str, sound: int) -> list[dict[str, object]]:
    """Rows of ``source`` with canaries in them.

    ``sound`` good rows (fewer where there are no more agencies) hold a canary in each column whose
    text is taken away at the door. Behind them, for every column in turn, stands a row with the
    canary ``label`` in that column.
    """
    agencies = len(code_list("agency").labels)
    if not any(column.treatment is Treatment.PSEUDONYM for column in source.columns):
        sound = min(sound, agencies)
    first = 1_000 * list(CANARIES).index(label)  # other people than under another label
    rows = [_good(source, first + number) for number in range(sound)]
    return rows + [
        _good(source, first + sound + place) | {column.name: CANARIES[label]}
        for place, column in enumerate(source.columns)
    ]


def _good(source: Source, number: int) -> dict[str, object]:
    example: Mapping[str, str] = source.examples[0]
    agencies = list(code_list("agency").labels)
    row: dict[str, object] = {column.name: example.get(column.name, "") for column in source.columns}
    for column in source.columns:
        if column.codes == "agency":
            row[column.name] = agencies[number % len(agencies)]
        elif column.kind is Kind.POSTCODE:
            row[column.name] = POSTCODE
        elif column.kind is Kind.DATE:
            row[column.name] = DATE if column.blank is Blank.REFUSED else ""
        elif column.treatment is Treatment.PSEUDONYM:
            row[column.name] = f"{CANARIES[_label(column.name)]} {number}"
        elif column.treatment is Treatment.DROP:
            row[column.name] = CANARIES[_label(column.name)]
    return row


def _label(column: str) -> str:
    words = {"name": "name", "contact": "name", "email": "e-mail", "phone": "phone", "birth": "date of birth"}
    words |= {"reference": "reference", "person_key": "e-mail"}
    return next((label for word, label in words.items() if word in column), "free text")


def as_text(rows: Iterable[Mapping[str, object]]) -> list[dict[str, str]]:
    """The rows as a CSV file has them: dates the British way."""
    return [
        {
            name: f"{cell:%d/%m/%Y}" if isinstance(cell, datetime.date) else str(cell)
            for name, cell in row.items()
        }
        for row in rows
    ]

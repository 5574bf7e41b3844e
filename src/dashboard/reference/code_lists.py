"""Code lists: the only words that a coded column may hold.

Each list is a CSV in data/reference/codes with ``code,label`` and, where useful, ``also`` (other
spellings, separated by ``|``) and further columns of facts about the code. An installation may
add to a list with a file of the same name in its own ``codes`` folder, as a spreadsheet saves it: with
commas, semicolons or tabs, capitals in its headings, empty columns and lines. A file of the same name in
``reference/codes`` beside that folder stands in place of ours as a whole (see ``reading``).
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from dashboard import settings
from dashboard.files.delimited_text import records
from dashboard.files.text_file import Unreadable, decode
from dashboard.reference.places import file_of
from dashboard.settings import ALL

NOT_RECORDED = "not_recorded"
OTHER = "other"
#: Codes that formats and indicators know by name.
_MEANT = frozenset({NOT_RECORDED, OTHER, ALL, "adult", "child", "public", "yes", "no"})
#: Bytes; the list of a whole county's agencies is under 10,000.
MOST_BYTES = 5_000_000

_CODE = re.compile(r"[A-Za-z0-9_]+")
#: What Excel shows for a formula that fails and for a column that is too narrow, and makes of yes and no.
_EXCELS_OWN = re.compile(r"#+|#(NAME\?|REF!|N/A|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!)|TRUE|FALSE")
_SAVE = "Save it from Excel as 'CSV UTF-8'."


#: Facts that are codes of another list, by list: an agency's sector is one of the sectors.
FACTS: Mapping[str, Mapping[str, str]] = {
    "agency": {"sector": "sector", "district": "district"},
    "course": {"tier": "tier", "topics": "topic"},
    "venue": {"district": "district"},
    "exploitation_type": {"group": "exploitation_group"},
    "first_responder": {"type": "responder_type"},
}
#: Between several codes of one fact, and several other spellings of one code.
SEVERAL = "|"
#: Facts that a list in place of ours may lack: it may be older than they are.
_LATER = frozenset({"topics"})
#: What a file in the folder of an installation's lists must be to be taken for one by its maker.
_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods"})


class CodesRefused(Exception):
    """An installation's own code list cannot be used. The message names file, row and what to do."""


def normalise(text: str) -> str:
    """``text`` for comparing headings and codes: lower case, one space between words.

    Letters that are joined or wide, as a document or another keyboard leaves them, are those they stand for.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return re.sub(r"[^a-z0-9+]+", " ", plain).strip()


@dataclass(frozen=True)
class CodeList:
    """One list: labels by code in the file's order, spellings to codes, and facts by code."""

    name: str
    labels: Mapping[str, str]
    spellings: Mapping[str, str]
    facts: Mapping[str, Mapping[str, str]]

    def find(self, text: str) -> str | None:
        """The code that ``text`` spells, or None."""
        return self.spellings.get(normalise(text))


def code_list(name: str, own: Path | None = None) -> CodeList:
    """The list ``name``; ``own`` is an installation's folder of additions.

    Raises FileNotFoundError where no such list exists, and CodesRefused where the installation's own cannot
    be read, names a sector or the like that is in no list, or stands beside a file that is no list.
    """
    added = _own_file(name, own) if own else None
    files = (_base_file(name, own), *([added] if added else []))
    stamps = tuple((about.st_mtime_ns, about.st_size) for about in (path.stat() for path in files))
    listed = _read(name, files, stamps)
    theirs = [path for path in files if not path.is_relative_to(settings.REFERENCE)]
    if not theirs:
        return listed
    facts = tuple((fact, code_list(other, own)) for fact, other in FACTS.get(name, {}).items())
    return _with_facts(listed, theirs, facts)


def names() -> list[str]:
    """The names of all lists that ship with the project."""
    return sorted(path.stem for path in (settings.REFERENCE / "codes").glob("*.csv"))


def own_files(own: Path) -> list[Path]:
    """The files in an installation's folder that stand for a list, whatever their endings, by name."""
    if not own.is_dir():
        return []
    known = set(names())
    return sorted(path for path in own.iterdir() if path.stem.casefold() in known and path.is_file())


def _refuse_unknown(own: Path) -> None:
    """Raise CodesRefused where the folder holds a table that is no list: it would be passed over."""
    if not own.is_dir():
        return
    known = names()
    for path in sorted(own.iterdir()):
        name = path.stem.casefold()
        working_copy = path.name.startswith((".", "~$"))
        if name in known or working_copy or path.suffix.casefold() not in _TABLES:
            continue
        near = difflib.get_close_matches(name, known, n=1)
        meant = f"Was '{near[0]}.csv' meant?" if near else f"The lists are: {', '.join(known)}."
        raise CodesRefused(f"{path} is no code list. {meant} Rename it, or move it out of the folder.")


def replaced_lists(own: Path) -> list[Path]:
    """The lists of an installation that stand in place of ours; ``own`` is its folder of additions."""
    return sorted(own.with_name("reference").joinpath("codes").glob("*.csv"))


def _base_file(name: str, own: Path | None) -> Path:
    """The list itself: the installation's where it has one in place of ours."""
    return file_of(f"codes/{name}.csv", own.with_name("reference") if own else None)


def _check_replaced(name: str, path: Path, rows: list[Mapping[str, str]]) -> None:
    """A list in place of ours has our columns and the codes that have a meaning of their own."""
    ours = list(_rows(settings.REFERENCE / "codes" / f"{name}.csv"))
    lacking = sorted(set(ours[0]) - set(rows[0] if rows else {}) - _LATER)
    if lacking:
        raise CodesRefused(f"{path} lacks the columns {', '.join(lacking)}, which the list it replaces has.")
    held, meant = {row["code"] for row in rows}, {row["code"] for row in ours} & _MEANT
    if meant - held:
        raise CodesRefused(f"{path} lacks the codes {', '.join(sorted(meant - held))}. Add a row for each.")


def _own_file(name: str, own: Path) -> Path | None:
    """The installation's own list. Raises CodesRefused where it is in another format, or there twice."""
    _refuse_unknown(own)
    files = [path for path in own_files(own) if path.stem.casefold() == name]
    for path in files:
        if path.suffix.casefold() != ".csv":
            raise CodesRefused(f"{path} is not read: a code list is a CSV file. {_SAVE}")
    if len(files) > 1:
        raise CodesRefused(f"{files[0]} and {files[1]} are both the list '{name}'. Keep one of them.")
    return files[0] if files else None


@lru_cache(maxsize=128)
def _read(name: str, files: tuple[Path, ...], _stamps: tuple[tuple[int, int], ...]) -> CodeList:
    """The list in ``files``, read again where one of them has changed (``_stamps``)."""
    labels: dict[str, str] = {}
    spellings: dict[str, str] = {}
    facts: dict[str, Mapping[str, str]] = {}
    for path in files:
        rows = list(_rows(path))
        if path == files[0] and not path.is_relative_to(settings.REFERENCE):
            _check_replaced(name, path, rows)
        here: dict[str, str] = {}
        for row in rows:
            code, label = row["code"], row["label"]
            labels[code] = label
            facts[code] = dict.fromkeys(FACTS.get(name, ()), "") | {
                key: value for key, value in row.items() if key not in {"code", "label", "also"}
            }
            also = [word for word in row.get("also", "").split(SEVERAL) if word]
            for spelling in (code, label, *also):
                if here.setdefault(normalise(spelling), code) != code:
                    raise CodesRefused(
                        f"{path} has the same word for the codes {here[normalise(spelling)]} and {code}, so "
                        "nobody could tell which is meant. Remove it from one of them."
                    )
                spellings[normalise(spelling)] = code
    return CodeList(name, labels, spellings, facts)


def _with_facts(listed: CodeList, own: Sequence[Path], others: tuple[tuple[str, CodeList], ...]) -> CodeList:
    """``listed`` with each fact as a code, where the own file gives its label or another spelling."""
    changed = {code: dict(facts) for code, facts in listed.facts.items()}
    for fact, other in others:
        for code, facts in changed.items():
            words = facts.get(fact, "").split(SEVERAL)
            facts[fact] = SEVERAL.join(
                word
                if not word or word in other.labels
                else other.find(word) or _no_fact(own, code, fact, other)
                for word in words
            )
    return replace(listed, facts=changed)


def _no_fact(own: Sequence[Path], code: str, fact: str, other: CodeList) -> str:
    """Raises CodesRefused, naming the row of the code."""
    path, number = next(
        (path, number)
        for path in reversed(own)
        for number, cells in enumerate(records(decode(path.read_bytes())), 1)
        if code in map(str.strip, cells)
    )
    raise _refused(
        path,
        number,
        f"has a word under '{fact}' that the list '{other.name}' does not have. Write one of: "
        + "; ".join(other.labels.values()).rstrip("."),
    )


def _rows(path: Path) -> Iterator[Mapping[str, str]]:
    """Each row of a list by its headings. Raises CodesRefused naming file and row."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise CodesRefused(
                f"{path} is larger than {MOST_BYTES // 1_000_000} MB, too large for a code list."
            )
        filled = [
            (number, [" ".join(cell.split()) for cell in cells])
            for number, cells in enumerate(records(decode(path.read_bytes())), 1)
            if any(cell.strip() for cell in cells)
        ]
    except Unreadable as wrong:
        raise CodesRefused(f"{path} {wrong.what}. {_SAVE}") from None
    if not filled:
        raise CodesRefused(f"{path} is empty. Write code,label in its first line, or delete it.")
    headings = _headings(path, *filled[0])
    first_rows: dict[str, int] = {}
    for number, cells in filled[1:]:
        row = _row(path, number, cells, headings)
        earlier = first_rows.setdefault(row["code"], number)
        if earlier != number:
            raise _refused(path, number, f"has the code of row {earlier} again. Remove one of the two")
        yield row


def _headings(path: Path, number: int, cells: list[str]) -> list[str]:
    """The headings in small letters with underscores; empty ones belong to empty columns."""
    headings = [normalise(cell).replace(" ", "_") for cell in cells]
    for needed in ("code", "label"):
        if needed not in headings:
            raise _refused(
                path,
                number,
                f"has no heading '{needed}'. The first line holds code,label and, if wanted, also",
            )
    named = [heading for heading in headings if heading]
    twice = next((heading for heading in named if named.count(heading) > 1), None)
    if twice:
        raise _refused(path, number, f"has the heading '{twice}' twice. Remove one of the two columns")
    return headings


def _row(path: Path, number: int, cells: list[str], headings: list[str]) -> Mapping[str, str]:
    padded = cells + [""] * (len(headings) - len(cells))
    row = {heading: cell for heading, cell in zip(headings, padded, strict=False) if heading}
    outside = [*(c for h, c in zip(headings, padded, strict=False) if not h), *padded[len(headings) :]]
    if any(outside):
        raise _refused(
            path,
            number,
            "has more cells than headings. Put a label with a comma or semicolon in quotation marks, or save "
            "the file from Excel",
        )
    for key in ("code", "label"):
        if not row[key]:
            raise _refused(path, number, f"has no {key}. Write it, or delete the row")
    if any(_EXCELS_OWN.fullmatch(cell) for cell in row.values()):
        raise _refused(
            path, number, "holds a word that Excel put there (such as #NAME? or TRUE). Write what was meant"
        )
    if not _CODE.fullmatch(row["code"]):
        raise _refused(
            path,
            number,
            "has a code with other than letters, digits and underscores. Write it as north_council",
        )
    return row


def _refused(path: Path, number: int, what: str) -> CodesRefused:
    return CodesRefused(f"{path}, row {number}, {what}.")

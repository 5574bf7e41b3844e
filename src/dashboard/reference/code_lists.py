"""Code lists: the only words that a coded column may hold.

Each list is a CSV in data/reference/codes with ``code,label`` and, where useful, ``also`` (other
spellings, separated by ``|``) and further columns of facts about the code. An installation may
add to a list with a file of the same name in its own ``codes`` folder, as a spreadsheet saves it
(``code_rows``). A file of the same name in ``reference/codes`` beside that folder stands in place of ours as
a whole (see ``reading``).
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from dashboard import settings
from dashboard.reference.code_rows import READ, SAVE, CodesRefused, numbered_cells, refused, rows_of
from dashboard.reference.places import file_of
from dashboard.reference.spelling import normalise
from dashboard.settings import ALL

NOT_RECORDED = "not_recorded"
OTHER = "other"
#: Codes that formats and indicators know by name.
_MEANT = frozenset({NOT_RECORDED, OTHER, ALL, "adult", "child", "public", "yes", "no"})

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
    ours = list(rows_of(settings.REFERENCE / "codes" / f"{name}.csv"))
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
        if path.suffix.casefold() not in READ:
            raise CodesRefused(f"{path} is not read: a code list is a CSV file or an Excel workbook. {SAVE}")
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
        rows = list(rows_of(path))
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
        (path, number) for path in reversed(own) for number, cells in numbered_cells(path) if code in cells
    )
    raise refused(
        path,
        number,
        f"has a word under '{fact}' that the list '{other.name}' does not have. Write one of: "
        + "; ".join(other.labels.values()).rstrip("."),
    )

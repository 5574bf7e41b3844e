"""The lists of mutations, read strictly."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]


class TableError(Exception):
    """The lists cannot be used as they are. The message says which entry to update, and how."""


@dataclass(frozen=True)
class Mutation:
    """One guard and how it is broken.

    ``find`` stands exactly once in ``file`` (from the project's folder) and ``replace`` takes its place.
    ``protects`` is what is lost; ``tests`` are the narrowest files or tests that must notice.
    """

    room: str
    name: str
    file: str
    find: str
    replace: str
    protects: str
    tests: tuple[str, ...]

    def applied(self, text: str) -> str:
        """``text``, the contents of ``file``, broken. Raises TableError unless ``find`` is there once."""
        count = text.count(self.find)
        if count != 1:
            raise TableError(
                f"{self.room}.toml, {self.name}: its text is in {self.file} {count} times, and must be there "
                "once. The code has changed: update find and replace so that they break the same guard."
            )
        return text.replace(self.find, self.replace)


def read_table(folder: Path = FOLDER) -> list[Mutation]:
    """All mutations, room by room. Raises TableError for a wrong key or a name that is used twice."""
    found: dict[str, Mutation] = {}
    for path in sorted(folder.glob("*.toml")):
        for name, entry in tomllib.loads(path.read_text(encoding="utf-8")).items():
            wanted = {field.name for field in fields(Mutation)} - {"room", "name"}
            if wrong := sorted(wanted ^ set(entry)):
                raise TableError(f"{path.name}, {name}: unknown or missing {', '.join(wrong)}")
            if name in found:
                raise TableError(f"{path.name}, {name}: {found[name].room}.toml has this name already")
            found[name] = Mutation(path.stem, name, **entry | {"tests": tuple(entry["tests"])})
    return list(found.values())


def chosen(names: list[str]) -> list[Mutation]:
    """The mutations of these names or rooms, all where there are none. Raises TableError."""
    table = read_table()
    known = {mutation.name for mutation in table} | {mutation.room for mutation in table}
    if unknown := sorted(set(names) - known):
        raise TableError(f"no mutation or room is called {', '.join(unknown)}")
    return [mutation for mutation in table if not names or {mutation.name, mutation.room} & set(names)]

"""Write the packages read from the input as ``constraint-dependencies`` of the project file named.

An empty input empties the list, so that the next resolution is free of the old one.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path
from textwrap import TextWrapper

#: Several to a line: what is read in the project file is the rest of it.
_LINES = TextWrapper(
    width=110, initial_indent="    ", subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
)


def pins(lines: list[str]) -> list[str]:
    """``name==version`` by name; with its marker only where a name has several versions."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        requirement, _, marker = line.strip().replace('"', "'").partition(" ; ")
        name, _, version = requirement.partition("==")
        if version:
            found[name][requirement] = f"; {marker}" if marker else ""
    return [
        requirement + (marker if len(versions) > 1 else "")
        for _, versions in sorted(found.items())
        for requirement, marker in sorted(versions.items())
    ]


def written(project: str, packages: list[str]) -> str:
    """``project`` with its constraints replaced. ValueError where it has none to replace."""
    # A package with a marker holds blanks, at which no line may end.
    quoted = " ".join(f'"{package}",'.replace(" ", "\0") for package in packages)
    block = "".join(line.replace("\0", " ") + "\n" for line in _LINES.wrap(quoted))
    new, count = re.subn(
        r"(?m)^constraint-dependencies = \[\n(?:    .*\n)*\]",
        lambda _: f"constraint-dependencies = [\n{block}]",
        project,
    )
    if count != 1:
        raise ValueError("no constraint-dependencies to replace")
    return new


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(written(path.read_text(encoding="utf-8"), pins(sys.stdin.readlines())), encoding="utf-8")

"""Shows all that can be seen of an installation's release, and says which files of data/reference it opened.

    python -m tests.publication.everything ROOT OUT

A process of its own: nothing is read before it listens, and who listens to Python's openings of files
(``sys.addaudithook``) can never stop. That is before anything of the project is imported.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from functools import cache
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
FACTS = PROJECT / "data" / "reference"
#: Each page as it opens, and with the choices that read facts of their own.
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    *((page.stem, {}) for page in sorted((PROJECT / "pages").glob("*.py"))),
    ("Geography", {"map": "gap"}),
    ("Geography", {"map": "venues"}),
    ("Geography", {"map": "flows", "area": "Corby"}),
    ("Geography", {"figure": "place_of_exploitation_rate", "area": "Northampton"}),
    ("Geography", {"boundaries": "unitary"}),
    ("Compare", {"figure": "people_trained"}),
    ("Training_reach", {"sector": "health", "area": "E07000150"}),
)


def opened_from_now_on() -> list[str]:
    """A list that grows by each file of data/reference that is opened, by whatever library."""
    names: list[str] = []

    def listen(event: str, arguments: tuple[object, ...]) -> None:
        if event == "open" and isinstance(arguments[0], str | bytes):
            path = Path(os.fsdecode(arguments[0])).resolve()
            if path.is_relative_to(FACTS):
                names.append(path.relative_to(FACTS).as_posix())

    sys.addaudithook(listen)
    return names


def show(root: Path, out: Path) -> list[str]:
    """Open each view and make a pack of a meeting: their names, and those of its files."""
    from streamlit.components.v2 import manifest_scanner
    from streamlit.testing.v1 import AppTest

    from dashboard.__main__ import run

    # As in tests/conftest.py: each run of a page looks through all installed packages, which do not change.
    manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

    os.environ["DASHBOARD_DATA"] = str(root)
    for name, address in VIEWS:
        page = AppTest.from_file(str(PROJECT / "pages" / f"{name}.py"), default_timeout=600)
        for key, value in {"part": "everything", **address}.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception, (name, address, page.exception)
        assert len([node for node in page._tree if getattr(node, "proto", None) is not None]) > 5, name
    agenda = ["--agenda", "commissioner_quarterly_outcomes"]
    with contextlib.redirect_stdout(io.StringIO()):
        assert run(["pack", *agenda, "--out", str(out), "--data", str(root), "--json"]) == 0
    files = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    return [*(f"{name} {json.dumps(address)}" for name, address in VIEWS), *files]


if __name__ == "__main__":
    opened = opened_from_now_on()
    shown = show(Path(sys.argv[1]), Path(sys.argv[2]))
    until_now = list(opened)
    from dashboard import reference

    reference.events()
    print(json.dumps({"shown": shown, "opened": until_now, "after": opened[len(until_now) :]}))

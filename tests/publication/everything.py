"""A digest of all that can be seen of an installation's release: pages, downloads, a pack of a meeting.

    python -m tests.publication.everything ROOT REFERENCE OUT

``REFERENCE`` stands in place of data/reference. A process of its own has nothing worked out before.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import sys
from pathlib import Path

from dashboard import settings

#: Each page as it opens, and with the choices that read facts of their own.
VIEWS: tuple[tuple[str, dict[str, str]], ...] = (
    *((page.stem, {}) for page in sorted((settings.PROJECT / "pages").glob("*.py"))),
    ("Geography", {"map": "gap"}),
    ("Geography", {"map": "venues"}),
    ("Geography", {"map": "flows", "area": "Corby"}),
    ("Geography", {"figure": "place_of_exploitation_rate", "area": "Northampton"}),
    ("Geography", {"boundaries": "unitary"}),
    ("Compare", {"figure": "people_trained"}),
    ("Training_reach", {"sector": "health", "area": "E07000150"}),
)


def digests(root: Path, out: Path) -> dict[str, str]:
    """A hash of each view's elements (a download's address holds the hash of its file), and of each file."""
    from streamlit.testing.v1 import AppTest

    from dashboard.__main__ import run

    os.environ["DASHBOARD_DATA"] = str(root)
    found = {}
    for name, address in VIEWS:
        page = AppTest.from_file(str(settings.PROJECT / "pages" / f"{name}.py"), default_timeout=600)
        for key, value in address.items():
            page.query_params[key] = value
        page.run()
        assert not page.exception, (name, address, page.exception)
        protos = [node.proto for node in page._tree if getattr(node, "proto", None) is not None]
        assert len(protos) > 5, name
        whole = b"".join(proto.SerializeToString(deterministic=True) for proto in protos)
        found[f"{name} {json.dumps(address)}"] = hashlib.sha256(whole).hexdigest()
    pack = [
        "pack",
        "--agenda",
        "commissioner_quarterly_outcomes",
        "--out",
        str(out),
        "--data",
        str(root),
        "--json",
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        assert run(pack) == 0
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        found[path.relative_to(out).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


if __name__ == "__main__":
    settings.REFERENCE = Path(sys.argv[2])
    print(json.dumps(digests(Path(sys.argv[1]), Path(sys.argv[3]))))

"""The page itself: our words and script, and the parts compressed inside it.

Its content security policy allows the script by its hash and lets nothing connect to anything: no address is
named in it, so even a fault could send no file to anybody.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import json
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from markupsafe import Markup

from dashboard.files.templates import Template
from dashboard.intake.checker.bundling import bundle, licences
from dashboard.intake.checker.parts import RUNTIME, WHEELS
from dashboard.intake.sources import sources
from dashboard.intake.validation.report_page import STYLE
from dashboard.reference.code_lists import code_list, names
from dashboard.settings import Installation

#: Bytes; a page that is larger opens slowly from a memory stick.
MOST_BYTES = 12_000_000
_HERE = Path(__file__).parent
_PARTS = Template(__file__, "page.html")


def page(where: Installation, mapping: Path | None, parts: Mapping[str, Path], built_on: str) -> str:
    """The page as text; ``built_on`` is the day that it names. Raises CodesRefused for a list of no use."""
    for name in names():
        code_list(name, where.codes)
    script = (_HERE / "page.js").read_text(encoding="utf-8")
    script = script.replace("$worker", json.dumps((_HERE / "worker.js").read_text(encoding="utf-8")))
    style = STYLE.read_text(encoding="utf-8") + (_HERE / "page.css").read_text(encoding="utf-8")
    held = _runtime(parts[RUNTIME.name]) | {"bundle": bundle(where, mapping, parts)}
    return _PARTS.page(
        # The script and the style are ours and hold no text of anybody else.
        policy=Markup(_policy(script, style)),  # noqa: S704
        style=Markup(style),  # noqa: S704
        script=Markup(script),  # noqa: S704
        built_on=built_on,
        mapping=_mapping_words(mapping),
        formats=[source.title for source in sources().values()],
        packages="; ".join(f"{part.name} {part.version} ({part.licence})" for part in WHEELS),
        runtime=RUNTIME.version,
        licences=licences(parts),
        parts=[(name, _packed(data)) for name, data in held.items()],
    )


def _policy(script: str, style: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {_hash(script)} blob: 'wasm-unsafe-eval'",
            "worker-src blob:",
            f"style-src {_hash(style)}",
            "connect-src 'none'",
            "form-action 'none'",
            "base-uri 'none'",
        )
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _mapping_words(mapping: Path | None) -> str:
    if mapping is None:
        return "No partner's TOML is built in; one chosen together with the files is used."
    return f"Built in is the TOML {mapping.name}."


def _runtime(package: Path) -> dict[str, bytes]:
    """The files of the runtime that the page needs, by what the script calls them."""
    with tarfile.open(package) as tar:

        def read(name: str) -> bytes:
            stream = tar.extractfile(f"package/{name}")
            return stream.read() if stream else b""

        lock = json.loads(read("pyodide-lock.json")) | {"packages": {}}
        return {
            "loader": read("pyodide.mjs"),
            "module": read("pyodide.asm.mjs"),
            "wasm": read("pyodide.asm.wasm"),
            "library": _stored(read("python_stdlib.zip")),
            "lock": json.dumps(lock).encode(),
        }


def _stored(packed: bytes) -> bytes:
    """A zip without compression of its own: the page's compresses better over all of its files."""
    again = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as before, zipfile.ZipFile(again, "w") as after:
        for about in before.infolist():
            after.writestr(zipfile.ZipInfo(about.filename), before.read(about))
    return again.getvalue()


def _packed(data: bytes) -> str:
    return base64.b64encode(gzip.compress(data, 9, mtime=0)).decode()

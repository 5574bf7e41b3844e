"""What the page holds of Python, as one tar: the modules that checking needs, our lists, a partner's TOML.

Which modules these are is not written down: a fresh process imports what the desk imports, and says. A test
holds that nothing heavy is among them.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from dashboard import settings
from dashboard.intake.checker.parts import WHEELS, Part
from dashboard.settings import Installation

#: Where things stand in the page's own file system.
PACKAGES = "lib/python3.14/site-packages"
PROJECT, INSTALLATION, DESK = "dashboard", "installation", "desk"
#: A partner's TOML holds for all files in and below its folder.
MAPPING = f"{DESK}/partner.toml"

_ASK = (
    "import json, sys; import dashboard.intake.checker.desk as desk; desk.sources(); "
    "print(json.dumps({name: module.__file__ for name, module in sys.modules.items() "
    "if getattr(module, '__file__', None)}))"
)


def loaded_modules() -> dict[str, str]:
    """The files of all modules that checking loads, ours and others', by name."""
    asked = subprocess.run(  # noqa: S603 (the words are ours)
        [sys.executable, "-c", _ASK], capture_output=True, text=True, check=True
    )
    modules: dict[str, str] = json.loads(asked.stdout)
    return modules


def bundle(where: Installation, mapping: Path | None, parts: Mapping[str, Path]) -> bytes:
    """The tar that the page unpacks at the root of its file system."""
    files = dict(_of_packages(parts)) | dict(_ours()) | dict(_lists(where))
    if mapping:
        files[MAPPING] = mapping.read_bytes()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in sorted(files.items()):
            about = tarfile.TarInfo(name)
            about.size = len(data)
            tar.addfile(about, io.BytesIO(data))
    return packed.getvalue()


def licences(parts: Mapping[str, Path]) -> str:
    """The licences that the packages carry, one after the other."""
    texts = []
    for part in WHEELS:
        with zipfile.ZipFile(parts[part.name]) as wheel:
            for name in wheel.namelist():
                if "dist-info" in name and "LICEN" in name.upper() and not name.endswith("/"):
                    text = wheel.read(name).decode("utf-8", "replace").strip()
                    texts.append(f"{part.name} {part.version} ({part.licence})\n\n{text}")
    return "\n\n\n".join(texts)


def _of_packages(parts: Mapping[str, Path]) -> Iterator[tuple[str, bytes]]:
    for part in WHEELS:
        with zipfile.ZipFile(parts[part.name]) as wheel:
            for name in wheel.namelist():
                if _is_needed(name, part):
                    yield f"{PACKAGES}/{name}", wheel.read(name)


def _is_needed(name: str, part: Part) -> bool:
    if part.inside:
        return name.startswith(part.inside)
    # Packages ask for their own version, which the metadata hold.
    return name.endswith((".py", ".so", ".dist-info/METADATA"))


def _ours() -> Iterator[tuple[str, bytes]]:
    for name, file in loaded_modules().items():
        path = Path(file)
        if name.split(".")[0] == "dashboard":
            for beside in path.parent.glob(f"{path.stem}.*"):  # its template and style too
                yield f"{PROJECT}/{beside.relative_to(settings.PROJECT).as_posix()}", beside.read_bytes()


def _lists(where: Installation) -> Iterator[tuple[str, bytes]]:
    """The code lists of the project and of the installation, which may add to ours or replace one."""
    folders = (
        (settings.REFERENCE / "codes", f"{PROJECT}/data/reference/codes"),
        (where.codes, f"{INSTALLATION}/codes"),
        (where.reference / "codes", f"{INSTALLATION}/reference/codes"),
    )
    for folder, place in folders:
        for path in sorted(folder.glob("*.csv")) if folder.is_dir() else []:
            yield f"{place}/{path.name}", path.read_bytes()

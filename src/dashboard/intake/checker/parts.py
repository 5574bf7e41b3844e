"""What the page is made of that is not ours, pinned: its version is the one that we check with ourselves."""

from __future__ import annotations

from dataclasses import dataclass

#: The platform that the wheels are built for, and the Python in them.
PLATFORM, PYTHON = "pyemscripten_2026_0_wasm32", "3.14"
#: Where a package has no build for it: only its modules in Python are taken.
OTHER_PLATFORM = "manylinux2014_x86_64"


@dataclass(frozen=True)
class Part:
    """One package of a registry: the file that it is, and the SHA-256 of its bytes.

    ``inside`` are the beginnings of the names in it that the page needs; nothing means all modules.
    """

    name: str
    version: str
    file: str
    sha256: str
    licence: str
    inside: tuple[str, ...] = ()


#: The one time zone that is read.
_LONDON = "tzdata/zoneinfo/Europe/London"

RUNTIME = Part(
    "pyodide",
    "314.0.7",
    "pyodide-314.0.7.tgz",
    "66b7949e5a0cba2250b586d7e368bf12fb482800748d182c4618254b685ffaa0",
    "Mozilla Public License 2.0",
)
WHEELS = (
    Part(
        "jinja2",
        "3.1.6",
        "jinja2-3.1.6-py3-none-any.whl",
        "85ece4451f492d0c13c5dd7c13a64681a86afae63a5f347908daf103ce6d2f67",
        "BSD-3-Clause",
    ),
    Part(
        "markupsafe",
        "3.0.4",
        "markupsafe-3.0.4-cp314-cp314-manylinux2014_x86_64.manylinux_2_17_x86_64.manylinux_2_28_x86_64.whl",
        "a8e9f292fcda89b324f2f5c91d13f1424a153e40fc2756f38ee23b15835ff300",
        "BSD-3-Clause",
        ("markupsafe/__init__.py", "markupsafe/_native.py"),
    ),
    Part(
        "annotated-types",
        "0.8.0",
        "annotated_types-0.8.0-py3-none-any.whl",
        "f072f4d804ea359e4eaf198b1af7a8b0943881a87f31bb764f8bf219bb9419e0",
        "MIT",
    ),
    Part(
        "pydantic",
        "2.14.3",
        "pydantic-2.14.3-py3-none-any.whl",
        "3f7b347782ab7e4cf4c798496ae3a82787d9f21ec12676a9c564355eeef8daa8",
        "MIT",
    ),
    Part(
        "pydantic-core",
        "2.50.4",
        "pydantic_core-2.50.4-cp314-cp314-pyemscripten_2026_0_wasm32.whl",
        "e6da138a1ecc1341c8b788a5ee822670b03788e1f5decf7af9d461de6e508b8e",
        "MIT",
    ),
    Part(
        "python-calamine",
        "0.9.1",
        "python_calamine-0.9.1-cp314-cp314-pyemscripten_2026_0_wasm32.whl",
        "1f9a2f99d65f4cc647f3fc57ff80a2bb492bf8ce66a637b67064d1663697ae21",
        "MIT",
    ),
    Part(
        "typing-extensions",
        "4.16.0",
        "typing_extensions-4.16.0-py3-none-any.whl",
        "481caa481374e813c1b176ada14e97f1f67a4539ce9cfeb3f350d78d6370c2e8",
        "PSF-2.0",
    ),
    Part(
        "typing-inspection",
        "0.4.5",
        "typing_inspection-0.4.5-py3-none-any.whl",
        "bc210535442b39e1bf2805e0c7a17dfd6a4ace760c84c7f7d16245d23a6b1c39",
        "MIT",
    ),
    Part(
        "tzdata",
        "2026.6",
        "tzdata-2026.6-py2.py3-none-any.whl",
        "0a10eec6e13ef16b627fabed9a5f2ba61a62b1c67f327305f4e7e412a70b4aec",
        "Apache-2.0",
        ("tzdata/__init__", "tzdata/zoneinfo/__init__", "tzdata/zoneinfo/Europe/__init__", _LONDON),
    ),
    Part(
        "xlrd",
        "2.0.2",
        "xlrd-2.0.2-py2.py3-none-any.whl",
        "ea762c3d29f4cca48d82df517b6d89fbce4db3107f9d78713e48cd321d5c9aa9",
        "BSD-3-Clause",
    ),
)

"""HTML and SVG from templates: every text that is put in is escaped, and a value that is missing is an error.

A template is a file beside the module that uses it and holds parts (Jinja's macros). A part gives
``Markup``: text known to be markup, which is put into another part as it stands; any other text is escaped.
Line breaks of a template and the indents after them are layout of its source and are not sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

ROOT = Path(__file__).parents[1]
_BREAK_BESIDE_TAG = re.compile(r"(?<=[>}])\s*\n\s*|\s*\n\s*(?=[<{])")
_BREAK = re.compile(r"\s*\n\s*")


class _OneLine(Extension):
    """A line break beside a tag goes; one between words or attributes becomes a space."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return _BREAK.sub(" ", _BREAK_BESIDE_TAG.sub("", source.strip()))


ENVIRONMENT = Environment(
    loader=FileSystemLoader(ROOT),
    undefined=StrictUndefined,
    autoescape=True,
    auto_reload=False,
    cache_size=-1,
    extensions=[_OneLine],
)


class Template:
    """The parts of the template called ``name`` in the folder of ``module`` (a module's ``__file__``).

    It is compiled once, when the first part is asked for. A part takes its values by name; it raises
    UndefinedError where one is missing and TypeError where one is too many.
    """

    def __init__(self, module: str, name: str) -> None:
        self._path = Path(module).with_name(name).relative_to(ROOT).as_posix()

    @cached_property
    def _parts(self) -> ModuleType:
        return cast(ModuleType, ENVIRONMENT.get_template(self._path).module)

    def __getattr__(self, part: str) -> Callable[..., Markup]:
        """The function that draws the part of this name; AttributeError where the template has none."""
        drawn: Any = getattr(self._parts, part)
        return cast(Callable[..., Markup], drawn)


def joined(parts: Iterable[Markup]) -> Markup:
    """Parts one after another."""
    return Markup().join(parts)

"""TOML that must be as we say: pydantic checks it, and what is wrong is said in our words.

A file's keys are a ``Strict`` model, or the fields of a dataclass (``built``). The first thing that is wrong
is raised as KeyWrong, a sentence without the file's name: the table and key, what is wrong with it, the
nearest key that may stand there, and what to write. ``bounded_toml`` measures the text before.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import UnionType
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    create_model,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from dashboard.files import bounded_toml
from dashboard.files.likeness import ratio

#: Text that says something.
Text = Annotated[str, StringConstraints(min_length=1)]
#: How like two keys must be (of 100) for one to be taken for a slip of the other.
_LIKE = 70
#: What a value of each type is called, by pydantic's name of the error.
_TYPES = {
    "string_type": "text in quotes",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "dict_type": "a table of keys",
    "mapping_type": "a table of keys",
    "model_type": "a table of keys",
    "date_type": "a date, as 2027-06-30 without quotes",
    "list_type": "a list",
    "tuple_type": "a list of texts",
}
_BOUNDS = {
    "greater_than_equal": "must be {ge} or more",
    "less_than_equal": "must be {le} or less",
    "greater_than": "must be more than {gt}",
    "less_than": "must be less than {lt}",
    "string_too_short": "must be text; it is empty",
    "too_short": "is empty; name at least one",
    "string_too_long": "has {length} letters; at most {max_length} fit",
    "too_long": "has {actual_length} entries; at most {max_length} fit",
}

_Model = TypeVar("_Model", bound="Strict")
_Kind = TypeVar("_Kind")
#: Where something stands in a file: keys, and places in lists (from 0).
Place = tuple[int | str, ...]


class Strict(BaseModel):
    """Keys that must be there, of their very types, and no others."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class KeyWrong(ValueError):
    """A key is wrong. The message is a sentence; ``place`` is where, ``kind`` pydantic's name of it."""

    def __init__(self, words: str, place: Place = (), kind: str = "") -> None:
        self._entries, _ = named(place)
        super().__init__(f"{self._entries}: {words}" if self._entries else words)
        self.words = words
        self.place = place
        self.kind = kind

    def of(self, file: str) -> str:
        """The sentence with the name of the file before it: "board.toml, item 1: kind is 'pie'; ..."."""
        return f"{file}, {self}" if self._entries else f"{file}: {self}"


def wrong(words: str) -> PydanticCustomError:
    """What a validator raises: ``words`` follow the key, as in "is 'blue'; write a colour as #12436D"."""
    return PydanticCustomError("sentence", "{words}", {"words": words})


def one_of(words: Iterable[str]) -> AfterValidator:
    """Of a text: that it is one of ``words``, an empty one among them where nothing need be said."""
    allowed = tuple(words)

    def known(text: str) -> str:
        if text not in allowed:
            named_words = ", ".join(word for word in allowed if word)
            raise wrong(f"is {bounded_toml.briefly(repr(text))}; use one of {named_words}")
        return text

    return AfterValidator(known)


def check(model: type[_Model], values: object, place: Place = ()) -> _Model:
    """``values`` as ``model``; ``place`` is where in the file they stand. Raises KeyWrong."""
    try:
        return model.model_validate(values)
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False)
        # A misspelt key also leaves the one that it should be missing: the slip is what there is to mend.
        first = min(errors, key=lambda error: error["type"] != "extra_forbidden")
        inside = first["loc"]
        known = _known(model, inside[:-1]) if first["type"] == "extra_forbidden" else ()
        where = (*place, *inside)
        if first["type"] == "string_type" and isinstance(where[-1], int):
            where, first["type"] = where[:-1], "tuple_type"
        raise KeyWrong(_sentence(first, where, known), where, first["type"]) from None


def built(kind: type[_Kind], values: object, place: Place = (), **given: Any) -> _Kind:
    """A dataclass of the keys in ``values`` and of what is ``given`` besides. Raises KeyWrong.

    Fields that are not given are the keys that may stand there, and those without a default must. A field
    with limits has them as ``Annotated[int, Field(ge=0)]``.
    """
    keys = check(_model_of(cast(Any, kind), frozenset(given)), values, place)
    return kind(**{name: getattr(keys, name) for name in type(keys).model_fields}, **given)


def built_by_name(kind: type[_Kind], tables: Mapping[str, object], key: str) -> dict[str, _Kind]:
    """Dataclasses by their ``name``, which is that of the table: ``[key.NAME]``. Raises KeyWrong."""
    return {name: built(kind, keys, (key, name), name=name) for name, keys in tables.items()}


@lru_cache(maxsize=64)
def _model_of(kind: Any, given: frozenset[str]) -> type[Strict]:
    hints = get_type_hints(kind, include_extras=True)
    keys: dict[str, Any] = {}
    for field in dataclasses.fields(kind):
        if field.name in given:
            continue
        hint = _of_lists(hints[field.name])
        if field.default_factory is not dataclasses.MISSING:
            keys[field.name] = (hint, Field(default_factory=field.default_factory))
        else:
            keys[field.name] = (hint, ... if field.default is dataclasses.MISSING else field.default)
    return create_model(kind.__name__, __base__=Strict, **keys)


def _of_lists(hint: Any) -> Any:
    """A type of tuples as one that takes TOML's lists."""
    if get_origin(hint) is Annotated:
        inner, *limits = get_args(hint)
        return Annotated[(_of_lists(inner), *limits)]
    if get_origin(hint) is tuple:
        inside: Any = tuple(map(_of_lists, get_args(hint)))
        return Annotated[tuple.__class_getitem__(inside), Field(strict=False)]
    return hint


def _known(model: type[BaseModel], place: Place) -> tuple[str, ...]:
    """The keys that may stand at ``place`` of a file of ``model``."""
    kind: Any = model
    for step in place:
        # Else an entry of a list, or what a table holds under names of any kind.
        kind = _keys(kind)[str(step)].annotation if _is_model(kind) else get_args(kind)[-1]
        while get_origin(kind) in (Annotated, UnionType):
            kind = get_args(kind)[0]
    return tuple(_keys(kind)) if _is_model(kind) else ()


def _keys(model: type[BaseModel]) -> dict[str, FieldInfo]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _sentence(error: ErrorDetails, place: Place, known: Iterable[str]) -> str:
    """What is wrong, without the file and the entry of a list that it is wrong in."""
    _, key = named(place)
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden":
        return f"unknown key {bounded_toml.briefly(repr(key))}; {_instead(str(place[-1]), tuple(known))}"
    if kind == "missing":
        return f"the key {key!r} is missing; add it"
    return f"{bounded_toml.briefly(key)} {_what(kind, error, context)}".strip()


def _what(kind: str, error: ErrorDetails, context: Mapping[str, Any]) -> str:
    if kind in _TYPES:
        return f"must be {_TYPES[kind]}"
    if kind == "literal_error":
        words = [word for word in re.findall(r"'([^']*)'", str(context["expected"])) if word]
        return f"is {bounded_toml.briefly(repr(error['input']))}; use one of {', '.join(words)}"
    if kind in _BOUNDS:
        length = len(error["input"]) if isinstance(error["input"], str) else 0
        return _BOUNDS[kind].format(length=length, **context)
    return str(error["msg"])


def _instead(key: str, known: tuple[str, ...]) -> str:
    """What to do about a key that may not stand there."""
    if not known:
        return "remove or correct it"
    near = max(known, key=lambda each: ratio(key, each))
    nearest = f"{near!r} may be meant; " if ratio(key, near) >= _LIKE else ""
    return f"{nearest}use {', '.join(known)}"


def named(place: Place) -> tuple[str, str]:
    """Entries of lists, counted from 1, and the key under the last: ("item 1, view 2", "splits.a")."""
    entries: list[str] = []
    key: list[str] = []
    for step in place:
        if isinstance(step, int):
            entries.append(f"{'.'.join(key)} {step + 1}")
            key = []
        else:
            key.append(step)
    return ", ".join(entries), ".".join(key)

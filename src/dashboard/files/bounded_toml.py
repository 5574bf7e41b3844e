"""TOML from anybody, within bounds: the one place that hands text to the parser.

The standard library's parser takes time that grows with the square of the parts of a key, and calls
itself once for each bracket. Text from a link, an upload or an agency is therefore measured first, in
one pass that skips what stands in quotation marks; what is refused is never parsed.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

#: Letters; a story that fills a meeting has about 20,000, the largest mapping of ours 2,000.
MOST_LETTERS = 400_000
#: A letter takes at most four.
MOST_BYTES = 4 * MOST_LETTERS
#: Of brackets and braces in one another; our deepest file has 3.
MOST_DEPTH = 10
#: Of a key, as in ``mapping.values.agency``; our longest has 4.
MOST_PARTS = 10
#: Lines, keys, values and brackets together: the parser's work grows with them.
MOST_PIECES = 60_000
#: Letters that a message repeats of what somebody wrote.
_MOST_REPEATED = 200

# Each repetition is possessive (++, *+), so no text makes the search go back over what it has read.
_PIECE = re.compile(
    r"""
      \#[^\n]*+
    | \"{3}(?:[^"\\]++|\\[\s\S]|"{1,2}(?!"))*+(?:"{3,5}|\\?\Z)
    | '{3}(?:[^']++|'{1,2}(?!'))*+(?:'{3,5}|\Z)
    | "(?:[^"\\\n]++|\\.)*+(?:"|\\?(?=\n|\Z))
    | '[^'\n]*+(?:'|(?=\n|\Z))
    | [\[\]{}=,.\n]
    """,
    re.VERBOSE,
)


class TomlRefused(ValueError):
    """The text is no TOML that we read."""


class NotToml(TomlRefused):
    """The text breaks the rules of TOML. ``where`` is "at line 3" or "at its end"."""

    def __init__(self, words: str) -> None:
        super().__init__(briefly(words))
        line = re.search(r"at line \d+", words)
        self.where = line.group() if line else "at its end"


class TooMuchToml(TomlRefused):
    """The text goes beyond a bound. The message says which, to follow the file's name."""


def loads(text: str) -> dict[str, Any]:
    """The keys and values in ``text``. Raises NotToml or TooMuchToml, and nothing else."""
    _refuse_too_much(text)
    try:
        return tomllib.loads(text)
    except RecursionError:  # the caller may have used up the stack already
        raise TooMuchToml("has too many brackets in one another; take some away") from None
    except ValueError as wrong:  # TOMLDecodeError, and what a number of 5,000 digits raises
        raise NotToml(str(wrong)) from None


def read_text(path: Path) -> str:
    """The text of a TOML file, without a byte order mark; never more of it is read than may be parsed.

    Raises TooMuchToml, UnicodeDecodeError where it is not UTF-8, and OSError.
    """
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise _too_long()
    return data.decode("utf-8-sig")


def briefly(text: str) -> str:
    """``text`` as a message may repeat it: no longer than a few lines."""
    return text if len(text) <= _MOST_REPEATED else f"{text[:_MOST_REPEATED]} ..."


def _refuse_too_much(text: str) -> None:
    if len(text) > MOST_LETTERS:
        raise _too_long()
    depth = 0
    parts = 1
    for pieces, matched in enumerate(_PIECE.finditer(text), 1):
        piece = matched[0]
        if pieces > MOST_PIECES:
            raise TooMuchToml(f"has more than {MOST_PIECES:,} lines, keys and values; take some away")
        if piece == ".":
            parts += 1
            if parts > MOST_PARTS:
                raise TooMuchToml(
                    f"has a key of more than {MOST_PARTS} parts; put it in quotation marks if its dots "
                    "belong to a word"
                )
        elif piece in "[]{}=,\n":
            parts = 1
            depth = depth + 1 if piece in "[{" else max(0, depth - 1) if piece in "]}" else depth
            if depth > MOST_DEPTH:
                raise TooMuchToml(f"has more than {MOST_DEPTH} brackets in one another; take some away")


def _too_long() -> TooMuchToml:
    return TooMuchToml(f"is longer than {MOST_LETTERS:,} letters; take some away")

"""What tells a person or a reference apart, however it is written: one text for each.

Used for pseudonyms and for finding the same record twice, so that the two never disagree. Two keys are
one where they differ in case, spaces, width and composition of letters, characters that nobody sees, the
sign used for a hyphen or an apostrophe, and in what a spreadsheet or mail program puts around a key.
Everything else tells people apart: accents, leading zeros, spaces inside.
"""

from __future__ import annotations

import re
import unicodedata

#: Hyphens, dashes and minus signs, as word processors and phones write them.
_DASHES = "\u02d7\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
#: What stands for an apostrophe: curly and reversed quotes, primes, accents by themselves.
_APOSTROPHES = "`\u00b4\u02b9\u02bb\u02bc\u02bd\u02c8\u2018\u2019\u201b\u2032\u2035\ua78c\uff07"
#: Invisible, though Unicode does not call them format characters: joiners, fillers, variation selectors.
_UNSEEN = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0" + "".join(map(chr, range(0xFE00, 0xFE10)))
_SIGNS = str.maketrans(
    dict.fromkeys(_DASHES, "-") | dict.fromkeys(_APOSTROPHES, "'") | dict.fromkeys(_UNSEEN, "")
)
#: What is put around a key so that a spreadsheet leaves its zeros alone (="00123", '00123), or by a mail
#: program.
_AROUND = re.compile(
    r'="(?P<quoted>[^"]+)"|\'(?P<marked>\d.*)|mailto:(?P<mail>.+)'
    r"|[^<>@]*<(?P<named>[^<>@ ]+@[^<>@ ]+)>[;,]?|(?P<listed>[^<>@ ,;]+@[^<>@ ,;]+)[;,]"
)
_BARE = re.compile(r"\d{1,14}", re.ASCII)
#: Staff numbers are no longer than this, so zeros that were lost are not looked for beyond.
_LONGEST_PADDED = 10


def normalise(text: str) -> str:
    """``text`` in the one form that all ways of writing it share.

    No separator of parts is left in it, since that counts as white space.
    """
    if not text.isascii() or "`" in text:
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").translate(_SIGNS)
        # Before NFKC, which takes some signs apart, and again after it, since it makes some of others.
        text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    plain = " ".join(text.casefold().split())
    around = _AROUND.fullmatch(plain)
    return normalise(around[around.lastgroup or 0]) if around else plain


def former(text: str) -> str:
    """``text`` as versions before November 2026 normalised it: case, spaces and Unicode form alone."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def bare_number(text: str) -> bool:
    """Whether a key is figures alone: nothing in it says whose number it is."""
    return bool(_BARE.fullmatch(normalise(text)))


def other_zeros(text: str) -> list[str]:
    """The same number with other leading zeros: as it may stand where a spreadsheet has taken them."""
    plain = normalise(text)
    short = plain.lstrip("0")
    return [
        padded
        for width in range(len(short), _LONGEST_PADDED + 1)
        if (padded := short.zfill(width)) != plain and short
    ]

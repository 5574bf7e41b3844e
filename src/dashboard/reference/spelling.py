"""Words as they are compared, whoever wrote them."""

from __future__ import annotations

import re
import unicodedata


def normalise(text: str) -> str:
    """``text`` for comparing headings and codes: lower case, one space between words.

    Letters that are joined or wide, as a document or another keyboard leaves them, are those they stand for.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().replace("&", " and ")
    return re.sub(r"[^a-z0-9+]+", " ", plain).strip()

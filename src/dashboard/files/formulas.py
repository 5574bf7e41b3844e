"""Text that a spreadsheet takes for text: no cell of a CSV file begins like a formula.

The signs are those of OWASP's Application Security Verification Standard 5.0, requirement 1.2.10, and of
its page on CSV injection: the line feed too, and the full-width forms that some spreadsheets read alike.
"""

from __future__ import annotations

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def neutral(cell: str) -> str:
    """``cell`` as text that no spreadsheet runs: an apostrophe before it where it begins like a formula.

    Some spreadsheets drop spaces before they look at the first sign, so spaces do not hide it.
    """
    return f"'{cell}" if cell.startswith(SIGNS) or cell.lstrip().startswith(SIGNS) else cell

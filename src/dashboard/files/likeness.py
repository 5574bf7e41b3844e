"""How alike two texts are, 0 to 100: by the letters that they have in common, in order.

``ratio`` is twice the length of the longest common subsequence over both lengths (the indel similarity);
common subsequences are counted by bits, as Hyyrö (2004), "Bit-parallel LCS-length computation revisited".
Ours and not a compiled package's, since the checker at a sender's desk must say the same as we do, and there
is none for a browser.
"""

from __future__ import annotations


def ratio(text: str, other: str) -> float:
    """0 to 100; of two empty texts 100."""
    together = len(text) + len(other)
    return 200.0 * _common(text, other) / together if together else 100.0


def sorted_ratio(text: str, other: str) -> float:
    """As ``ratio``, of the words of both in alphabetical order."""
    return ratio(" ".join(sorted(text.split())), " ".join(sorted(other.split())))


def shared_ratio(text: str, other: str) -> float:
    """The best of ``ratio`` between the words that both have and each of the two with the rest of its own.

    100 where one has every word of the other; 0 where one has no word.
    """
    words, others = set(text.split()), set(other.split())
    if not words or not others:
        return 0.0
    both = " ".join(sorted(words & others))
    only, other_only = " ".join(sorted(words - others)), " ".join(sorted(others - words))
    if both and not (only and other_only):
        return 100.0
    whole, other_whole = f"{both} {only}".strip(), f"{both} {other_only}".strip()
    best = ratio(whole, other_whole)
    return max(best, ratio(both, whole), ratio(both, other_whole)) if both else best


def _common(text: str, other: str) -> int:
    """The length of the longest common subsequence."""
    places: dict[str, int] = {}
    for place, letter in enumerate(text):
        places[letter] = places.get(letter, 0) | 1 << place
    every = (1 << len(text)) - 1
    unmatched = every
    for letter in other:
        matching = unmatched & places.get(letter, 0)
        unmatched = ((unmatched + matching) | (unmatched - matching)) & every
    return len(text) - unmatched.bit_count()

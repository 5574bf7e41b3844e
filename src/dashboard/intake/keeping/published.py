"""What stays published once rows are gone, and why, in words."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.reference.policies import read_policies


def what_stays(source_names: Iterable[str]) -> tuple[str, ...]:
    """One sentence for the sources of which published figures stand, and one for those counted anew."""
    policies = read_policies()
    names = sorted(set(source_names))
    closed = [policies.title(name) for name in names if policies.of_source(name).closed]
    anew = [policies.title(name) for name in names if not policies.of_source(name).closed]
    texts = []
    if closed:
        texts.append(
            f"Published figures stay as they are ({', '.join(closed)}): the register keeps what was counted, "
            "without the rows, so that nobody can subtract a later release from an earlier one and find a "
            "person."
        )
    if anew:
        texts.append(
            f"Releases already made keep their figures ({', '.join(anew)}); the next one counts what is held "
            "then, so its figures change, and months of which nothing is held are no longer shown."
        )
    return tuple(texts)

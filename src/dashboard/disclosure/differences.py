"""What anybody gets by subtracting shown counts from a shown count that holds them, where it is sensitive.

Hidden counts that are each open may still add up to a known number: the year's referrals less those of two
shown places are exactly four people. So what every shown set leaves without others inside it (``nested``) is
looked at, and where the rules call it sensitive it is given as a set to protect like any other.

Where cells were counted again, what came late and what left are counts as well. Of what two shown sets leave
at both countings, the one figure less the other is known: the year's referrals less those of both halves of
the county were 38 and are 42 by now, so at least four came late. Nobody publishes either number; by how much
they differ is what tells of them, so differences of such differences are looked at too. Where these are
nothing, nobody need have come or gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dashboard.disclosure.columns import Flags, Ints
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.nested import WORD, Bits, Limit, Nested, bits_of, elements
from dashboard.disclosure.rules import Rules
from dashboard.disclosure.sensitive import sensitive_cells


@dataclass(frozen=True, eq=False)
class Difference:
    """The ``base_cells`` that the set ``whole`` has beside the sets ``parts`` (numbers), which lie inside it;
    those alone, where ``kind`` says so, that came late to them or have left them since an earlier counting.
    """

    whole: int
    parts: tuple[int, ...]
    base_cells: Ints
    kind: str = ""


class Subtraction:
    """The differences of an instance's sets that are sensitive under ``rules``."""

    def __init__(self, instance: Instance, rules: Rules) -> None:
        self._instance, self._rules = instance, rules
        bits = bits_of(instance.columns)
        self._words = bits.shape[1]
        weights, rests = _weights(instance, rules)
        anybody, somebody = _limits([weights], 0), _limits(rests, 0)
        self._sets = Nested.of(bits, anybody, somebody, instance.sole)
        self._known = set(self._sets.masks)
        self._again = _counted_again(instance, bits, [weights], rests)

    def given_away(self, shown: Flags, about: int | None = None) -> dict[str, Difference]:
        """By name, the differences of ``shown`` sets (sets,) that are sensitive and are not among the sets.

        With ``about``, only those that this set has a part in.
        """
        differences = {
            mask: Difference(*parts, elements(mask, self._words))
            for mask, parts in self._sets.left(shown, about).items()
            if mask not in self._known
        }
        for mask, difference in self._since(shown, about):
            if mask and mask not in self._known:
                differences.setdefault(mask, difference)
        return self._sensitive(list(differences.values()))

    def _since(self, shown: Flags, about: int | None) -> Iterator[tuple[int, Difference]]:
        """What came late to differences of sets that are shown at two countings, and what has left them."""
        pairs = self._instance.recounted
        both: Flags = shown[pairs[:, 0]] & shown[pairs[:, 1]]
        asked = [None] if about is None else np.flatnonzero(both & (pairs == about).any(axis=1)).tolist()
        for pair in asked if both.any() else ():
            for mask, (whole, parts) in self._again.left(both, pair).items():
                before, now = mask >> self._words * WORD, mask & ((1 << self._words * WORD) - 1)
                sets = int(pairs[whole, 0]), tuple(pairs[list(parts), 0].tolist())
                for kind, moved in (("late", now & ~before), ("left", before & ~now)):
                    yield moved, Difference(*sets, elements(moved, self._words), kind)

    def _sensitive(self, differences: Sequence[Difference]) -> dict[str, Difference]:
        """Those that the rules call sensitive, each by a name that no cell has."""
        first = len(self._instance.names)
        named = {
            f"{self._name(difference)} ({first + n})": difference for n, difference in enumerate(differences)
        }
        if not named:
            return {}
        widened = self._instance.widened(
            {name: (difference.whole, difference.base_cells) for name, difference in named.items()}
        )
        sensitive = sensitive_cells(widened, self._rules)[self._instance.columns.width :].tolist()
        return {
            name: difference
            for (name, difference), kept in zip(named.items(), sensitive, strict=True)
            if kept
        }

    def _name(self, difference: Difference) -> str:
        more = f" and {len(difference.parts) - 1} more" if len(difference.parts) > 1 else ""
        named = self._instance.name_of
        kind = f", {difference.kind}" if difference.kind else ""
        return f"{named(difference.whole)}: less {named(difference.parts[0])}{more}{kind}"


@dataclass(frozen=True, eq=False)
class _Weights:
    """What each set weighs (sets,), and the most that a sensitive one does."""

    of: Ints
    most: int


def _weights(instance: Instance, rules: Rules) -> tuple[_Weights, list[_Weights]]:
    """What each set counts, and what it counts without each contributor."""
    values, most = instance.values, rules.largest_hidden
    if instance.raids is not None and rules.incidents:
        # Fewer incidents than the rule asks for hold no more people than so many of the largest.
        most = max(most, (rules.incidents - 1) * instance.raids.largest)
    owned: Mapping[str, Ints] = (instance.contributions or {}) if rules.minimum_without_largest else {}
    rests = [values - np.asarray(instance.columns.sums(own), dtype=np.int64) for own in owned.values()]
    return _Weights(values, most), [_Weights(rest, rules.minimum_without_largest - 1) for rest in rests]


def _limits(weights: Sequence[_Weights], least: int) -> list[Limit]:
    return [Limit(each.of, least, each.most) for each in weights]


def _counted_again(
    instance: Instance, bits: Bits, anybody: Sequence[_Weights], somebody: Sequence[_Weights]
) -> Nested:
    """The pairs of sets that are one cell at two countings: one lies inside another where it does at both.

    Each weighs what it has gained, or has lost.
    """
    now, before = instance.recounted.T

    def moved(weights: Sequence[_Weights]) -> list[Limit]:
        gained = [_Weights(each.of[now] - each.of[before], each.most) for each in weights]
        return _limits([*gained, *(_Weights(-each.of, each.most) for each in gained)], 1)

    both = np.hstack([bits[now], bits[before]])
    return Nested.of(both, moved(anybody), moved(somebody), instance.sole[now])

"""What anybody could work out about a count that is not published, from the cells of one release alone.

A hidden cell, or a combination that no table holds (two districts together, a type in a district in
a quarter), cannot be just any number: it must fit every cell that is published. The smallest and the
largest number that do are found by two linear programmes over the cross of periods, areas and codes,
and rounded inwards to whole numbers (Dobra and Fienberg 2000, Bounds for cell entries in contingency
tables, PNAS 97, study the same limits; the programmes are solved by HiGHS, Huangfu and Hall 2018).

Nothing but a release is read, so an answer tells no more than the release does. The true count
always lies inside: where a programme would be too large, equations are left out, which can only
widen the answer. That the codes of a split make up its whole is what a release is checked for.
"""

from dashboard.display.feasibility.asking import Asked, FeasibilityInterval, interval_of

__all__ = ["Asked", "FeasibilityInterval", "interval_of"]

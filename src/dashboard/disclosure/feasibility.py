"""What an outsider could work out of each hidden cell, in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dashboard.disclosure.audit import Audit
from dashboard.disclosure.columns import Flags
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.proof import Part
from dashboard.disclosure.solver import TOLERANCE


def feasibility_intervals(done: Protection, parts: Sequence[Part], exact: bool) -> None:
    """The feasibility interval of each hidden cell, noted in ``done``.

    Not ``exact``, those are noted that were met on the way.
    """
    instance = done.instance
    values = instance.values.astype(np.float64)
    done.low = np.where(done.published, values, 0.0)
    done.high = np.where(done.published, values, np.inf)
    for part in parts:
        audit = part.repaired.audits[0]
        hidden = ~part.repaired.published
        if exact:
            # Of what is never listed nobody is told a range: what came late, what left, what is implied.
            _tighten(audit, hidden & ~instance.implied[part.block.cells])
        cells = part.block.cells[hidden]
        done.low[cells] = np.ceil(audit.low[hidden] - TOLERANCE)
        done.high[cells] = np.floor(audit.high[hidden] + TOLERANCE)
    # A hidden cell in no block is a sum of separators: public cells alone give it away.
    apart = ~done.published
    for part in parts:
        apart[part.block.cells] = False
    apart &= ~instance.implied | done.primary
    done.low[apart] = done.high[apart] = values[apart]


def _tighten(audit: Audit, hidden: Flags) -> None:
    nowhere = np.full(audit.cells.width, np.inf)
    for upper in (False, True):
        for cell in np.flatnonzero(hidden).tolist():
            if not (upper and np.isinf(audit.high[cell])):
                audit.bound(cell, upper, -nowhere, nowhere)

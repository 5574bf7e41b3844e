"""What comes of protecting one instance."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from dashboard.disclosure.certificate import Certificate
from dashboard.disclosure.columns import Flags, Floats
from dashboard.disclosure.instance import Instance


@dataclass(eq=False)
class Protection:
    """What may be shown. All arrays are by set (see ``Instance.decision``) of ``instance``.

    That is the instance as it was given, and after its sets the ``implied`` ones: differences of shown sets
    that would be sensitive.
    ``published`` marks what is shown; ``primary`` what had to be hidden; ``low`` and ``high`` are
    the feasibility interval, which an outsider could work out (``high`` is infinite where nothing
    limits it; implied sets are not asked about and have the bounds met on the way).
    ``unprotectable`` are hidden sets of which public cells alone tell more than the rules allow, ``exposed``
    those among them that these give away to the last person: of the others no more is told than that.
    """

    instance: Instance
    published: Flags
    primary: Flags
    low: Floats
    high: Floats
    unprotectable: list[int]
    exposed: list[int]
    #: Bounds that public cells alone prove in whole numbers: by view, set and whether it is the upper one.
    conceded: dict[tuple[str, int, bool], int] = field(default_factory=dict)
    #: How many sets came to the instance because subtracting shown ones would have given them.
    implied: int = 0
    #: Hidden because whole numbers reached less far than the audit.
    withheld: list[int] = field(default_factory=list)
    #: Bounds that are still too close, because public cells alone prove them; both where these give
    #: the count away.
    failures: int = 0
    #: Bounds that were found too close, over all rounds, and are far enough now.
    repaired: int = 0
    #: Hidden by a round of repair and published again because it was not needed.
    won_back: int = 0
    rounds: int = 0
    solves: int = 0
    #: Processor seconds by stage.
    seconds: dict[str, float] = field(default_factory=dict)
    certificate: Certificate | None = None

    def spent(self, stage: str, since: float) -> float:
        """Book the processor's time ``since`` then on a stage; the time now."""
        now = time.process_time()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - since
        return now

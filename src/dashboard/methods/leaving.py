"""How many of the people counted over a window of time are still there, where some leave every year.

The survival curve of a constant rate of leaving, averaged over a window in which people came evenly.
"""

from __future__ import annotations

import math

#: What a year's leavers are taken to be where agencies send none: the published rates of the professions that
#: the training is meant for lie between that of police officers (Home Office, Police workforce, year to March
#: 2023: 6.6 %, the highest so far) and that of children's social workers (Department for Education, Children
#: and family social work workforce, year to September 2019: 16 %), in whole percent.
USUAL = (0.07, 0.16)


def still_there(leaving: float, months: int) -> float:
    """The share, 0 to 1, of those counted over the last ``months`` who are still there where ``leaving``
    (0 to under 1) of all leave in a year. Raises ValueError for another share and for no months."""
    if not 0 <= leaving < 1 or months <= 0:
        raise ValueError("a share that leaves is from 0 to under 1, and a window has months")
    rate = -math.log1p(-leaving) * months / 12
    return -math.expm1(-rate) / rate if rate else 1.0

"""Check a certificate by plain sums of whole numbers.

No solver is needed, and none is imported: whoever doubts the engine need only trust addition.
"""

from __future__ import annotations

import json

import numpy as np

from dashboard.disclosure.certificate import Certificate, CertificateError, seal_of
from dashboard.disclosure.columns import Ints


def verify(certificate: Certificate, published: str) -> None:
    """Raise CertificateError, naming cells, unless the certificate proves what it should.

    ``published`` is the hash of the published cells (``certificate.published_hash``). Checked: the
    seal; that every data set has no count below its onlooker's own part and gives every published
    cell its value; that each secret is brought down and up as far as promised; that every other
    hidden cell that is listed moves; and that no small count is left without a promise.
    """
    if certificate.seal != seal_of(certificate, published):
        raise CertificateError(
            "the certificate was not made for these published cells and rules, or was changed"
        )
    if (certificate.witnesses < certificate.own[certificate.onlooker]).any():
        raise CertificateError("a data set holds fewer than nothing, or than its onlooker put in")
    sums = _sums(certificate)
    shown = np.zeros(certificate.columns.width, dtype=np.bool_)
    shown[certificate.decision[certificate.shown]] = True
    _all(
        certificate,
        ~(shown & (sums != sums[0]).any(axis=0)),
        "a data set does not fit the published value of",
    )
    least = 0 if json.loads(certificate.rules)["zeros"] == "hidden" else 1
    apart = shown | certificate.unlisted
    _all(
        certificate, apart | (sums >= least).all(axis=0), "a data set holds nothing, which would be shown, in"
    )
    _promises(certificate, sums)
    outsider = sums[certificate.onlooker == 0]
    moved = (outsider != sums[0]).any(axis=0)
    _all(certificate, moved | apart | certificate.excused, "no data set moves")
    _complete(certificate, sums[0], shown)


def _sums(certificate: Certificate) -> Ints:
    """Every cell's count in every data set (data sets, sets)."""
    cells = certificate.columns
    return np.stack([np.asarray(cells.sums(one), dtype=np.int64) for one in certificate.witnesses])


def _promises(certificate: Certificate, sums: Ints) -> None:
    for view in range(len(certificate.own)):
        mine = certificate.needs[certificate.needs[:, 0] == view]
        seen = sums[certificate.onlooker == view]
        if not len(mine):
            continue
        kept = np.ones(sums.shape[1], dtype=np.bool_)
        kept[mine[:, 1]] = (seen[:, mine[:, 1]].min(axis=0) <= mine[:, 2]) & (
            seen[:, mine[:, 1]].max(axis=0) >= mine[:, 3]
        )
        _all(certificate, kept, "the data sets do not leave enough open about")


def _complete(
    certificate: Certificate, truth: Ints, shown: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> None:
    """Every small count is hidden, and is promised the whole of what is small, unless excused."""
    rules = json.loads(certificate.rules)
    least = 0 if rules["zeros"] == "hidden" else 1
    small = (truth >= least) & (truth < rules["threshold"])
    _all(certificate, ~(small & shown & ~certificate.forced), "the release shows the small count of")
    outsider = certificate.needs[certificate.needs[:, 0] == 0]
    full = outsider[(outsider[:, 2] <= least) & (outsider[:, 3] >= rules["threshold"] - 1)]
    promised = certificate.excused | certificate.forced
    promised[full[:, 1]] = True
    _all(certificate, ~small | promised, "the certificate promises too little about")


def _all(certificate: Certificate, fine: np.ndarray[tuple[int], np.dtype[np.bool_]], wrong: str) -> None:
    if not fine.all():
        names = certificate.names[~fine[certificate.decision]][:3]
        more = int((~fine[certificate.decision]).sum()) - len(names)
        raise CertificateError(
            f"{wrong} {', '.join(map(str, names))}{f' and {more} more cells' if more else ''}"
        )

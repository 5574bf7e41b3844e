"""Check a certificate by plain sums of whole numbers.

No solver is needed, and none is imported: whoever doubts the engine need only trust addition.
"""

from __future__ import annotations

import json

import numpy as np

from dashboard.disclosure.certificate import Certificate, CertificateError, seal_of
from dashboard.disclosure.columns import Flags, Ints
from dashboard.disclosure.differences import Subtraction
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.rules import rules_from


def verify(certificate: Certificate, published: str) -> None:
    """Raise CertificateError, naming cells, unless the certificate proves what it should.

    ``published`` is the hash of the published cells (``certificate.published_hash``). Checked: the seal; that
    every data set has no count below its onlooker's own part and gives every published cell its value; that
    each sensitive cell is brought down and up as far as promised; that every other hidden cell that is listed
    moves; that no sensitive cell (a small count, one from too few incidents, one that a contributor
    dominates) is shown, or left without a promise; and that no shown counts give such a sensitive cell by
    subtraction, be it small, one incident's or one contributor's, unless it is among the sets and so has a
    promise itself.
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
    apart = shown | certificate.implied
    _all(
        certificate, apart | (sums >= least).all(axis=0), "a data set holds nothing, which would be shown, in"
    )
    _promises(certificate, sums)
    outsider = sums[certificate.onlooker == 0]
    moved = (outsider != sums[0]).any(axis=0)
    _all(certificate, moved | apart | certificate.excused, "no data set moves")
    _incidents(certificate)
    _complete(certificate, sums[0], shown)
    rules = rules_from(json.loads(certificate.rules))
    if given := Subtraction(_as_instance(certificate), rules).given_away(shown):
        raise CertificateError(f"shown counts give away by subtraction {next(iter(given))}")


def _as_instance(certificate: Certificate) -> Instance:
    """What the certificate knows of its instance."""
    width = certificate.columns.width
    return Instance(
        names=tuple(certificate.names.tolist()),
        decision=certificate.decision,
        counts=certificate.witnesses[0],
        columns=certificate.columns,
        already_published=certificate.already_published,
        order=np.arange(width),
        listed=certificate.listed,
        implied=certificate.implied,
        sole=certificate.sole,
        recounted=certificate.recounted,
        contributions={str(number): own for number, own in enumerate(certificate.contributions)} or None,
        incidents=certificate.incidents if certificate.raids else None,
        raids=certificate.raids,
    )


def _sums(certificate: Certificate) -> Ints:
    """Every cell's count in every data set (data sets, sets)."""
    cells = certificate.columns
    return np.stack([np.asarray(cells.sums(witness), dtype=np.int64) for witness in certificate.witnesses])


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


def _incidents(certificate: Certificate) -> None:
    """What is said of incidents adds up: to the true count of each base cell, and to those behind each
    set."""
    raids = certificate.raids
    if raids is None:
        if len(certificate.incidents):
            raise CertificateError("the certificate does not say who came from which incident")
        return
    if not np.array_equal(raids.counts, certificate.witnesses[0]):
        raise CertificateError("the people of the incidents do not add up to the true counts")
    behind = raids.behind(certificate.columns)
    _all(certificate, behind == certificate.incidents, "other incidents than are told lie behind")


def _complete(certificate: Certificate, truth: Ints, shown: Flags) -> None:
    """Every sensitive cell is hidden and is promised the whole of what is small, unless excused.

    Secrets are found anew: small counts and those from too few incidents, which nobody may narrow,
    and counts that one contributor dominates, which that contributor may not narrow, but for sets that it
    alone can be in. That nobody else is in those is looked at here.
    """
    rules = json.loads(certificate.rules)
    least = 0 if rules["zeros"] == "hidden" else 1
    reach = rules["threshold"] - 1
    small = (truth >= least) & (truth <= reach)
    lone = np.zeros_like(small)
    if len(certificate.incidents):
        lone = (certificate.incidents < rules["incidents"]) & (truth > 0)
    excused = certificate.excused | certificate.already_published
    kept = excused | _promised(certificate, 0, least, reach)
    _all(
        certificate, ~(small & shown & ~certificate.already_published), "the release shows the small count of"
    )
    _all(
        certificate,
        ~(lone & shown & ~certificate.already_published),
        "the release shows too few incidents in",
    )
    _all(certificate, ~(small | lone) | kept, "the certificate promises too little about")
    sums = np.asarray([certificate.columns.sums(own) for own in certificate.contributions], dtype=np.int64)
    if len(sums):
        several = (sums > 0).sum(axis=0) > 1
        _all(certificate, ~(certificate.sole & several), "more than one contributor is in")
    for own in certificate.contributions:
        part = np.asarray(certificate.columns.sums(own), dtype=np.int64)
        dominated = (truth > reach) & (truth - part < rules["dominance"]) & (part > 0) & ~certificate.sole
        if not dominated.any():
            continue
        _all(
            certificate,
            ~(dominated & shown & ~certificate.already_published),
            "the release shows what a contributor sees through in",
        )
        kept = excused.copy()
        for view in range(1, len(certificate.own)):
            if (certificate.own[view] == own).all():
                kept |= _promised(certificate, view, part, part + reach)
        _all(certificate, ~dominated | kept, "the certificate promises too little to a contributor about")


def _promised(certificate: Certificate, view: int, low: Ints | int, high: Ints | int) -> Flags:
    """The sets of which a view is promised everything from ``low`` to ``high`` (sets,)."""
    mine = certificate.needs[certificate.needs[:, 0] == view]
    least = np.full(certificate.columns.width, np.iinfo(np.int64).max)
    most = np.full(certificate.columns.width, -1)
    least[mine[:, 1]], most[mine[:, 1]] = mine[:, 2], mine[:, 3]
    wide: Flags = (least <= low) & (most >= high)
    return wide


def _all(certificate: Certificate, fine: Flags, wrong: str) -> None:
    if not fine.all():
        names = certificate.names[~fine[certificate.decision]][:3]
        more = int((~fine[certificate.decision]).sum()) - len(names)
        raise CertificateError(
            f"{wrong} {', '.join(map(str, names))}{f' and {more} more cells' if more else ''}"
        )

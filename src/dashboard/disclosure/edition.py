"""A protection as rows that can be written, and a certificate sealed to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.disclosure.certificate import Certificate, seal_of
from dashboard.disclosure.files import Row, hash_of, number
from dashboard.disclosure.instance import Instance
from dashboard.disclosure.outcome import Protection
from dashboard.disclosure.verify import verify

SHOWN, HIDDEN = "published", "c"


def rows_of(instance: Instance, done: Protection) -> list[Row]:
    """A row for each listed cell, as published: a value, or ``c`` and its feasibility interval."""
    values = instance.values
    rows: list[Row] = []
    for name, decided, listed in zip(
        instance.names, instance.decision.tolist(), instance.listed.tolist(), strict=True
    ):
        if not listed:
            continue
        if done.published[decided]:
            shown = str(int(values[decided]))
            rows.append((name, shown, SHOWN, shown, shown))
        else:
            rows.append((name, "", HIDDEN, number(done.low[decided]), number(done.high[decided])))
    return rows


def sealed(certificate: Certificate, rows: list[Row]) -> Certificate:
    """The certificate, sealed to ``rows`` and verified. Raises CertificateError where it fails."""
    published = hash_of(rows)
    done = replace(certificate, seal=seal_of(certificate, published))
    verify(done, published)
    return done


def report_of(instance: Instance, done: Protection) -> Mapping[str, Any]:
    """What was done, in numbers: listed cells by name, so that cells with one decision count each.

    ``failures`` are bounds that are still closer than the rules allow, because public cells alone
    prove them (``unprotectable`` names their cells, implied ones too); ``repaired`` are bounds that
    were found too close, over all rounds, and are far enough now. ``won_back`` are decisions that repair hid
    needlessly and that are published again. ``seconds`` are the processor's, not the clock's, in all,
    and ``cpu_seconds`` the same by stage.
    """
    decision = instance.decision[instance.listed]
    published, primary = done.published[decision], done.primary[decision]
    data_sets = 0 if done.certificate is None else len(done.certificate.witnesses)
    return {
        "cells": len(decision),
        "primary": int(primary.sum()),
        "secondary": int((~published & ~primary).sum()),
        "published": int(published.sum()),
        "rounds": done.rounds,
        "solves": done.solves,
        "failures": done.failures,
        "repaired": done.repaired,
        "won_back": done.won_back,
        "witnesses": data_sets,
        "certified": done.certificate is not None,
        "unprotectable": [
            name
            for name, decided in zip(instance.names, instance.decision.tolist(), strict=True)
            if decided in set(done.unprotectable)
        ],
        "public_already": [
            name
            for name, decided, listed in zip(instance.names, instance.decision, instance.listed, strict=True)
            if listed and instance.already_published[decided] and done.primary[decided]
        ],
        "seconds": round(sum(done.seconds.values()), 3),
        "cpu_seconds": {stage: round(spent, 3) for stage, spent in done.seconds.items()},
    }

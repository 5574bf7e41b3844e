"""The measure of what bodies can tell of one another finds what there is to find."""

from __future__ import annotations

import numpy as np

from dashboard.disclosure.certificate import Certificate
from dashboard.disclosure.edition import rows_of, sealed
from dashboard.disclosure.instance import Record, build
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules
from tests.release.insiders import bodies, told_to

#: What the police and the council referred in each place.
PARTS = {"north": (4, 2), "south": (4, 0), "east": (20, 30), "west": (6, 4)}


def proof() -> Certificate:
    records = [
        Record(place, count, body)
        for place, counts in PARTS.items()
        for body, count in zip(("police", "council"), counts, strict=True)
    ]
    cells = {"all": list(PARTS)} | {place: [place] for place in PARTS}
    done = protect(build(records, cells), Rules(incidents=0))
    assert done.certificate is not None
    return sealed(done.certificate, rows_of(done.instance, done))


def test_a_body_that_knows_its_own_part_tells_more_of_the_others() -> None:
    made = proof()
    first, second = bodies(made)
    assert (int(first.sum()), int(second.sum())) == (36, 34)
    police, council = (told_to(made, own, whole=True) for own in (second, first))
    assert (police.records, council.records) == (34, 36)
    assert police.hidden == council.hidden >= 2
    # What is shown holds three others or more, whoever looks.
    assert min(police.least, council.least) >= 3


def test_what_is_known_exactly_is_counted() -> None:
    """Were everything shown but one place, both bodies would know of the others in it."""
    made = proof()
    shown = np.isin(made.names, ["all", "east", "west", "south"])
    told = told_to(Certificate(**vars(made) | {"shown": shown}), next(bodies(made)), whole=True)
    assert (told.hidden, told.narrowed, told.exact) == (1, 1, 1)

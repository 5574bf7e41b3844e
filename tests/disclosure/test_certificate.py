"""The certificate: what it proves, and what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import make_dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from dashboard.disclosure.certificate import Certificate, CertificateError, load, save, seal_of, seal_over
from dashboard.disclosure.edition import rows_of, sealed
from dashboard.disclosure.files import Row, hash_of
from dashboard.disclosure.instance import Record, build
from dashboard.disclosure.protection import protect
from dashboard.disclosure.rules import Rules, Zeros
from dashboard.disclosure.verify import verify

COUNTS = {"n1": 3, "n2": 14, "n3": 9, "s1": 12, "s2": 2, "s3": 21}


@pytest.fixture(scope="module")
def proved() -> tuple[Certificate, list[Row]]:
    cells: dict[str, list[str]] = {"all": list(COUNTS)}
    for name in COUNTS:
        for cell in (name, f"{name[0]}*", f"*{name[1]}"):
            cells.setdefault(cell, []).append(name)
    instance = build([Record(name, count) for name, count in COUNTS.items()], cells)
    done = protect(instance, Rules())
    assert done.certificate is not None
    rows = rows_of(instance, done)
    return sealed(done.certificate, rows), rows


def resealed(certificate: Certificate, rows: list[Row]) -> Certificate:
    return replace(certificate, seal=seal_of(certificate, hash_of(rows)))


def test_it_survives_being_written_and_stays_with_its_owner(
    proved: tuple[Certificate, list[Row]], tmp_path: Path
) -> None:
    certificate, rows = proved
    save(certificate, tmp_path / "certificate.npz")
    assert (tmp_path / "certificate.npz").stat().st_mode & 0o077 == 0
    verify(load(tmp_path / "certificate.npz"), hash_of(rows))


def test_its_file_and_seal_keep_the_words_of_earlier_versions(
    proved: tuple[Certificate, list[Row]], tmp_path: Path
) -> None:
    certificate, rows = proved
    save(certificate, tmp_path / "proof.npz")
    with np.load(tmp_path / "proof.npz") as stored:
        assert {"atoms", "forced"} <= set(stored) and not {"base_cells", "already_published"} & set(stored)
        earlier = make_dataclass("Earlier", stored)(**stored)
    assert json.loads(certificate.rules).keys() == {
        "threshold",
        "zeros",
        "dominance",
        "incidents",
        "singletons",
    }
    assert seal_over(earlier, hash_of(rows)) == certificate.seal


def test_a_proof_of_an_earlier_version_is_read_without_what_it_did_not_hold(
    proved: tuple[Certificate, list[Row]], tmp_path: Path
) -> None:
    """Pairs of cells at two countings came later; a proof that holds some cannot lose them."""
    certificate, rows = proved
    both = replace(certificate, recounted=np.array([[1, 0]]))
    for number, proof in enumerate((certificate, sealed(both, rows))):
        save(proof, tmp_path / f"{number}.npz")
        with np.load(tmp_path / f"{number}.npz") as stored:
            held = {name: stored[name] for name in stored.files if name != "recounted"}
        np.savez(tmp_path / f"{number}.npz", **held)
    verify(load(tmp_path / "0.npz"), hash_of(rows))
    with pytest.raises(CertificateError, match="or was changed"):
        verify(load(tmp_path / "1.npz"), hash_of(rows))
    held.pop("sole")
    np.savez(tmp_path / "0.npz", **held)
    with pytest.raises(CertificateError, match="not a certificate"):
        load(tmp_path / "0.npz")


def test_a_changed_published_value_is_noticed(proved: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = proved
    first = next(n for n, row in enumerate(rows) if row[1])
    cell, value, *rest = rows[first]
    changed = [*rows[:first], (cell, str(int(value) + 1), *rest), *rows[first + 1 :]]
    with pytest.raises(CertificateError, match="was changed"):
        verify(certificate, hash_of(changed))  # type: ignore[arg-type]


def test_a_changed_data_set_is_noticed(proved: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = proved
    data = certificate.witnesses.copy()
    data[-1, 0] += 1
    with pytest.raises(CertificateError, match="was changed"):
        verify(replace(certificate, witnesses=data), hash_of(rows))
    with pytest.raises(CertificateError, match="does not fit"):
        verify(resealed(replace(certificate, witnesses=data), rows), hash_of(rows))


def test_data_sets_below_nothing_are_refused(proved: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = proved
    data = certificate.witnesses.copy()
    data[-1] -= 100
    with pytest.raises(CertificateError, match="fewer than nothing"):
        verify(resealed(replace(certificate, witnesses=data), rows), hash_of(rows))


def test_too_few_data_sets_are_refused(proved: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = proved
    only = replace(certificate, witnesses=certificate.witnesses[:1], onlooker=certificate.onlooker[:1])
    with pytest.raises(CertificateError, match="do not leave enough open"):
        verify(resealed(only, rows), hash_of(rows))


@pytest.fixture
def without_n3() -> tuple[Certificate, list[Row]]:
    """No cell is sensitive, and zeros are shown; one cell is left out, as if to protect others."""
    instance = build([Record(name, count) for name, count in COUNTS.items()], {n: [n] for n in COUNTS})
    done = protect(instance, Rules(threshold=1, zeros=Zeros.SHOWN, minimum_without_largest=0, incidents=0))
    assert done.certificate is not None and done.published.all()
    rows = rows_of(instance, done)
    verify(resealed(done.certificate, rows), hash_of(rows))
    return replace(done.certificate, shown=done.certificate.names != "n3"), rows


def test_a_hidden_cell_that_no_data_set_moves_is_refused(without_n3: tuple[Certificate, list[Row]]) -> None:
    """What is hidden to protect others is open too, although nothing is promised of it."""
    certificate, rows = without_n3
    with pytest.raises(CertificateError, match="no data set moves n3"):
        verify(resealed(certificate, rows), hash_of(rows))


@pytest.mark.parametrize(("count", "refused"), [(0, True), (1, False)])
def test_a_hidden_cell_is_nowhere_a_zero_that_would_be_shown(
    count: int, refused: bool, without_n3: tuple[Certificate, list[Row]]
) -> None:
    certificate, rows = without_n3
    other = certificate.witnesses[0].copy()
    other[certificate.columns.of(certificate.decision[2])] = count
    both = replace(
        certificate, witnesses=np.stack([certificate.witnesses[0], other]), onlooker=np.zeros(2, np.int64)
    )
    if not refused:
        return verify(resealed(both, rows), hash_of(rows))
    with pytest.raises(CertificateError, match="holds nothing, which would be shown, in n3"):
        verify(resealed(both, rows), hash_of(rows))


def test_a_promise_left_out_is_noticed(proved: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = proved
    fewer = replace(certificate, needs=certificate.needs[1:])
    with pytest.raises(CertificateError, match="promises too little"):
        verify(resealed(fewer, rows), hash_of(rows))


def test_other_rules_need_another_certificate(proved: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = proved
    with pytest.raises(CertificateError, match="was changed"):
        verify(replace(certificate, rules=Rules(threshold=10).text()), hash_of(rows))


def test_a_small_count_that_is_shown_is_refused(proved: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = proved
    everything = replace(
        certificate,
        shown=np.ones_like(certificate.shown),
        witnesses=certificate.witnesses[:1],
        onlooker=certificate.onlooker[:1],
        needs=certificate.needs[:0],
    )
    with pytest.raises(CertificateError, match="shows the small count"):
        verify(resealed(everything, rows), hash_of(rows))


@pytest.fixture(scope="module")
def guarded() -> tuple[Certificate, list[Row]]:
    """One count that the police dominate, and one that a single raid lies behind."""
    cells: dict[str, list[str]] = {"all": list(COUNTS)}
    records = []
    for name in COUNTS:
        for cell in (name, f"{name[0]}*", f"*{name[1]}"):
            cells.setdefault(cell, []).append(name)
        bodies = ("police",) if name == "n1" else ("police", "council")
        raids = ("raid",) if name == "s2" else ("first", "second")
        records += [Record(name, 6, body, f"{name}.{raid}") for body in bodies for raid in raids]
    instance = build(records, cells)
    done = protect(instance, Rules())
    assert done.certificate is not None
    rows = rows_of(instance, done)
    return sealed(done.certificate, rows), rows


def test_a_contributor_must_be_promised_what_it_dominates(guarded: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = guarded
    assert len(certificate.own) == 2
    outsider = certificate.needs[certificate.needs[:, 0] == 0]
    with pytest.raises(CertificateError, match="promises too little to a contributor about n1"):
        verify(resealed(replace(certificate, needs=outsider), rows), hash_of(rows))
    another = certificate.own.copy()
    another[1, 0] -= 1
    with pytest.raises(CertificateError, match="promises too little to a contributor about n1"):
        verify(resealed(replace(certificate, own=another), rows), hash_of(rows))


def test_a_lone_incident_must_be_promised(guarded: tuple[Certificate, list[Row]]) -> None:
    certificate, rows = guarded
    raided = certificate.decision[certificate.names.tolist().index("s2")]
    fewer = certificate.needs[certificate.needs[:, 1] != raided]
    with pytest.raises(CertificateError, match="promises too little about s2"):
        verify(resealed(replace(certificate, needs=fewer), rows), hash_of(rows))


@pytest.mark.parametrize(
    ("cell", "wrong"), [("n1", "a contributor sees through"), ("s2", "too few incidents")]
)
def test_a_secret_that_is_shown_is_refused(
    guarded: tuple[Certificate, list[Row]], cell: str, wrong: str
) -> None:
    certificate, rows = guarded
    shown = certificate.shown | (certificate.names == cell)
    truth, other = certificate.witnesses[0], certificate.onlooker.max()
    only = replace(
        certificate,
        shown=shown,
        witnesses=np.stack([truth, truth]),
        onlooker=np.asarray([0, other]),
        needs=certificate.needs[:0],
        excused=~shown[np.unique(certificate.decision, return_index=True)[1]],
    )
    with pytest.raises(CertificateError, match=wrong):
        verify(resealed(only, rows), hash_of(rows))


@pytest.mark.parametrize("kept", [0, 10, 200])
def test_half_a_file_is_refused(proved: tuple[Certificate, list[Row]], tmp_path: Path, kept: int) -> None:
    path = tmp_path / "certificate.npz"
    save(proved[0], path)
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(CertificateError, match="cut short"):
        load(path)


def test_checking_needs_no_solver() -> None:
    told = (
        "import sys; import dashboard.disclosure.verify, dashboard.disclosure.command; "
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'highspy', 'scipy'}))"
    )
    answer = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"

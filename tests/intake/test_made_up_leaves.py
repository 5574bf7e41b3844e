"""Made-up records leave when real ones of their kind arrive."""

from __future__ import annotations

from pathlib import Path

from dashboard.settings import Installation
from tests.intake.test_take_in import DUTY, _in, _rows
from tests.validation.extracts import REFERRAL, bookings, write_csv


def test_demonstration_rows_leave_when_real_data_arrives(where: Installation, tmp_path: Path) -> None:
    demo = write_csv(tmp_path / "one.csv", bookings(12))
    duty = write_csv(tmp_path / "duty.csv", DUTY)
    _in(where, demo, duty, made_up=True)
    assert _rows(where, "SELECT source, made_up FROM files ORDER BY 1") == [
        ("home_office_duty_to_notify", False),  # published figures are real in a demonstration too
        ("training_register", True),
    ]
    real = write_csv(tmp_path / "real.csv", [REFERRAL])
    report = _in(where, real)
    assert report.sentences == ("Real data has arrived: the demonstration rows of 1 file were removed.",)
    assert _rows(where, "SELECT count(*) FROM bookings_rows") == [(0,)]
    assert _rows(where, "SELECT count(*) FROM comparators") == [(4,)]
    again = _in(where, demo, made_up=True)
    assert again.any_refused and "demonstration" in again.files[0].sentences[0]


def test_real_published_figures_do_not_remove_the_demonstration(where: Installation, tmp_path: Path) -> None:
    _in(where, write_csv(tmp_path / "demo register.csv", bookings(12)))
    report = _in(where, write_csv(tmp_path / "duty.csv", DUTY))
    assert report.sentences == ()
    assert _rows(where, "SELECT made_up, count(*) FROM files GROUP BY 1 ORDER BY 1") == [
        (False, 1),
        (True, 1),
    ]


def test_real_figures_take_the_place_of_made_up_ones_of_their_table(
    where: Installation, tmp_path: Path
) -> None:
    """Also where the made-up edition is the newer one, and also where that comes again afterwards."""
    pretended = write_csv(tmp_path / "pretended.csv", DUTY)
    pretended.with_suffix(".toml").write_text(
        "[extract]\nmade_up = true\npublished_on = 2030-01-01\n", encoding="utf-8"
    )
    real = write_csv(tmp_path / "duty.csv", DUTY)
    real.with_suffix(".toml").write_text("[extract]\npublished_on = 2024-03-07\n", encoding="utf-8")
    _in(where, pretended, made_up=True)
    assert _rows(where, "SELECT made_up FROM files") == [(True,)]
    report = _in(where, real)
    assert report.sentences == ("Real data has arrived: the demonstration rows of 1 file were removed.",)
    assert _rows(where, "SELECT made_up FROM files") == [(False,)]
    again = _in(where, pretended, made_up=True)
    assert not again.any_refused and "Real figures of this table are held" in again.files[0].sentences[0]
    assert _rows(where, "SELECT made_up FROM files") == [(False,)]

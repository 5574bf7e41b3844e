from __future__ import annotations

import gc

import pytest

from dashboard.intake.collector import collector_paused


def test_the_collector_is_back_whatever_happens() -> None:
    with pytest.raises(ValueError, match="x"), collector_paused(), collector_paused():
        assert not gc.isenabled()
        raise ValueError("x")
    assert gc.isenabled()


def test_one_that_is_off_stays_off() -> None:
    gc.disable()
    try:
        with collector_paused():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()

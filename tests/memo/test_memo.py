"""What is worked out once: by one thread for all that miss it, in whatever order they come."""

from __future__ import annotations

import gc
import sys
import time
import weakref
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier, Event, Lock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.publication import memo
from dashboard.publication.memo import Memo, per_release, shared

#: Seconds after which a thread is taken to be stuck; nothing here takes a hundredth of it.
STUCK = 30


class Release:
    """As much of a release as a memo needs."""

    def __init__(self, factor: int = 1) -> None:
        self.memo = Memo()
        self.factor = factor


class Stopped(BaseException):
    """As Streamlit stops a run: no error of the work, and nobody else's business."""


def until(true: Callable[[], bool]) -> None:
    """Wait for another thread to come as far as that."""
    end = time.monotonic() + STUCK
    while not true():
        assert time.monotonic() < end, "the other threads never came"
        time.sleep(0.001)


def waiting(many: int) -> Callable[[], bool]:
    return lambda: len(memo._waiting) == many


def together(*calls: Callable[[], object]) -> list[Future[object]]:
    """The calls, each in a thread of its own; all have ended."""
    with ThreadPoolExecutor(len(calls)) as pool:
        futures = [pool.submit(call) for call in calls]
        for future in futures:
            future.exception(timeout=STUCK)
    return futures


@contextmanager
def no_collection() -> Iterator[None]:
    """Whatever goes, goes because nobody holds it."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def test_threads_that_miss_an_entry_together_do_the_work_once() -> None:
    worked = Counter[str]()

    @per_release(size=4)
    def work(release: Release, name: str) -> list[str]:
        worked[name] += 1
        until(waiting(7))
        return [name] * release.factor

    release = Release(2)
    futures = together(*[lambda: work(release, "a")] * 8)
    assert [future.result() for future in futures] == [["a", "a"]] * 8
    assert len({id(future.result()) for future in futures}) == 1
    assert worked == {"a": 1}
    assert not memo._waiting


def test_what_fails_is_raised_in_all_that_wait_and_not_kept() -> None:
    attempts = []

    @per_release(size=4)
    def work(release: Release) -> int:
        attempts.append(1)
        if len(attempts) == 1:
            until(waiting(3))
            raise ValueError("no such figure")
        return release.factor

    release = Release()
    futures = together(*[lambda: work(release)] * 4)
    assert [str(future.exception()) for future in futures] == ["no such figure"] * 4
    assert len(attempts) == 1
    assert work(release) == 1


def test_a_thread_that_is_stopped_leaves_its_work_to_the_next() -> None:
    attempts = []

    @per_release(size=4)
    def work(release: Release) -> int:
        attempts.append(1)
        if len(attempts) == 1:
            until(waiting(3))
            raise Stopped
        return release.factor

    release = Release(7)
    futures = together(*[lambda: work(release)] * 4)
    stopped = [future for future in futures if isinstance(future.exception(), Stopped)]
    assert len(stopped) == 1
    assert [future.result() for future in futures if future not in stopped] == [7, 7, 7]
    assert len(attempts) == 2


def test_work_may_ask_for_other_entries_of_the_same_function() -> None:
    @per_release(size=100)
    def total(release: Release, up_to: int) -> int:
        return release.factor * up_to + total(release, up_to - 1) if up_to else 0

    assert total(Release(2), 50) == 2550


def test_work_that_asks_for_itself_is_not_left_waiting() -> None:
    asked: list[int] = []

    @per_release(size=4)
    def work(release: Release) -> int:
        asked.append(1)
        return release.factor if len(asked) > 1 else work(release) + 1

    assert work(Release()) == 2


@pytest.mark.parametrize("many", [2, 3, 5])
def test_threads_that_would_wait_in_a_circle_do_not(many: int) -> None:
    begun = Barrier(many, timeout=STUCK)
    asked: set[int] = set()

    # Each thread works on an entry and asks for the one that the next thread works on.
    @per_release(size=8)
    def circle(release: Release, at: int) -> int:
        if at in asked:
            return at
        asked.add(at)
        begun.wait()
        return at + circle(release, (at + 1) % many)

    release = Release()
    futures = together(*[lambda at=at: circle(release, at) for at in range(many)])  # type: ignore[misc]
    assert all(isinstance(future.result(timeout=STUCK), int) for future in futures)
    assert not memo._waiting


def test_each_release_has_entries_of_its_own_and_they_go_with_it() -> None:
    class Result:
        pass

    @per_release(size=4)
    def work(release: Release, name: str) -> Result:
        return Result()

    one, other = Release(), Release()
    assert work(one, "a") is work(one, "a")
    assert work(one, "a") is not work(other, "a")
    held, release = weakref.ref(work(one, "a")), weakref.ref(one)
    with no_collection():
        del one
        assert release() is None
        assert held() is None


def test_a_failure_that_several_waited_for_holds_nothing() -> None:
    """An error knows the frames that it went through: kept in a circle, it would hold the release."""

    @per_release(size=4)
    def work(release: Release) -> int:
        until(waiting(2))
        raise ValueError

    def ask(release: Release) -> None:
        with pytest.raises(ValueError):
            work(release)

    release = Release()
    ends = weakref.ref(release)
    with no_collection():
        futures = together(*[lambda held=release: ask(held)] * 3)  # type: ignore[misc]
        assert not any(future.exception() for future in futures)
        del release, futures
        assert ends() is None


def test_the_entry_longest_unused_goes_first() -> None:
    worked: list[str] = []

    @per_release(size=2)
    def work(release: Release, name: str) -> str:
        worked.append(name)
        return name

    release = Release()
    for name in ("a", "b", "a", "c", "a", "b"):
        work(release, name)
    assert worked == ["a", "b", "c", "b"]


def test_arguments_by_name_are_one_entry_in_any_order() -> None:
    worked: list[dict[str, str]] = []

    @per_release(size=4)
    def work(release: Release, **codes: str) -> None:
        worked.append(codes)

    release = Release()
    work(release, area="x", route="y")
    work(release, route="y", area="x")
    work(release, route="x", area="y")
    assert len(worked) == 2


def test_what_is_shared_is_kept_for_values_and_can_be_forgotten() -> None:
    worked: list[int] = []

    @shared(size=2)
    def work(value: int, *, twice: bool = False) -> int:
        """The words of the function."""
        worked.append(value)
        return value * (1 + twice)

    assert [work(3), work(3), work(3, twice=True)] == [3, 3, 6]
    assert worked == [3, 3]
    work.cache_clear()
    assert work(3) == 3
    assert worked == [3, 3, 3]
    assert work.__doc__ == "The words of the function."


@st.composite
def asked(draw: st.DrawFn) -> tuple[list[set[int]], list[list[int]]]:
    """Entries, each with those before it that it needs; and what each of some threads asks for, in order."""
    many = draw(st.integers(2, 8))
    needs = [draw(st.sets(st.integers(0, at - 1), max_size=3)) if at else set() for at in range(many)]
    asks = st.lists(st.integers(0, many - 1), min_size=1, max_size=5)
    return needs, draw(st.lists(asks, min_size=2, max_size=5))


@settings(max_examples=60, deadline=None)
@given(asked())
def test_every_entry_is_worked_out_once_in_any_order_of_threads(
    case: tuple[list[set[int]], list[list[int]]],
) -> None:
    needs, threads = case
    worked, lock, go = Counter[int](), Lock(), Event()

    @per_release(size=100)
    def work(release: Release, at: int) -> int:
        with lock:
            worked[at] += 1
        return 1 + sum(work(release, one) for one in sorted(needs[at]))

    right: list[int] = []
    for at in range(len(needs)):
        right.append(1 + sum(right[one] for one in needs[at]))
    release, interval = Release(), sys.getswitchinterval()

    def ask(order: list[int]) -> list[int]:
        go.wait(STUCK)
        return [work(release, at) for at in order]

    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(len(threads)) as pool:
            futures = [pool.submit(ask, order) for order in threads]
            go.set()
            answers = [future.result(timeout=STUCK) for future in futures]
    finally:
        sys.setswitchinterval(interval)
    assert answers == [[right[at] for at in order] for order in threads]
    assert set(worked.values()) == {1}
    assert not memo._waiting

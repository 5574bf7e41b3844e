"""What is worked out once and then kept: for as long as its release is open, or the newest of it.

Threads that miss the same entry together have it worked out once: the first works, the others wait.
What fails is not kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial, update_wrapper, wraps
from threading import Event, Lock, get_ident
from typing import Any, Concatenate, Generic, ParamSpec, Protocol, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


class _Key:
    """The arguments of a call; hashed once, since a series in them has hundreds of points."""

    __slots__ = ("_hash", "_parts")

    def __init__(self, args: tuple[Hashable, ...], named: dict[str, Any]) -> None:
        self._parts = (args, tuple(sorted(named.items())) if named else ())
        self._hash = hash(self._parts)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._parts == other._parts


class _Work:
    """One entry that a thread is working out, and what came of it."""

    __slots__ = ("done", "error", "thread", "value")

    def __init__(self) -> None:
        self.thread = get_ident()
        self.done = Event()
        self.error: BaseException | None = None
        self.value: Any = None


#: What each waiting thread waits for, in all tables: no thread may wait for one that waits for it.
_waiting: dict[int, _Work] = {}
_waiting_lock = Lock()


class Table:
    """The entries of one function, at most ``size``; the one longest unused goes first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._entries: OrderedDict[Hashable, Any] = OrderedDict()
        self._work: dict[Hashable, _Work] = {}

    def get(self, key: Hashable, work: Callable[[], T]) -> T:
        """The entry under ``key``: kept, worked out here, or worked out by a thread that began before.

        What the work raises is raised in every thread that waits for it. Where its thread was stopped
        (Streamlit stops a run whose visitor left), the next one takes over.
        """
        while True:
            with self._lock:
                if key in self._entries:
                    self._entries.move_to_end(key)
                    value: T = self._entries[key]
                    return value
                others = self._work.get(key)
                if others is None:
                    self._work[key] = _Work()
            if others is None:
                return self._work_out(key, work)
            if not _wait_for(others):
                del others  # see below
                return work()
            if others.error is None:
                return others.value  # type: ignore[no-any-return]
            try:
                if isinstance(others.error, Exception):
                    raise others.error
            finally:
                # The error knows this frame, and the frame must not know the error: that would be a
                # circle, and hold a release until a collection.
                del others

    def clear(self) -> None:
        """Forget all entries."""
        with self._lock:
            self._entries.clear()

    def _work_out(self, key: Hashable, work: Callable[[], T]) -> T:
        try:
            value = work()
        except BaseException as error:
            with self._lock:
                failed = self._work.pop(key)
            failed.error = error
            failed.done.set()
            del failed  # see above
            raise
        with self._lock:
            finished = self._work.pop(key)
            self._entries[key] = value
            while len(self._entries) > self._size:
                self._entries.popitem(last=False)
        finished.value = value
        finished.done.set()
        return value


def _wait_for(work: _Work) -> bool:
    """Wait until ``work`` is done; False, at once, where that work waits for this thread."""
    here = get_ident()
    with _waiting_lock:
        ahead: _Work | None = work
        while ahead is not None and not ahead.done.is_set():
            if ahead.thread == here:
                return False
            ahead = _waiting.get(ahead.thread)
        _waiting[here] = work
    try:
        work.done.wait()
    finally:
        with _waiting_lock:
            del _waiting[here]
    return True


class Memo:
    """The tables of one owner, by function; they go when it goes.

    An entry must not hold its owner: the two would keep each other alive.
    """

    def __init__(self) -> None:
        self._tables: dict[Callable[..., Any], Table] = {}

    def table(self, function: Callable[..., Any], size: int) -> Table:
        """The entries of ``function``; at most ``size`` where they are begun here."""
        table = self._tables.get(function)
        return table if table is not None else self._tables.setdefault(function, Table(size))


class Owner(Protocol):
    """Whatever has a memo: a release."""

    @property
    def memo(self) -> Memo:
        """What has been worked out from it."""


R = TypeVar("R", bound=Owner)


def per_release(*, size: int) -> Callable[[Callable[Concatenate[R, P], T]], Callable[Concatenate[R, P], T]]:
    """Keep the newest ``size`` results of a function, for each release that is its first argument.

    The other arguments must be hashable, and no result may hold the release.
    """

    def decorate(function: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
        @wraps(function)
        def kept(release: R, /, *args: P.args, **named: P.kwargs) -> T:
            table = release.memo.table(function, size)
            return table.get(_Key(args, named), partial(function, release, *args, **named))

        return kept

    return decorate


class _Shared(Generic[P, T]):
    """A function whose newest results are kept for the whole process."""

    def __init__(self, function: Callable[P, T], size: int) -> None:
        self._function = function
        self._table = Table(size)
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **named: P.kwargs) -> T:
        return self._table.get(_Key(args, named), partial(self._function, *args, **named))

    def cache_clear(self) -> None:
        """Forget all results."""
        self._table.clear()


def shared(*, size: int) -> Callable[[Callable[P, T]], _Shared[P, T]]:
    """Keep the newest ``size`` results of a function of values alone, whatever release they come from.

    Neither an argument nor a result may hold a release: it would stay open.
    """

    def decorate(function: Callable[P, T]) -> _Shared[P, T]:
        return _Shared(function, size)

    return decorate
